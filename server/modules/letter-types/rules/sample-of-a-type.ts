import type { LetterField } from '../../../engines/documents/letter/letter-definition.ts';
import { fillKnown } from '../../../engines/prose/merge-fields.ts';
import { paragraph, type Prose } from '../../../engines/prose/prose.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { LetterType } from '../contract/port.ts';
import { theLetterFillsItsTemplate } from './the-letter-fills-its-template.ts';

const WORDS = { hal: 'penyampaian contoh naskah', kepada: 'Kepala Dinas Contoh', nama_instansi: 'Pemerintah Kabupaten Contoh', nama_unit: 'Dinas Contoh', jabatan_penanda_tangan: 'Kepala Dinas Contoh', nama_penanda_tangan: 'Nama Penanda Tangan' };

/** Field values of an invented letter of this kind, so that its administrator sees where everything stands. */
export function fillSample(type: LetterType, day: CalendarDay): Record<string, unknown> {
  const body = type.skeleton.content.length === 0 ? { type: 'doc' as const, content: [paragraph('Isi naskah ditulis di sini.'), paragraph('Paragraf kedua memperlihatkan jarak antarparagraf, lekukan baris pertama, dan lebar baris pada kertas yang dipilih.')] } : type.skeleton;
  const filled = fillKnown(body, WORDS);
  const isi: Prose = filled.ok ? filled.value : body;
  const own = Object.fromEntries(type.fields.filter((field) => field.required).map((field) => [field.id, sampleOf(field, day)]));
  return theLetterFillsItsTemplate(type, { subject: 'Penyampaian contoh naskah', secrecyText: 'Biasa', attachments: '1 (satu) berkas', to: ['Kepala Dinas Contoh', 'Camat Contoh'], body: isi, own });
}

function sampleOf(field: LetterField, day: CalendarDay): unknown {
  const name = `[${field.label}]`;
  switch (field.type) {
    case 'date':
    case 'date-in-words':
      return day;
    case 'number':
      return '12';
    case 'money':
      return 1_250_000;
    case 'list':
      return [name, name];
    case 'prose':
      return { type: 'doc', content: [paragraph(name)] };
    case 'table':
      return [1, 2].map((n) => Object.fromEntries(field.columns!.map((column) => [column.id, `[${column.label} ${n}]`])));
    default:
      return name;
  }
}

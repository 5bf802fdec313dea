import { writeCsv, writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import { formStateNames } from '../contract/form-operations.ts';
import type { Input } from '../operation-input.ts';
import { optionWords } from '../rules/form-pages.ts';
import { loadForm } from './forms.ts';

const COLUMNS = [{ heading: 'Bagian', width: 8 }, { heading: 'Isian', width: 34 }, { heading: 'Pertanyaan', width: 50 }, { heading: 'Kelompok', width: 24 }, { heading: 'Jawaban', width: 50 }];

/** Every field that is asked, in the order of the form, with its answer; several options are parted by "; ". */
export const exportForm = (ctx: Context, { id, format }: Input<'exportForm'>) =>
  readTenant(ctx, async (t) => {
    const { row, instrument, pages, report } = await loadForm(t, id);
    const rows = pages.flatMap(({ section, fields }) => fields.map((field) => [section, field.id, field.label, field.group, [row.answers[field.id] ?? []].flat().map((one) => (field.options ? optionWords(one) : one)).join('; ')]));
    const name = `${row.name} ${row.year} semester ${row.semester}${row.simulated ? ' (simulasi)' : ''}`;
    if (format === 'csv') return { fileName: `${name}.csv`, type: 'text/csv; charset=utf-8', content: writeCsv(COLUMNS, rows) };
    const facts = [
      ['Formulir', instrument.title], ['Periode', `Semester ${row.semester} tahun ${row.year}`], ['Status', formStateNames[row.state]], ...(row.simulated ? [['Data', 'Simulasi, bukan angka sebenarnya']] : []),
      ['Kelengkapan', `${report.complete.count} dari ${report.complete.of} isian (${report.complete.percent.replace('.', ',')} persen)`],
      ...report.coverage.classes.map(({ title, share }) => [`Kanal ${title}`, share.of === 0 ? 'belum ada jenis yang dijawab' : `${share.count} dari ${share.of} jenis (${share.percent.replace('.', ',')} persen)`]),
      ...report.faults.map(({ sentence }) => ['Perlu dibetulkan', sentence]),
    ];
    return { fileName: `${name}.xlsx`, type: XLSX, content: await writeXlsx('Jawaban', COLUMNS, rows, { title: 'Ringkasan', columns: [{ heading: 'Hal', width: 30 }, { heading: 'Keterangan', width: 80 }], rows: facts }) };
  });

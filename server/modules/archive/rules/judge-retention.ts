import { isClassificationCode } from '../../../engines/documents/numbering/classification-code.ts';
import type { SheetField } from '../../../engines/sheets/headings-are-recognised.ts';
import { refused, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { FATES, SECURITY, type Fate, type RetentionFields, type Security } from '../contract/words.ts';
import { canonicalCode, oneLine } from './judge-codes.ts';

export const retentionFields: readonly SheetField[] = [
  { field: 'code', label: 'Kode', required: true, headings: ['kode', 'kode klasifikasi', 'kode klasifikasi arsip', 'kode arsip'] },
  { field: 'active', label: 'Masa aktif (tahun)', required: true, headings: ['aktif', 'retensi aktif', 'masa aktif', 'jangka simpan aktif', 'masa aktif tahun'] },
  { field: 'inactive', label: 'Masa inaktif (tahun)', required: true, headings: ['inaktif', 'retensi inaktif', 'masa inaktif', 'jangka simpan inaktif', 'masa inaktif tahun'] },
  { field: 'fate', label: 'Nasib akhir', required: true, headings: ['nasib akhir', 'keterangan', 'nasib', 'penyusutan akhir'] },
  { field: 'security', label: 'Klasifikasi keamanan', required: false, headings: ['klasifikasi keamanan', 'keamanan', 'sifat', 'tingkat keamanan'] },
  { field: 'access', label: 'Hak akses', required: false, headings: ['hak akses', 'akses', 'yang berhak mengakses'] },
  { field: 'basis', label: 'Dasar hukum', required: false, headings: ['dasar hukum', 'dasar', 'dasar pertimbangan'] },
];
export interface RetentionFact extends RetentionFields {
  code: string;
}

/** @param codes in force · @param rules in force by code · @param basis of the list, where a line names none */
export function judgeRetention(rows: readonly FieldRow[], codes: ReadonlySet<string>, rules: ReadonlyMap<string, RetentionFields>, basis: string): Verdict<RetentionFact>[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const { values, line } = row;
    const code = canonicalCode(values['code'] ?? '');
    const reasons: string[] = [];
    const first = seen.get(code);
    if (!isClassificationCode(code)) reasons.push(`"${(values['code'] ?? '').slice(0, 40)}" bukan kode klasifikasi.`);
    else if (!codes.has(code)) reasons.push(`Kode ${code} tidak ada dalam daftar klasifikasi. Impor dahulu klasifikasinya.`);
    else if (first !== undefined) reasons.push(`Kode ${code} sudah ada di baris ${first}.`);
    else seen.set(code, line);
    const active = yearsOf(values['active'] ?? '', 'Masa aktif', reasons);
    const inactive = yearsOf(values['inactive'] ?? '', 'Masa inaktif', reasons);
    const fate = fateOf(values['fate'] ?? '');
    if (!fate) reasons.push('Nasib akhir: tulis musnah, permanen, atau dinilai kembali.');
    const security = securityOf(values['security'] ?? '');
    if (!security) reasons.push('Klasifikasi keamanan: tulis biasa, terbatas, rahasia, atau sangat rahasia.');
    const legal = oneLine(values['basis'] || basis);
    if (legal === '') reasons.push('Dasar hukumnya belum ditulis, di baris ini atau saat mengunggah.');
    if (reasons.length > 0 || !fate || !security || active === undefined || inactive === undefined) return refused(row, reasons);
    const fact: RetentionFact = { code, activeYears: active, inactiveYears: inactive, fate, security, access: oneLine(values['access']).slice(0, 300), basis: legal.slice(0, 300) };
    const before = rules.get(code);
    if (!before) return { line, values, verdict: 'new', reasons: [], notes: [], fact };
    const same = before.activeYears === active && before.inactiveYears === inactive && before.fate === fate && before.security === security && before.access === fact.access && before.basis === fact.basis;
    return { line, values, verdict: same ? 'unchanged' : 'changed', reasons: [], notes: same ? [] : [`Sekarang: ${before.activeYears} + ${before.inactiveYears} tahun, ${FATES[before.fate].toLowerCase()}.`], fact };
  });
}

/** "2", "2 tahun", "2 (dua) tahun", "2 tahun setelah kegiatan selesai": schedules count from the closing of a folder, whatever the remark. */
function yearsOf(text: string, label: string, reasons: string[]): number | undefined {
  const found = /^\s*(-?\d{1,4})\s*(?:\([^)]*\)\s*)?(?:(?:tahun|thn|th)\b.*)?$/i.exec(text);
  const years = found ? Number(found[1]) : undefined;
  if (years === undefined) reasons.push(`${label}: "${text.slice(0, 40)}" bukan jumlah tahun. Tulis angka bulat, misalnya 2.`);
  else if (years < 0) reasons.push(`${label} tidak boleh kurang dari nol.`);
  else if (years > 100) reasons.push(`${label} paling lama 100 tahun.`);
  else return years;
  return undefined;
}
function fateOf(text: string): Fate | undefined {
  const bare = text.toLowerCase().replace(/[^a-z ]/g, ' ').replace(/\s+/g, ' ').trim();
  return /^dinilai( kembali)?$|^nilai kembali$/.test(bare) ? 'dinilai-kembali' : /^(di)?musnah(kan)?$/.test(bare) ? 'musnah' : /^permanen$|^statis$/.test(bare) ? 'permanen' : undefined;
}
function securityOf(text: string): Security | undefined {
  const bare = text.toLowerCase().replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '');
  if (bare === '' || bare === 'biasa-terbuka' || bare === 'terbuka') return 'biasa';
  return bare in SECURITY ? (bare as Security) : undefined;
}

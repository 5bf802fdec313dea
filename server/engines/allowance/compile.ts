import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { compileExpecting } from '../expressions/compile.ts';
import type { Tree } from '../expressions/evaluate.ts';
import type { ExpressionType, Scope } from '../expressions/types.ts';
import type { AllowanceRules, Line } from './rules.ts';

export interface RuleProblem {
  /** Where: `lines.3.amount`. */
  path: string;
  message: string;
}
export interface CompiledLine extends Line {
  tree: Tree;
  condition?: Tree;
}
/** Rules ready to pay by: plain JSON. */
export interface CompiledRules {
  parameters: Record<string, string>;
  lines: CompiledLine[];
}

/** What is known of one part of a month, by the names that formulas use. Shares are 0 to 1. */
export const SEGMENT_SCOPE = {
  kelas: 'integer', tunjangan_kelas: 'integer', status: { choices: ['pns', 'cpns', 'pppk'] }, golongan: 'integer', jenis_unit: 'text', unit: 'text', jabatan: 'text', kepala: 'boolean', kapasitas: 'text',
  produktivitas: 'number', potongan: 'number', dasar_potongan: { choices: ['bagian-disiplin', 'total'] }, hari_bagian: 'integer', hari_bulan: 'integer', hari_kerja: 'integer', cuti_penuh: 'text', hukuman: 'number',
  kelas_plt: 'integer', tunjangan_plt: 'integer', hari_plt: 'integer', bulan: 'integer', tahun: 'integer',
} as const satisfies Scope;
/** What is known of the person for the whole month; sums of segment lines stand under the id of the line. */
export const PERSON_SCOPE = { status: SEGMENT_SCOPE.status, golongan: 'integer', bulan: 'integer', tahun: 'integer', bruto: 'integer', koreksi: 'integer' } as const satisfies Scope;

/** What each name means, for the page on which rules are written. */
export const FACT_WORDS: Record<string, string> = {
  kelas: 'Kelas jabatan', tunjangan_kelas: 'Tunjangan menurut kelas jabatan (rupiah)', status: '"pns", "cpns", atau "pppk"', golongan: 'Golongan 1 sampai 4; 0 bila tidak ada', jenis_unit: 'Jenis unit: "dinas", "kecamatan", "rsud", "uptd", …', unit: 'Kode unit',
  jabatan: 'Nama jabatan', kepala: 'Memimpin unit', kapasitas: '"definitive", "plt", "pj", …', produktivitas: 'Capaian produktivitas 0 sampai 1', potongan: 'Jumlah potongan kehadiran 0 sampai 1', dasar_potongan: '"bagian-disiplin" atau "total", dari aturan kehadiran',
  hari_bagian: 'Hari kalender pada jabatan ini', hari_bulan: 'Hari kalender bulan itu', hari_kerja: 'Hari kerja pada jabatan ini', cuti_penuh: 'Kode cuti bila seluruh hari kerjanya cuti itu, misalnya "CM"', hukuman: 'Potongan hukuman disiplin 0 sampai 1',
  kelas_plt: 'Kelas jabatan yang dirangkap sebagai Plt.; 0 bila tidak', tunjangan_plt: 'Tunjangan kelas jabatan yang dirangkap', hari_plt: 'Hari kalender merangkap', bulan: 'Bulan 1 sampai 12', tahun: 'Tahun', bruto: 'Jumlah sebelum potongan pajak dan iuran', koreksi: 'Jumlah koreksi bulan sebelumnya',
};

/** Refuses `allowance.rules-invalid` with `{ problems }`: each with its place and what to write instead. */
export function compileRules(rules: AllowanceRules): Result<CompiledRules> {
  const problems: RuleProblem[] = [];
  const segment: Record<string, ExpressionType> = { ...SEGMENT_SCOPE };
  const person: Record<string, ExpressionType> = { ...PERSON_SCOPE };
  const taken = new Set([...Object.keys(SEGMENT_SCOPE), ...Object.keys(PERSON_SCOPE)]);
  const name = (id: string, path: string): boolean => {
    if (taken.has(id)) problems.push({ path, message: `Id "${id}" sudah dipakai. Beri id lain.` });
    return taken.has(id) ? false : (taken.add(id), true);
  };
  rules.parameters.forEach((one, at) => {
    if (name(one.id, `parameters.${at}.id`)) segment[one.id] = person[one.id] = 'number';
  });
  if (Object.keys(rules.classes.amounts).length === 0) problems.push({ path: 'classes.amounts', message: 'Isi tunjangan paling sedikit satu kelas jabatan.' });
  let personal = false;
  const lines = rules.lines.map((one, at): CompiledLine => {
    if (one.level === 'person') personal = true;
    else if (personal) problems.push({ path: `lines.${at}`, message: `Baris "${one.label}" dihitung per jabatan, jadi letaknya sebelum baris pajak dan iuran.` });
    const scope = one.level === 'segment' ? segment : person;
    const read = (source: string, kind: 'number' | 'boolean', path: string): Tree => {
      const compiled = compileExpecting(source, scope, kind);
      if (compiled.ok) return compiled.value.tree;
      const { message, position } = compiled.refusal.data as { message: string; position: number };
      problems.push({ path, message: `Baris "${one.label}", rumus \`${source}\`: ${message} (huruf ke-${position + 1}).` });
      return ['null'];
    };
    const tree = read(one.amount, 'number', `lines.${at}.amount`);
    const condition = one.when === undefined ? undefined : read(one.when, 'boolean', `lines.${at}.when`);
    // Known to the lines that follow; what a segment line came to is, summed, known to the person's lines too.
    if (name(one.id, `lines.${at}.id`)) {
      person[one.id] = 'integer';
      if (one.level === 'segment') segment[one.id] = 'integer';
    }
    return { ...one, tree, ...(condition ? { condition } : {}) };
  });
  if (!rules.lines.some((one) => one.level === 'segment' && one.effect === 'add')) problems.push({ path: 'lines', message: 'Belum ada baris yang menambah pembayaran.' });
  return problems.length ? refuse('allowance.rules-invalid', { problems }) : ok({ parameters: Object.fromEntries(rules.parameters.map((one) => [one.id, one.value])), lines });
}

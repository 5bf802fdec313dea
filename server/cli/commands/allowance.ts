import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileRules } from '../../engines/allowance/compile.ts';
import { explainPay, computePay, type Facts } from '../../engines/allowance/pay.ts';
import { allowanceRules, type AllowanceRules } from '../../engines/allowance/rules.ts';
import { DONE, printJson, Usage, type Command, type Given } from '../command.ts';
import { readTextFile } from '../read-text.ts';

const BASES = ['bagian-disiplin', 'total'];
const STATUSES = ['pns', 'cpns', 'pppk'];

/** `pendopo allowance compute`: one month of one person line by line, by the example of the catalogue or one's own rules. Needs no database. */
export const allowanceCompute: Command = {
  usage: '--class 1..17 --productivity PERSEN --cut PERSEN [--base bagian-disiplin|total] [--status pns|cpns|pppk] [--golongan 1..4] [--sanction PERSEN] [--days HARI/HARI-BULAN] [--correction RUPIAH] [--rules BERKAS.yaml]',
  options: { class: 'value', productivity: 'value', cut: 'value', base: 'value', status: 'value', golongan: 'value', sanction: 'value', days: 'value', correction: 'value', rules: 'value' },
  faultsAreData: true,
  run(given, io) {
    const jobClass = whole(given, 'class', 1, 17);
    const rules = rulesOf(given.value('rules'));
    const amount = rules.classes.amounts[String(jobClass)];
    if (amount === undefined) throw new Usage(`Aturan ini tidak punya tunjangan untuk kelas ${jobClass}.`);
    const compiled = compileRules(rules);
    if (!compiled.ok) throw new Usage(`Aturan belum dapat dipakai: ${(compiled.refusal.data as { problems: { message: string }[] }).problems.map((one) => one.message).join(' ')}`);
    const status = chosen(given, 'status', STATUSES);
    const golongan = given.value('golongan') === undefined ? 0 : whole(given, 'golongan', 1, 4);
    const [days, of] = daysOf(given.value('days') ?? '30/30');
    const asked = given.value('correction') === undefined ? 0 : whole(given, 'correction', -1_000_000_000, 1_000_000_000);
    const before: Facts = { status, golongan, bulan: 1, tahun: 2026, koreksi: 0 };
    const segment: Facts = {
      ...before, kelas: jobClass, tunjangan_kelas: amount, jenis_unit: 'dinas', unit: '', jabatan: '', kepala: false, kapasitas: 'definitive', produktivitas: share(given, 'productivity', 150), potongan: share(given, 'cut', 1000), dasar_potongan: chosen(given, 'base', BASES),
      hari_bagian: days, hari_bulan: of, hari_kerja: 0, cuti_penuh: '', hukuman: share(given, 'sanction', 100, '0'), kelas_plt: 0, tunjangan_plt: 0, hari_plt: 0,
    };
    // A payment gives back no more than it holds; what is left waits for the next one, as in the application.
    const correction = Math.max(asked, -(computePay(compiled.value, [segment], before).gross ?? 0));
    const person: Facts = { ...before, koreksi: correction };
    const pay = computePay(compiled.value, [segment], person);
    const lines = explainPay(compiled.value, [segment], person).map(({ segment: _, ...line }) => line);
    printJson(io, { rules: rules.title, legalBasis: rules.legalBasis, class: jobClass, gross: pay.gross, correction, correctionLeft: asked - correction, net: pay.net, unknown: pay.unknown, unit: 'rupiah', lines });
    return DONE;
  },
};

function rulesOf(path: string | undefined): AllowanceRules {
  const text = path === undefined ? readFileSync(new URL('../../../catalog/reference/allowance.yaml', import.meta.url), 'utf8') : readTextFile(path, { kind: 'YAML', advice: 'Simpan ulang sebagai UTF-8, lalu coba lagi.' });
  let data: unknown;
  try {
    data = parse(text);
  } catch {
    throw new Usage(`Berkas "${path}" bukan YAML yang utuh.`);
  }
  const read = allowanceRules.safeParse(data);
  if (!read.success) throw new Usage(`Berkas "${path}" bukan aturan TPP: periksa ${read.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'isinya').join(', ')}.`);
  return read.data;
}
function whole(given: Given, name: string, least: number, most: number): number {
  const text = given.value(name)?.trim();
  const value = Number(text);
  if (text === undefined || !/^-?\d{1,10}$/.test(text) || value < least || value > most) throw new Usage(`${text === undefined ? `Sebutkan --${name}` : `Nilai --${name} "${text.slice(0, 40)}" tidak benar`}: bilangan bulat ${least} sampai ${most}.`);
  return value;
}
/** "7,5" → "0.075", exactly. */
function share(given: Given, name: string, most: number, otherwise?: string): string {
  const text = (given.value(name) ?? otherwise)?.trim();
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?%?$/.exec(text ?? '');
  if (!match || Number(`${match[1]}.${match[2] ?? 0}`) > most) throw new Usage(`${text === undefined ? `Sebutkan --${name}` : `Nilai --${name} "${text.slice(0, 40)}" tidak benar`}: persen 0 sampai ${most}, misalnya 7,5.`);
  const hundredths = `${match[1]}${(match[2] ?? '').padEnd(2, '0')}`.padStart(5, '0');
  return `${Number(hundredths.slice(0, -4))}.${hundredths.slice(-4)}`;
}
function chosen(given: Given, name: string, all: readonly string[]): string {
  const text = given.value(name)?.trim().toLowerCase() ?? all[0]!;
  if (!all.includes(text)) throw new Usage(`Nilai --${name} "${text.slice(0, 40)}" tidak dikenal: ${all.join(', ')}.`);
  return text;
}
function daysOf(text: string): [days: number, of: number] {
  const match = /^(\d{1,2})\/(28|29|30|31)$/.exec(text.trim());
  if (!match || Number(match[1]) < 1 || Number(match[1]) > Number(match[2])) throw new Usage(`Nilai --days "${text.slice(0, 40)}" tidak benar: hari pada jabatan ini dari hari bulan itu, misalnya 15/31.`);
  return [Number(match[1]), Number(match[2])];
}

import type { FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { sameText } from '../../../engines/sheets/judged-rows.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import { REST } from '../rules/a-pattern-is-sound.ts';
import { unknownCodes } from '../rules/a-roster-gives-rest.ts';
import { findRoster, rosterDays } from '../storage/rosters.ts';
import { listsOf, organizationOf } from './ports.ts';
import { keepRoster, mustKeep, sheetsOf } from './rosters.ts';

// Chapters: the columns · judging and taking · the sheet to fill in

interface Fact {
  person: string;
  codes: string[];
}
const DAYS = Array.from({ length: 31 }, (_, at) => at + 1);
/** `about`: `<unit>/<month>`. */
export const rosterFlow: SheetFlow<Fact, TenantContext, Context> = {
  kind: 'work-schedules.roster',
  fields: [
    { field: 'nip', label: 'NIP', required: false, headings: ['nip', 'nip baru'] }, { field: 'name', label: 'Nama', required: true, headings: ['nama', 'nama pegawai'] },
    ...DAYS.map((day) => ({ field: `d${day}`, label: `Tanggal ${day}`, required: day <= 28, headings: [`tgl ${day}`, `tanggal ${day}`, String(day)] })),
  ],
  mostRows: 500, judge, take,
};
const placeOf = (about: string): { unit: string; month: string } => {
  const [unit, month] = about.split('/');
  return { unit: unit!, month: month! };
};

async function judge(t: TenantContext, rows: readonly FieldRow[], about: string): Promise<JudgedLine<Fact>[]> {
  const { unit, month } = placeOf(about);
  await mustKeep(t, unit);
  const sheet = (await sheetsOf(t, [unit], month)).get(unit)!;
  const nips = new Map((await organizationOf(t).placements(t, { people: sheet.rows.map((row) => row.person) }, sheet.days[0]!, sheet.days.at(-1)!)).flatMap((one) => (one.nip ? [[one.nip, one.person] as const] : [])));
  const before = new Map((await rosterDays(t.tx, t.instansi, sheet.rows.map((row) => row.person), sheet.days[0]!, sheet.days.at(-1)!)).map((row) => [`${row.person}${row.day}`, row.code]));
  const seen = new Set<string>();
  return rows.map(({ line, values }): JudgedLine<Fact> => {
    const nip = (values['nip'] ?? '').replace(/\D/g, '');
    const byName = sheet.rows.filter((row) => sameText(row.name) === sameText(values['name'] ?? ''));
    const row = sheet.rows.find((one) => one.person === nips.get(nip)) ?? (nip === '' && byName.length === 1 ? byName[0] : undefined);
    const common = { line, key: values['name'] ?? '', title: row?.name ?? values['name'] ?? '', notes: [] };
    if (!row) return { ...common, verdict: 'refused', facts: [], reasons: [byName.length > 1 && nip === '' ? `Ada ${byName.length} orang bernama itu di unit ini. Tulis NIP-nya.` : 'Orang ini tidak bekerja menurut jadwal unit ini pada bulan itu.'] };
    if (seen.has(row.person)) return { ...common, verdict: 'refused', facts: [], reasons: ['Orang ini sudah ada di baris sebelumnya.'] };
    seen.add(row.person);
    const codes = sheet.days.map((_, at) => (row.on[at] ? (values[`d${at + 1}`] ?? '').trim().toUpperCase().replace(/^(OFF|LIBUR|-)$/, REST) : ''));
    const reasons = codes.flatMap((code, at) => (row.on[at] && unknownCodes(row.on[at], [code]).length > 0 ? [`Tanggal ${at + 1}: kode ${code} tidak dikenal; pakai ${[...row.on[at].shifts.keys(), REST].join(', ')}.`] : []));
    const changed = codes.filter((code, at) => row.on[at] && code !== (before.get(`${row.person}${sheet.days[at]!}`) ?? '')).length;
    const facts = [`${codes.filter((code) => code !== '' && code !== REST).length} jaga`, `${codes.filter((code) => code === REST).length} libur`];
    if (reasons.length > 0) return { ...common, verdict: 'refused', facts, reasons };
    return { ...common, verdict: changed === 0 ? 'unchanged' : 'new', facts: changed === 0 ? facts : [...facts, `${changed} hari berubah`], reasons: [], fact: { person: row.person, codes } };
  });
}

/** All clean lines in one transaction, as if they had been typed. */
async function take(ctx: Context, lines: readonly JudgedLine<Fact>[], _sheet: string, about: string): Promise<Made> {
  if (lines.length === 0) return {};
  const { unit, month } = placeOf(about);
  await inTenant(ctx, async (t) => keepRoster(t, { unit, month, version: (await findRoster(t.tx, t.instansi, unit, month))?.version ?? 0 }, () => new Map(lines.map(({ fact }) => [fact!.person, fact!.codes]))));
  return Object.fromEntries(lines.map((one) => [one.line, { did: 'changed' as const }]));
}

export async function startRosterImport(ctx: Context, { unit, month, ...file }: { unit: string; month: string; fileName: string; content: string }): Promise<{ id: string }> {
  await readTenant(ctx, (t) => mustKeep(t, unit));
  return listsOf(ctx).start(ctx, rosterFlow, file, `${unit}/${month}`);
}

export const rosterTemplate = (ctx: Context, { unit, month }: { unit: string; month: string }) => inTenant(ctx, async (t) => {
  const unitName = await mustKeep(t, unit);
  const { rows, days } = (await sheetsOf(t, [unit], month)).get(unit)!;
  const people = rows.map((row) => row.person);
  const codes = new Map((await rosterDays(t.tx, t.instansi, people, days[0]!, days.at(-1)!)).map((row) => [`${row.person}${row.day}`, row.code]));
  const nips = new Map((await organizationOf(t).placements(t, { people }, days[0]!, days.at(-1)!)).map((one) => [one.person, one.nip ?? '']));
  const shifts = new Map(rows.flatMap((row) => row.on.flatMap((one) => (one ? [...one.shifts.values()] : []))).map((one) => [one.code, one.name]));
  const content = await writeXlsx(`Jadwal ${month}`, [{ heading: 'NIP', width: 22 }, { heading: 'Nama', width: 32 }, ...days.map((_, at) => ({ heading: `Tgl ${at + 1}`, width: 7 }))], rows.map((row) => [nips.get(row.person) ?? '', row.name, ...days.map((day) => codes.get(`${row.person}${day}`) ?? '')]), { title: 'Kode', columns: [{ heading: 'Kode' }, { heading: 'Arti', width: 40 }], rows: [...[...shifts].map(([code, name]) => [code, name]), [REST, 'Libur'], ['(kosong)', `Belum dijadwalkan di ${unitName}`]] });
  return { fileName: `jadwal-${month}.xlsx`, type: XLSX, content };
});

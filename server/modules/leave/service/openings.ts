import type { FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { JudgedLine, Made, SheetFlow } from '../../lists/contract.ts';
import type { Placement } from '../../organization/contract.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import * as storage from '../storage/balances.ts';
import { organizationOf } from './ports.ts';

// Chapters: the columns · judging · taking · the sheet to fill in

interface Fact {
  person: string;
  openings: storage.Opening[];
  serviceFrom?: CalendarDay | undefined;
}
/** Opening balances of annual leave: two years back and this one; `about` is this year. */
export const openingsFlow: SheetFlow<Fact, TenantContext, Context> = {
  kind: 'leave.openings',
  fields: [
    { field: 'nip', label: 'NIP', required: true, headings: ['nip', 'nip baru', 'no induk pegawai'] },
    { field: 'name', label: 'Nama', required: false, headings: ['nama', 'nama pegawai', 'nama lengkap'] },
    { field: 'left2', label: 'Sisa hak dua tahun lalu (N-2)', required: false, headings: ['sisa n 2', 'n 2', 'sisa cuti n 2', 'sisa hak dua tahun lalu'] },
    { field: 'left1', label: 'Sisa hak tahun lalu (N-1)', required: true, headings: ['sisa n 1', 'n 1', 'sisa cuti n 1', 'sisa hak tahun lalu', 'sisa tahun lalu'] },
    { field: 'used', label: 'Terpakai tahun ini (N)', required: false, headings: ['terpakai n', 'n', 'terpakai', 'terpakai tahun ini', 'sudah diambil'] },
    { field: 'service', label: 'Mulai bekerja', required: false, headings: ['tmt', 'tmt cpns', 'mulai bekerja', 'tanggal mulai bekerja'] },
  ],
  mostRows: 20_000, batch: 2000, judge, take,
};

/** "4", "2,5", "6 hari"; days in halves. Undefined: not readable; null: empty. */
function halvesOf(text: string): number | null | undefined {
  if (text === '' || text === '-') return null;
  const match = /^(\d{1,2})(?:[.,]([05])0*)?(?:\s*hari)?$/i.exec(text.trim());
  return match ? Number(match[1]) * 2 + (match[2] === '5' ? 1 : 0) : undefined;
}

async function peopleByNip(t: TenantContext): Promise<Map<string, Placement>> {
  const today = await organizationOf(t).today(t);
  const found = new Map<string, Placement>();
  for (const one of await organizationOf(t).placements(t, 'everybody', today, today)) if (one.nip && !found.has(one.nip)) found.set(one.nip, one);
  return found;
}

async function judge(t: TenantContext, rows: readonly FieldRow[], about: string): Promise<JudgedLine<Fact>[]> {
  const year = Number(about);
  const people = await peopleByNip(t);
  const judged = rows.map((row) => ({ row, nip: (row.values['nip'] ?? '').replace(/\D/g, '') }));
  const known = new Map((await storage.openingsOf(t.tx, t.instansi, judged.flatMap(({ nip }) => people.get(nip)?.person ?? []))).map((one) => [`${one.person} ${one.year}`, one]));
  const seen = new Set<string>();
  return judged.map(({ row: { line, values }, nip }): JudgedLine<Fact> => {
    const person = people.get(nip);
    const reasons: string[] = [];
    const [left2, left1, used] = [halvesOf(values['left2'] ?? ''), halvesOf(values['left1'] ?? ''), halvesOf(values['used'] ?? '')];
    if (nip.length !== 18) reasons.push('NIP harus 18 angka. Simpan kolomnya sebagai teks.');
    else if (!person) reasons.push('NIP ini tidak ada pada pegawai yang bekerja hari ini.');
    if (person && seen.has(nip)) reasons.push('Pegawai ini sudah ada di baris sebelumnya.');
    if (left2 === undefined || left1 === undefined || used === undefined) reasons.push('Sisa dan terpakai ditulis sebagai hari, misalnya 4 atau 2,5.');
    if ([left2, left1].some((one) => typeof one === 'number' && one > 24)) reasons.push('Sisa satu tahun paling banyak 12 hari: tulis sisa hak tahun itu sendiri, tanpa bawaan tahun sebelumnya.');
    const service = (values['service'] ?? '') === '' ? undefined : readDay(values['service']!);
    if ((values['service'] ?? '') !== '' && !service) reasons.push('Tanggal mulai bekerja belum terbaca.');
    if (person) seen.add(nip);
    const common = { line, key: nip, title: person?.name ?? values['name'] ?? '', facts: [person?.postTitle ?? '', `N-2 ${values['left2'] || '-'}, N-1 ${values['left1'] || '-'}, terpakai ${values['used'] || '-'}`].filter(Boolean), notes: [] };
    if (reasons.length > 0 || !person) return { ...common, verdict: 'refused', reasons };
    const openings = [[year - 2, left2, null], [year - 1, left1, null], [year, null, used]].flatMap(([of, left, taken]) => ((left ?? taken ?? null) === null ? [] : [{ person: person.person, year: of as number, left: left as number | null, used: taken as number | null }]));
    const same = openings.every((one) => { const before = known.get(`${one.person} ${one.year}`); return before && before.left === one.left && before.used === one.used; });
    const fact = { person: person.person, openings, serviceFrom: service ?? undefined };
    if (same && !service) return { ...common, verdict: 'unchanged', reasons: [], fact };
    return { ...common, verdict: openings.some((one) => known.has(`${one.person} ${one.year}`)) ? 'changed' : 'new', reasons: [], fact };
  });
}

async function take(ctx: Context, lines: readonly JudgedLine<Fact>[], sheet: string): Promise<Made> {
  return inTenant(ctx, async (t) => {
    const [at, by] = [t.house.clock.now(), mustViewer(t).name];
    const openings = lines.flatMap((one) => one.fact!.openings);
    if (openings.length > 0) await storage.saveOpenings(t.tx, t.instansi, openings, at, by);
    const services = lines.flatMap(({ fact }) => (fact!.serviceFrom ? [{ person: fact!.person, day: fact!.serviceFrom }] : []));
    if (services.length > 0) await storage.saveServices(t.tx, t.instansi, services);
    await audit(t, { action: 'leave.openings-taken', object: 'import', objectId: sheet, detail: { people: lines.length } });
    return Object.fromEntries(lines.map((one) => [one.line, { did: one.verdict === 'changed' ? ('changed' as const) : ('added' as const) }]));
  });
}

export const openingTemplate = (ctx: Context) => readTenant(ctx, async (t) => {
  const year = Number((await organizationOf(t).today(t)).slice(0, 4));
  const people = [...(await peopleByNip(t)).values()].sort((a, b) => a.name.localeCompare(b.name, 'id-ID'));
  const content = await writeXlsx('Saldo awal', [{ heading: 'NIP', width: 22 }, { heading: 'Nama', width: 36 }, { heading: 'Sisa N-2' }, { heading: 'Sisa N-1' }, { heading: 'Terpakai N' }, { heading: 'Mulai bekerja' }], people.map((one) => [one.nip ?? '', one.name, '', '', '', '']), {
    title: 'Petunjuk', columns: [{ heading: 'Kolom', width: 20 }, { heading: 'Isi', width: 80 }],
    rows: [['Sisa N-2', `Hari cuti tahunan ${year - 2} yang tidak diambil, tanpa bawaan tahun sebelumnya (0 sampai 12)`], ['Sisa N-1', `Hari cuti tahunan ${year - 1} yang tidak diambil (0 sampai 12). 12 di kedua tahun: hak tahun ini 24`], ['Terpakai N', `Hari cuti tahunan ${year} yang sudah diambil sebelum dicatat di sini`], ['Mulai bekerja', 'Boleh kosong bila sama dengan TMT pada NIP']],
  });
  return { fileName: `saldo-awal-cuti-${year}.xlsx`, type: XLSX, content };
});

import { percentText } from '../../../engines/attendance/percent.ts';
import { writeXlsx, XLSX, type Column } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context } from '../../../platform/request/context.ts';
import { LOG_STATES } from '../contract.ts';
import * as storage from '../storage/logs.ts';
import { monthDays } from './logs.ts';
import { organizationOf } from './ports.ts';
import { listRecap, type RecapAsked } from './recap.ts';
import { ledBy, viewerHolder } from './who.ts';

// Chapters: the month of one person · the month of a unit

export interface MonthOfLogs {
  month: string;
  name: string;
  nip: string | null;
  rank: string | null;
  title: string;
  unitName: string;
  superior: string;
  rows: storage.LogRecord[];
  minutes: { approved: number; waiting: number; refused: number };
}
/** Of oneself, or of somebody whom the post that is worn leads. @throws Refused `performance.unknown` */
export const monthOfLogs = (ctx: Context, { month, person }: { month: string; person?: string | undefined }): Promise<MonthOfLogs> => readTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const led = person === undefined || person === me.personId ? undefined : (await ledBy(t, me, day)).find((one) => one.person === person);
  if (person !== undefined && person !== me.personId && !led) throw new Refused({ code: 'performance.unknown' });
  const { from, to } = monthDays(month);
  const organization = organizationOf(t);
  const who = led ?? { person: me.personId, holding: me.holdingId, name: me.name, postTitle: me.title, unit: mustHat(t).unitId };
  const [placement] = led ? [led] : await organization.placements(t, { people: [me.personId] }, day, day);
  const superior = (await organization.superiorsOf(t, [who.holding], day)).get(who.holding);
  const rows = (await storage.logsOf(t.tx, t.instansi, who.person, from, to)).toReversed();
  const sum = (states: readonly string[]) => rows.filter((row) => states.includes(row.state)).reduce((total, row) => total + row.minutes, 0);
  return {
    month, name: who.name, nip: placement?.nip ?? null, rank: placement?.rank ?? null, title: who.postTitle, unitName: (await organization.unitFacts(t, [who.unit])).get(who.unit)?.name ?? '', superior: superior ? `${superior.name}, ${superior.title}` : '', rows,
    minutes: { approved: sum(['disetujui']), waiting: sum(['diajukan', 'kedaluwarsa']), refused: sum(['ditolak']) },
  };
});

const fileName = (words: string, month: string): string => `${words}-${month}.xlsx`;
const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
const columns = (headings: readonly (readonly [string, number])[]): Column[] => headings.map(([heading, width]) => ({ heading, width }));

export const exportLogs = async (ctx: Context, asked: { month: string; person?: string | undefined }) => {
  const { name, rows } = await monthOfLogs(ctx, asked);
  await inTenant(ctx, (t) => audit(t, { action: 'performance.logs-exported', object: 'performance-log', detail: { month: asked.month, rows: rows.length, own: asked.person === undefined } }));
  const cells = rows.map((row) => [row.day, row.activity, row.resultText, row.quantity, String(row.minutes), row.evidence, String(row.files.length), LOG_STATES[row.state], row.decidedBy ?? '', row.reason ?? '']);
  return { fileName: fileName(`laporan-harian-${plain(name)}`, asked.month), type: XLSX, content: await writeXlsx(`LKH ${asked.month}`, columns([['Tanggal', 12], ['Kegiatan', 50], ['Hasil kerja SKP', 36], ['Jumlah', 16], ['Menit', 8], ['Bukti', 30], ['Berkas bukti', 12], ['Keadaan', 22], ['Diputus oleh', 28], ['Alasan', 30]]), cells) };
};

export const exportRecap = async (ctx: Context, asked: RecapAsked) => {
  const { month, unitName, items } = await listRecap(ctx, asked);
  await inTenant(ctx, (t) => audit(t, { action: 'performance.recap-exported', object: 'performance-log', detail: { month, rows: items.length } }));
  const cells = items.map((one) => [one.name, one.title, String(one.minutes), String(one.due), String(one.days), String(one.waiting), percentText(one.percent), one.predicate ?? '', one.steps.join(' ')]);
  return { fileName: fileName(`rekap-kinerja-${plain(unitName)}`, month), type: XLSX, content: await writeXlsx(`Rekap ${month}`, columns([['Nama', 34], ['Jabatan', 36], ['Menit disetujui', 15], ['Menit wajib', 12], ['Hari berlaporan', 15], ['Menit menunggu', 15], ['Produktivitas persen', 18], ['Predikat', 18], ['Cara menghitung', 60]]), cells) };
};

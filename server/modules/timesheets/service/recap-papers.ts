import { percentText } from '../../../engines/attendance/percent.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { SigningSecret } from '../../issuance/contract.ts';
import { STATES, type Month, type SegmentView } from '../contract.ts';
import * as storage from '../storage/recaps.ts';
import { institutionOf, issuanceOf, organizationOf } from './ports.ts';
import { isHead, mustSeeAgency, RECAP_CASE, rowsOf, type RecapKey } from './recaps.ts';
import { nameOf, namesOf, sees, whoLooks, type Who } from './who.ts';

// Chapters: XLSX · paper

const HEADINGS = ['Nama', 'NIP', 'Unit', 'Mulai', 'Sampai', 'HK', 'H', 'DL', 'WFH', 'Cuti', 'Rincian cuti', 'TB', 'TK', 'CB', 'Terlambat', 'Menit terlambat', 'Pulang cepat', 'Menit pulang cepat', 'Tanpa absen masuk', 'Tanpa absen pulang', 'Jam efektif', 'Potongan persen', 'Koreksi persen', 'Kelas A', 'Kelas B', 'Kelas C', 'Kelas D', 'Rincian'];
export const exportRecap = (ctx: Context, key: RecapKey) =>
  inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    const rows = await rowsOf(t, who, key);
    const people = await namesOf(t, rows.map((row) => row.person));
    await audit(t, { action: 'timesheets.exported', object: 'recap', objectId: key.agency, detail: { month: key.month, rows: rows.length } });
    const cells = rows.map((row) => [
      row.name, people.get(row.person)?.nip ?? '', row.unitName, row.fromDay, row.toDay, row.due, row.present, row.duty, row.flexible, row.leave, row.leaves, row.study, row.unexplained, row.jointLeave, row.late, row.lateMinutes, row.early, row.earlyMinutes, row.missingIn, row.missingOut, (row.effectiveMinutes / 60).toLocaleString('id-ID', { maximumFractionDigits: 1 }),
      percentText(row.percent), percentText(row.corrected), row.classes.A, row.classes.B, row.classes.C, row.classes.D, Object.entries(row.faults).map(([code, count]) => `${code} ${count}`).join(', '),
    ].map(String));
    return { fileName: `rekap-kehadiran-${nameOf(who, key.agency).toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${key.month}.xlsx`, type: XLSX, content: await writeXlsx(`Rekap ${key.month}`, HEADINGS.map((heading) => ({ heading })), cells) };
  });

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
const monthWords = (month: Month): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
const TEMPLATE = 'rekap-kehadiran';
async function paperFields(t: TenantContext, who: Who, key: RecapKey): Promise<Record<string, unknown>> {
  const rows = await rowsOf(t, who, key);
  const row = await storage.findRecap(t.tx, t.instansi, key.agency, key.month);
  const total = (pick: (one: SegmentView) => number): number => rows.reduce((sum, one) => sum + pick(one), 0);
  return {
    bulan: monthWords(key.month), unit: nameOf(who, key.agency), keadaan: STATES[row?.state ?? 'draft'], pegawai: new Set(rows.map((one) => one.person)).size, verifikasi: row?.verifiedBy ?? '–', tanpa_keterangan: total((one) => one.unexplained), terlambat: total((one) => one.late),
    baris: rows.map((one) => ({ nama: one.name, unit: one.unitName, hk: one.due, h: one.present, dl: one.duty, wfh: one.flexible, cuti: one.leaves || '0', tb: one.study, tk: one.unexplained, tl: `${one.late} (${one.lateMinutes})`, psw: `${one.early} (${one.earlyMinutes})`, jam: (one.effectiveMinutes / 60).toLocaleString('id-ID', { maximumFractionDigits: 1 }), potongan: percentText(one.percent + one.corrected) })),
  };
}
/** The recap on paper as it stands, with KONSEP across it and a place for the number. */
export function printRecap(ctx: Context, key: RecapKey): Promise<Buffer> {
  return readTenant(ctx, async (t) => {
    const { demo } = await institutionOf(t);
    const who = await mustSeeAgency(t, key.agency);
    const holding = await organizationOf(t).holderForSigning(t, key.agency, who.today);
    if (!holding) throw new Refused({ code: 'timesheets.no-signer' });
    return { template: TEMPLATE, title: 'Rekap Kehadiran', unitId: key.agency, holding, letterDate: who.today, fields: await paperFields(t, who, key), demo, series: issuanceOf(t).seriesOf(TEMPLATE) };
  }).then((order) => issuanceOf(ctx).preview(ctx, order));
}
/** Numbered and signed by the head of the agency. */
export async function signRecap(ctx: Context, { secret, ...key }: RecapKey & { secret?: SigningSecret | undefined }): Promise<{ state: string; sentence: string }> {
  const { demo } = await institutionOf(ctx);
  const caseId = await inTenant(ctx, async (t) => {
    const who = await mustSeeAgency(t, key.agency);
    if (!(await isHead(t, who, key.agency))) throw new Refused({ code: 'timesheets.not-signer' });
    const row = await storage.findRecap(t.tx, t.instansi, key.agency, key.month);
    if (!row || row.state === 'draft') throw new Refused({ code: 'timesheets.not-verified' });
    const locked = await storage.lockRecap(t.tx, t.instansi, key.agency, key.month);
    if (locked.document) return locked.document;
    const document = uuidv7();
    await storage.saveRecap(t.tx, t.instansi, { ...locked, document });
    return document;
  });
  const outcome = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by) => ({
      template: TEMPLATE, title: 'Rekap Kehadiran', unitId: by.unitId, holding: by.holding, letterDate: by.day, fields: await paperFields(t, await mustSeeAgency(t, key.agency), key), demo, caseKind: RECAP_CASE, caseId, series: issuanceOf(t).seriesOf(TEMPLATE), subjectMasked: `Rekap kehadiran ${key.month}`,
    }),
    numbered: async () => {},
    finished: async (t) => void (await audit(t, { action: 'timesheets.signed', object: 'recap', objectId: key.agency, detail: { month: key.month } })),
  }, secret);
  return { state: outcome.outcome, sentence: 'reason' in outcome ? outcome.reason : '' };
}
/** Papers of recaps open for whoever sees the agency. */
export const mayReadRecapPaper = (ctx: Context, caseId: string): Promise<boolean> =>
  readTenant(ctx, async (t) => {
    if (!ctx.viewer?.hat?.permissions.has('timesheets.see')) return false;
    const agency = await storage.agencyOfDocument(t.tx, t.instansi, caseId);
    return agency !== undefined && sees(await whoLooks(t), agency);
  });

import { formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { part } from '../../../platform/house.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CaseAccess, FinishedPayload, IssuancePort, LetterOrder, SigningSecret } from '../../issuance/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import type { StatementEntry } from '../contract/statements.ts';
import { findMarked, insertReviews } from '../storage/reviews.ts';
import * as storage from '../storage/statements.ts';
import { mustBeOwnStaff, ownPerson, staffOf, tellReviewed } from './review.ts';
import { groundOf } from './standing.ts';
import { organizationOf, reachOf } from './units.ts';

// Chapters: making · looking · the paper · signing, and what it settles

export const STATEMENT_CASE = 'pernyataan-absen';
const TEMPLATE = 'surat-pernyataan-absen';
const WAY = { in: 'Masuk', out: 'Pulang', any: 'Absen' } as const;
const issuanceOf = (ctx: Context) => part<IssuancePort<Context, TenantContext>>(ctx.house, 'issuance');

/** Of marked check-ins of the own staff that came too late and wait: those of nobody else, and nothing that was decided. */
export const makeStatement = (ctx: Context, { id, ids, words }: { id: string; ids: string[]; words: string }) =>
  inTenant(ctx, async (t) => {
    const known = await storage.findStatement(t.tx, t.instansi, id);
    if (known?.post === mustHat(t).postId) return { id };
    const rows = await findMarked(t.tx, t.instansi, [...new Set(ids)]);
    await mustBeOwnStaff(t, rows, ids);
    if (known || rows.some((row) => row.decision || !row.reasons.includes('sent-late'))) throw new Refused({ code: 'attendance.not-late' });
    await storage.insertStatement(t.tx, t.instansi, { id, account: t.viewer!.accountId, post: mustHat(t).postId, unit: mustHat(t).unitId, words, at: t.house.clock.now() }, rows.map((row) => row.id));
    await audit(t, { action: 'attendance.statement-made', object: 'attendance-statement', objectId: id, detail: { checkIns: rows.length } });
    return { id };
  });

const entry = (row: storage.StatementRow): StatementEntry => ({ id: row.id, checkIns: row.checkIns, words: row.words, madeAt: row.madeAt.toISOString(), number: row.number, signedAt: row.signedAt?.toISOString() ?? null });

export const listStatements = (ctx: Context) => readTenant(ctx, async (t) => ({ items: (await storage.listStatements(t.tx, t.instansi, mustHat(t).postId)).map(entry) }));

async function mustOwn(t: TenantContext, id: string): Promise<storage.StatementRow> {
  const row = await storage.findStatement(t.tx, t.instansi, id);
  if (row?.post !== mustHat(t).postId) throw new Refused({ code: 'attendance.statement-unknown' });
  return row;
}
export const getStatement = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const row = await mustOwn(t, id);
    const lines = await storage.linesOf(t.tx, t.instansi, id);
    const staff = await staffOf(t, [...new Set(lines.map((one) => one.person))]);
    const [paper] = row.number ? await issuanceOf(t).documentsOf(t, STATEMENT_CASE, id) : [];
    return {
      ...entry(row), zone: await organizationOf(t).zone(t), maySign: row.signedAt === null && paper?.status !== 'awaiting-scan', paper: paper ? { number: paper.number, stateText: paper.statusText, url: paper.url ?? null } : null,
      lines: lines.map((one) => ({ id: one.id, name: staff.get(one.person)?.name ?? '', title: staff.get(one.person)?.postTitle ?? '', direction: one.direction, at: one.at.toISOString(), receivedAt: one.receivedAt.toISOString(), decided: one.decided })),
    };
  });

/** What was rejected since it was made is upheld by no paper. @throws Refused `attendance.not-late` where nothing is left */
async function undecided(t: TenantContext, id: string): Promise<storage.StatementLine[]> {
  const lines = (await storage.linesOf(t.tx, t.instansi, id)).filter((one) => !one.decided);
  if (lines.length === 0) throw new Refused({ code: 'attendance.not-late' });
  return lines;
}
/** What the paper says: who states it, of which check-ins, and why they came late. */
async function orderOf(t: TenantContext, row: storage.StatementRow, lines: readonly storage.StatementLine[], by: { holding: Holder; unitId: string; day: string }): Promise<LetterOrder> {
  const staff = await staffOf(t, [...new Set(lines.map((one) => one.person))]);
  const [zone, units, { rule }, { demo }] = [await organizationOf(t).zone(t), await organizationOf(t).unitFacts(t, [by.unitId]), await groundOf(t), await part<Institutions>(t.house, 'institutions').byId(t.house, t.instansi, t.tx)];
  return {
    template: TEMPLATE, title: 'Surat Pernyataan', unitId: by.unitId, holding: by.holding, letterDate: by.day, demo,
    fields: {
      nama: by.holding.name, ...(by.holding.nip ? { nip: by.holding.nip } : {}), jabatan: by.holding.title, unit: units.get(by.unitId)?.name ?? '', batas: `${rule.offlineHours} jam`, sebab: row.words.replace(/[.\s]*$/, '.'),
      absen: lines.map((one) => ({ nama: staff.get(one.person)?.name ?? '', jabatan: staff.get(one.person)?.postTitle ?? '', absen: `${WAY[one.direction]} ${formatMoment(one.at, zone)}`, diterima: formatMoment(one.receivedAt, zone) })),
    },
  };
}

/** As it would be signed now, with KONSEP across it. */
export async function draftOf(ctx: Context, id: string): Promise<Buffer> {
  const order = await readTenant(ctx, async (t) => {
    const row = await mustOwn(t, id);
    const day = await organizationOf(t).today(t);
    const holding = await organizationOf(t).holdingInForce(t, mustHat(t).holdingId, day);
    if (!holding) throw new Refused({ code: 'request.not-allowed' });
    return orderOf(t, row, row.signedAt ? await storage.linesOf(t.tx, t.instansi, id) : await undecided(t, id), { holding, unitId: holding.unitId, day });
  });
  return issuanceOf(ctx).preview(ctx, { ...order, series: issuanceOf(ctx).seriesOf(TEMPLATE) });
}

/** Number and signature by who wears the post that made it; a second factor of the last ten minutes. */
export async function signStatement(ctx: Context, { id, secret }: { id: string; secret?: SigningSecret | undefined }) {
  const produced = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by) => {
      const row = await mustOwn(t, id);
      if (row.signedAt) throw new Refused({ code: 'attendance.statement-signed' });
      const lines = await undecided(t, id);
      // Who acts for the superior may stand on it: nobody upholds the own check-ins.
      if (lines.some((one) => one.person === by.holding.personId)) throw new Refused({ code: 'attendance.statement-own' });
      return { ...(await orderOf(t, row, lines, by)), caseKind: STATEMENT_CASE, caseId: id, series: issuanceOf(ctx).seriesOf(TEMPLATE), subjectMasked: `Absen luring ${lines.length} kali` };
    },
    numbered: async (t, { number }) => {
      await storage.saveNumber(t.tx, t.instansi, id, number);
      await audit(t, { action: 'attendance.statement-numbered', object: 'attendance-statement', objectId: id, detail: { number } });
    },
    finished: async (t, outcome) => {
      if (outcome.outcome === 'signed') await settle(t, id);
    },
  }, secret);
  return { outcome: produced.outcome, number: (await readTenant(ctx, (t) => storage.findStatement(t.tx, t.instansi, id)))?.number ?? null };
}

/** Signed, it is the superior's word on each check-in that nobody has decided meanwhile. */
async function settle(t: TenantContext, id: string): Promise<void> {
  const row = (await storage.findStatement(t.tx, t.instansi, id))!;
  const at = t.house.clock.now();
  if (!(await storage.saveSigned(t.tx, t.instansi, id, at))) return;
  const lines = await storage.linesOf(t.tx, t.instansi, id);
  const decided = new Set(await insertReviews(t.tx, t.instansi, lines.map((one) => one.id), { decision: 'upheld', words: `Surat pernyataan nomor ${row.number}.`, account: row.account, post: row.post, at }));
  await audit(t, { action: 'attendance.statement-signed', object: 'attendance-statement', objectId: id, detail: { number: row.number, checkIns: [...decided] } });
  await tellReviewed(t, lines.filter((one) => decided.has(one.id)));
}

/** `issuance.finished`: the scan of a paper that waited for ink, or a signature repeated in the register. */
export const isStatement = ({ caseKind }: EventMessage['payload']): boolean => caseKind === STATEMENT_CASE;
export async function statementFinished(ctx: Context, message: EventMessage): Promise<void> {
  const { caseId, outcome } = message.payload as unknown as FinishedPayload;
  if (outcome === 'signed') await inTenant(ctx, (t) => settle(t, caseId));
}

/** Who made it, who keeps the personnel matters of the unit, and whoever stands on it may open the paper. Part `issuance.access.<kind>`. */
export const statementAccess: CaseAccess<Context> = {
  mayReadDocument: async (ctx, _kind, caseId) => {
    if (!ctx.viewer?.hat) return false;
    return readTenant(ctx, async (t) => {
      const row = await storage.findStatement(t.tx, t.instansi, caseId);
      if (!row) return false;
      if (row.post === mustHat(t).postId || (await reachOf(t)).has(row.unit)) return true;
      const me = await ownPerson(t);
      return (await storage.linesOf(t.tx, t.instansi, caseId)).some((one) => one.person === me);
    });
  },
};

import { audit } from '../../../platform/audit/audit.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import type { Input } from '../operation-input.ts';
import { daysBetween } from '../rules/phase-of-the-day.ts';
import { after, isOverdue, type RequestStep } from '../rules/request-steps.ts';
import { ruleOf } from '../rules/evidence-grows-old.ts';
import { findAnswer } from '../storage/answers.ts';
import * as stored from '../storage/requests.ts';
import { addPiece, heldForEvidence, mustBeAPlace, NOTHING } from './evidence.ts';
import { holds, indicatorAt, load, mayWrite, mustWrite, whyNotAdd, type Loaded } from './load.ts';
import { organizationOf } from './ports.ts';
import { tell, tellAll } from './tell.ts';

// Chapters: whose it is · reading · asking · the agency · who asked

/** Two weeks, unless the deadline of the phase is nearer: a proposal that the page fills in. House rule. */
const USUAL_DAYS = 14;

/** The own unit; who leads it also everything below. */
async function ownUnits(t: TenantContext): Promise<string[]> {
  const hat = mustHat(t);
  if (!hat.permissions.has('self-assessment.hand-in')) return [];
  return hat.duties.includes('leader') ? organizationOf(t).unitsBelow(t, hat.unitId) : [hat.unitId];
}

/** Who is told that something is asked: the head of the unit and its member of the team. */
export async function peopleOf(t: TenantContext, unit: string): Promise<string[]> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const holders = [...(await organization.holdersWithDuty(t, [unit], 'leader', day)), ...(await organization.holdersWithDuty(t, [unit], 'assessment-member', day))];
  return holders.flatMap(({ accountId }) => accountId ?? []);
}

// reading

async function rowsOf(t: TenantContext, requests: readonly stored.RequestRow[]) {
  const loadedOf = new Map<string, Loaded>();
  for (const campaign of new Set(requests.map((one) => one.campaign))) loadedOf.set(campaign, await load(t, campaign));
  const [files, units, people, own] = await Promise.all([
    stored.listRequestFiles(t.tx, t.instansi, requests.map(({ id }) => id)), organizationOf(t).unitFacts(t, [...new Set(requests.map(({ unit }) => unit))]),
    organizationOf(t).namesOf(t, { accounts: [...new Set(requests.map(({ askedBy }) => askedBy))], posts: [] }), ownUnits(t),
  ]);
  const rows = [];
  for (const one of requests) {
    const loaded = loadedOf.get(one.campaign)!;
    const indicator = indicatorAt(loaded, one.number);
    const answer = await findAnswer(t.tx, t.instansi, one.campaign, one.number);
    rows.push({
      id: one.id, campaign: { id: one.campaign, title: loaded.campaign.title }, number: one.number, indicator: indicator.name, level: one.level, letter: one.letter, paper: ruleOf(indicator, one.level, one.letter)?.text ?? null,
      unit: { id: one.unit, name: units.get(one.unit)?.name ?? 'Unit yang ditutup' }, text: one.text, due: one.due, daysLeft: daysBetween(loaded.today, one.due), overdue: isOverdue(one, loaded.today), state: one.state, seq: one.seq, note: one.note,
      askedBy: people.accounts.get(one.askedBy) ?? '', askedAt: one.askedAt.toISOString(),
      // Of the last round only: what was sent back is not what now waits.
      files: files.filter((file) => file.request === one.id && file.round === Math.max(...files.filter((other) => other.request === one.id).map(({ round }) => round))).map(({ id, fileName, fileType, bytes }) => ({ id, name: fileName, type: fileType, bytes })),
      may: { handIn: one.state === 'open' && own.includes(one.unit), settle: mayWrite(t, answer?.assignee ?? null) && one.state !== 'accepted' && one.state !== 'withdrawn' },
    });
  }
  return rows;
}

/** Whoever may see a request: its unit, and the team. Nobody else learns that it exists. */
async function visible(t: TenantContext, id: string, how: 'read' | 'lock' = 'read'): Promise<stored.RequestRow> {
  const found = await (how === 'lock' ? stored.lockRequest : stored.findRequest)(t.tx, t.instansi, id);
  const isTeam = mustHat(t).permissions.has('self-assessment.view');
  if (!found || !(isTeam || (await ownUnits(t)).includes(found.unit))) throw new Refused({ code: 'self-assessment.request-unknown' });
  return found;
}

export const listRequests = (ctx: Context, { box, only, campaign }: Input<'listRequests'>) =>
  readTenant(ctx, async (t) => {
    const units = await ownUnits(t);
    const isTeam = mustHat(t).permissions.has('self-assessment.view');
    const boxes = { unit: units.length > 0, asked: isTeam };
    if (!boxes[box]) throw new Refused({ code: 'request.not-allowed' });
    const today = await organizationOf(t).today(t);
    const all = await stored.listRequests(t.tx, t.instansi, { ...(box === 'unit' && { units }), ...(campaign && { campaign }) });
    const waits = (one: stored.RequestRow) => (box === 'unit' ? one.state === 'open' : one.state === 'handed' || one.state === 'returned' || one.state === 'open');
    const wanted = { all: () => true, waiting: waits, overdue: (one: stored.RequestRow) => isOverdue(one, today) };
    return { items: await rowsOf(t, all.filter(wanted[only]).slice(0, 100)), counts: { waiting: all.filter(wanted.waiting).length, overdue: all.filter(wanted.overdue).length, all: all.length }, boxes };
  });

export const getRequest = (ctx: Context, { request }: Input<'getRequest'>) => readTenant(ctx, async (t) => (await rowsOf(t, [await visible(t, request)]))[0]!);

export const getAsking = (ctx: Context, { id, number }: Input<'getAsking'>) =>
  readTenant(ctx, async (t) => {
    const loaded = await load(t, id);
    const indicator = indicatorAt(loaded, number);
    const answer = await findAnswer(t.tx, t.instansi, id, number);
    const ends = loaded.campaign.phases.find(({ phase, to }) => phase === 'self' && to >= loaded.today)?.to;
    const usual = addDays(loaded.today, USUAL_DAYS);
    return {
      campaign: { id, title: loaded.campaign.title }, number, name: indicator.name, may: mayWrite(t, answer?.assignee ?? null) && whyNotAdd(loaded) === undefined,
      units: (await organizationOf(t).unitsInForce(t)).map((unit) => ({ id: unit.id, name: unit.name })), due: ends && ends < usual ? ends : usual,
      papers: indicator.levels.flatMap(({ level, evidence }) => evidence.map((one) => ({ level, letter: one.id, text: one.text, main: one.main }))),
      requests: await rowsOf(t, await stored.listRequests(t.tx, t.instansi, { campaign: id, number })),
    };
  });

// asking

const mustBeAhead = (due: CalendarDay, today: CalendarDay): void => {
  if (due < today) throw new Refused({ code: 'self-assessment.request-due', fields: [{ path: 'due', message: 'Tenggat paling cepat hari ini.' }] });
};
async function mustBeAUnit(t: TenantContext, unit: string): Promise<void> {
  if (!(await organizationOf(t).unitsInForce(t)).some(({ id }) => id === unit)) throw new Refused({ code: 'self-assessment.request-unit', fields: [{ path: 'unit', message: 'Pilih unit dari daftarnya.' }] });
}
const tellUnit = async (t: TenantContext, request: Pick<stored.RequestRow, 'id' | 'unit' | 'number' | 'due'>): Promise<void> =>
  tellAll(t, (await peopleOf(t, request.unit)).filter((account) => account !== t.viewer?.accountId), {
    title: `Bukti penilaian diminta dari unit Anda (indikator ${request.number})`, text: `Serahkan paling lambat ${formatDate(request.due)}.`, href: `/petugas/penilaian/permintaan/${request.id}`,
  });

export const askForEvidence = (ctx: Context, input: Input<'askForEvidence'>) =>
  inTenant(ctx, async (t) => {
    const held = await heldForEvidence(t, input.id, input.number);
    mustBeAPlace(held, input.level, input.letter ?? null);
    mustBeAhead(input.due, held.loaded.today);
    await mustBeAUnit(t, input.unit);
    const request = { id: uuidv7(), campaign: input.id, number: input.number, level: input.level, letter: input.letter ?? null, unit: input.unit, text: input.text, due: input.due, askedBy: mustViewer(t).accountId, askedAt: t.house.clock.now() };
    await stored.insertRequest(t.tx, t.instansi, request);
    await audit(t, { action: 'self-assessment.evidence-requested', object: 'evidence-request', objectId: request.id, detail: { campaign: input.id, indicator: input.number, unit: input.unit, due: input.due } });
    await tellUnit(t, request);
    return { id: request.id };
  });

// the agency

async function held(t: TenantContext, input: { request: string; seq: number }, step: RequestStep): Promise<{ row: stored.RequestRow; state: stored.RequestRow['state'] }> {
  const row = await visible(t, input.request, 'lock');
  if (row.seq !== input.seq) throw new Refused({ code: 'self-assessment.request-moved' });
  const state = after(row.state, step);
  if (!state) throw new Refused({ code: 'self-assessment.request-step' });
  return { row, state };
}
async function keep(t: TenantContext, row: stored.RequestRow, detail: Record<string, unknown> = {}) {
  await stored.updateRequest(t.tx, t.instansi, row);
  await audit(t, { action: `self-assessment.evidence-request-${row.state}`, object: 'evidence-request', objectId: row.id, detail: { campaign: row.campaign, indicator: row.number, ...detail } });
  return { id: row.id, state: row.state, seq: row.seq + 1 };
}
/** The agency answers for its own unit, also where the team may see it. */
async function heldByUnit(t: TenantContext, input: { request: string; seq: number }, step: RequestStep) {
  const found = await held(t, input, step);
  if (!(await ownUnits(t)).includes(found.row.unit)) throw new Refused({ code: 'self-assessment.request-unknown' });
  return found;
}
const tellAsker = (t: TenantContext, row: stored.RequestRow, title: string, text: string): Promise<void> => tell(t, row.askedBy, { title, text, href: `/petugas/penilaian/permintaan/${row.id}` });
const answeredNow = (t: TenantContext) => ({ answeredBy: mustViewer(t).accountId, answeredAt: t.house.clock.now() });

export const handIn = (ctx: Context, { uploads, note, ...input }: Input<'handIn'>) =>
  inTenant(ctx, async (t) => {
    const { row, state } = await heldByUnit(t, input, 'hand-in');
    const { accountId } = mustViewer(t);
    const found = await findUploads(t.tx, t.instansi, uploads);
    const files = uploads.map((upload) => {
      const one = found.find(({ id }) => id === upload);
      if (!one?.sha256 || !one.type || one.account !== accountId) throw new Refused({ code: 'files.unknown' });
      return { id: uuidv7(), request: row.id, round: row.seq, upload, sha256: one.sha256, fileType: one.type, fileName: one.name, bytes: one.size };
    });
    await stored.insertRequestFiles(t.tx, t.instansi, files, accountId, t.house.clock.now());
    const done = await keep(t, { ...row, state, note, ...answeredNow(t) }, { files: files.map(({ sha256 }) => sha256) });
    await tellAsker(t, row, `Bukti indikator ${row.number} diserahkan`, 'Periksa berkasnya, lalu terima atau minta lagi.');
    return done;
  });

export const giveBack = (ctx: Context, { reason, ...input }: Input<'giveBack'>) =>
  inTenant(ctx, async (t) => {
    const { row, state } = await heldByUnit(t, input, 'give-back');
    const done = await keep(t, { ...row, state, note: reason, ...answeredNow(t) });
    await tellAsker(t, row, `Permintaan bukti indikator ${row.number} dikembalikan`, 'Baca alasannya, lalu minta unit lain atau batalkan.');
    return done;
  });

// who asked

export const acceptRequest = (ctx: Context, { where, documentDate, ...input }: Input<'acceptRequest'>) =>
  inTenant(ctx, async (t) => {
    const { row, state } = await held(t, input, 'accept');
    const answer = await heldForEvidence(t, row.campaign, row.number);
    const all = await stored.listRequestFiles(t.tx, t.instansi, [row.id]);
    const last = Math.max(...all.map(({ round }) => round));
    const evidence: string[] = [];
    for (const file of all.filter(({ round }) => round === last)) {
      const thing = { ...NOTHING, title: file.fileName.replace(/\.[a-z0-9]{2,5}$/i, ''), upload: file.upload, sha256: file.sha256, file_type: file.fileType, file_name: file.fileName, bytes: file.bytes, documentDate: documentDate ?? null };
      evidence.push((await addPiece(t, answer, { id: row.campaign, number: row.number, level: row.level, letter: row.letter, where, kind: 'file' }, thing)).id);
    }
    return { ...(await keep(t, { ...row, state }, { evidence })), evidence };
  });

export const askAgain = (ctx: Context, { reason, due, unit, ...input }: Input<'askAgain'>) =>
  inTenant(ctx, async (t) => {
    const { row, state } = await held(t, input, 'ask-again');
    mustSettle(t, await findAnswer(t.tx, t.instansi, row.campaign, row.number));
    mustBeAhead(due, await organizationOf(t).today(t));
    if (unit) await mustBeAUnit(t, unit);
    const next = { ...row, state, note: reason, due, unit: unit ?? row.unit, reminded: null };
    const done = await keep(t, next, { reason, due, unit: next.unit });
    await tellUnit(t, next);
    return done;
  });

export const withdrawRequest = (ctx: Context, input: Input<'withdrawRequest'>) =>
  inTenant(ctx, async (t) => {
    const { row, state } = await held(t, input, 'withdraw');
    mustSettle(t, await findAnswer(t.tx, t.instansi, row.campaign, row.number));
    return keep(t, { ...row, state });
  });

function mustSettle(t: TenantContext, answer: { assignee: string | null } | undefined): void {
  if (!holds(mustHat(t), 'answer') || !answer) throw new Refused({ code: 'request.not-allowed' });
  mustWrite(t, answer);
}

/** A file that was handed in: for its unit and for the team. */
export async function requestFile(ctx: Context, request: string, file: string): Promise<{ sha256: string; type: string; name: string }> {
  if (!isUuid(request) || !isUuid(file)) throw new Refused({ code: 'self-assessment.request-unknown' });
  return readTenant(ctx, async (t) => {
    await visible(t, request);
    const found = (await stored.listRequestFiles(t.tx, t.instansi, [request])).find(({ id }) => id === file);
    if (!found) throw new Refused({ code: 'self-assessment.request-unknown' });
    return { sha256: found.sha256, type: found.fileType, name: found.fileName };
  });
}

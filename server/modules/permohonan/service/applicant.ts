import { allowedActions } from '../../../engines/workflow/allowed.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { openAnswers } from '../rules/answers-name-the-applicant.ts';
import { momentWords } from '../rules/words-for-people.ts';
import { listMine, findIdByNumber, findRequest, findWhole, insertMessage, type WholeRequest } from '../storage.ts';
import { guardTracking } from './guard-tracking.ts';
import { perform } from './perform.ts';
import { institutionOf, layananOf } from './ports.ts';
import { unitsOf } from './submit.ts';
import { trackedDocumentUrl } from './tracked-document.ts';
import { answersOf, documentsOf, messageOf, paymentOf, rowOf, stepsOf, timelineOf, visitOf } from './view-parts.ts';
import { loadForApplicant, loadForOfficer, loadWholeForApplicant } from './visibility.ts';
import { timingSafeEqual } from 'node:crypto';

// Chapters: my requests · one of them · withdrawing · messages · tracking without an account

export function listMyRequests(ctx: Context, page: { cursor?: string; limit: number }) {
  return readTenant(ctx, async (t) => {
    const { zone } = await institutionOf(t);
    const names = await layananOf(t).names(t);
    const now = t.house.clock.now();
    const rows = await listMine(t.tx, t.instansi, mustViewer(t).accountId, page.cursor, page.limit + 1);
    const items = rows.slice(0, page.limit).map((r) => rowOf(r, names.get(r.layanan) ?? r.layanan, zone, now));
    return { items, ...(rows.length > page.limit ? { nextCursor: items.at(-1)!.id } : {}) };
  });
}

export function getMyRequest(ctx: Context, id: string) {
  // Asked side by side: one way to the database.
  return readTenant(ctx, async (t) => applicantView(t, ...(await Promise.all([loadWholeForApplicant(t, id), documentsOf(t, { id })]))));
}

async function applicantView(t: TenantContext, r: WholeRequest, documents: Awaited<ReturnType<typeof documentsOf>>) {
  const { zone } = await institutionOf(t);
  const now = t.house.clock.now();
  const compiled = await layananOf(t).version(t, r.layanan, r.version);
  const { workflow } = compiled.definition;
  const own = openAnswers(r.answers, r.sealed, (sealed) => t.house.secrets.open('answers', Buffer.from(sealed, 'base64')));
  const shown = await answersOf(t, r, compiled, 'shown', own);
  const { moved } = r;
  const allowed = allowedActions(workflow, r.folded, { kind: 'applicant' });
  const payment = paymentOf(r.folded);
  const visit = visitOf(r.folded, zone);
  const renewable = r.folded.status === 'issued' && layananOf(t).isRenewable(compiled, r.answers);
  return {
    ...rowOf(r, compiled.definition.name, zone, now), layananId: r.layanan,
    steps: stepsOf(workflow, r.folded),
    timeline: await timelineOf(t, r, workflow, 'applicant', zone),
    messages: r.messages.filter((m) => m.audience === 'applicant').map((m) => messageOf(m, zone, now)),
    answers: shown.rows, files: shown.files,
    remarks: r.folded.returned?.remarks ?? [], ...(r.folded.returned?.general ? { general: r.folded.returned.general } : {}),
    reasons: r.folded.decision?.reasons.map((x) => x.text) ?? [],
    ...(payment ? { payment } : {}), ...(visit ? { visit } : {}),
    documents,
    actions: [
      ...(allowed.includes('resubmit') ? (['resubmit'] as const) : []), ...(allowed.includes('withdraw') ? (['withdraw'] as const) : []),
      'message' as const, ...(renewable ? (['renew'] as const) : []),
    ],
    ...(moved ? { dueMoved: { from: momentWords(moved.old_due, zone, now), reason: moved.reason } } : {}),
  };
}

export function withdrawRequest(ctx: Context, id: string, reason: string) {
  return inTenant(ctx, async (t) => {
    const request = await loadForApplicant(t, id);
    const compiled = await layananOf(t).version(t, request.layanan, request.version);
    const { unitOf } = await unitsOf(t, compiled, request.answers);
    await perform(t, { request, compiled, unitOf, actor: { kind: 'applicant' }, by: { kind: 'applicant', name: mustViewer(t).name }, payload: { kind: 'withdraw', reason }, expectedSeq: request.state.seq });
    return { id };
  });
}

/** By the applicant or by an officer who sees the case. */
export function sendMessage(ctx: Context, id: string, text: string) {
  return inTenant(ctx, async (t) => {
    const viewer = mustViewer(t);
    const { zone } = await institutionOf(t);
    const found = await findRequest(t.tx, t.instansi, id);
    const own = found?.account === viewer.accountId;
    if (!own && viewer.hat) await loadForOfficer(t, id);
    else if (!own) throw new Refused({ code: 'permohonan.unknown' });
    const message = { id: uuidv7(), audience: 'applicant' as const, sender: own ? ('applicant' as const) : ('officer' as const), name: viewer.name, text, at: t.house.clock.now() };
    await insertMessage(t.tx, t.instansi, id, viewer.accountId, message);
    await audit(t, { action: 'permohonan.message-sent', object: 'permohonan', objectId: id, detail: { from: message.sender } });
    await emit(t, 'permohonan.message-sent', { request: id, number: found!.number, account: found!.account, from: message.sender });
    return messageOf(message, zone, message.at);
  });
}

export function addNote(ctx: Context, id: string, text: string) {
  return inTenant(ctx, async (t) => {
    await loadForOfficer(t, id);
    const viewer = mustViewer(t);
    const { zone } = await institutionOf(t);
    const note = { id: uuidv7(), audience: 'note' as const, sender: 'officer' as const, name: viewer.name, text, at: t.house.clock.now() };
    await insertMessage(t.tx, t.instansi, id, viewer.accountId, note);
    await audit(t, { action: 'permohonan.noted', object: 'permohonan', objectId: id });
    return messageOf(note, zone, note.at);
  });
}

/** Number and secret together, or nothing: which of the two was wrong is never told, and guessing is slowed down. */
export async function track(ctx: Context, number: string, secret: string, options: { guard: boolean } = { guard: true }) {
  const clean = normaliseNumber(number);
  if (options.guard) await guardTracking(ctx, clean);
  return inTenant(ctx, async (t) => {
    const found = await findIdByNumber(t.tx, t.instansi, clean);
    const given = t.house.secrets.hash('tracking', `${clean}/${secret.replace(/\D/g, '')}`);
    if (!found || !timingSafeEqual(found.secret_hash, given)) throw new Refused({ code: 'permohonan.track-unknown' });
    const [r, issued] = await Promise.all([findWhole(t.tx, t.instansi, found.id), documentsOf(t, found)]);
    const { id, number: no, title, layanan, status, statusText, step, due, receivedAt, receivedText, steps, timeline, reasons, documents, visit, payment, remarks } = await applicantView(t, r!, issued);
    return { id, number: no, title, layanan, status, statusText, step, ...(due ? { due } : {}), receivedAt, receivedText, steps, timeline, reasons, documents: documents.map((one) => (one.url ? { ...one, url: trackedDocumentUrl(t, id, one.id) } : one)), ...(visit ? { visit } : {}), ...(payment ? { payment } : {}), remarksCount: remarks.length };
  });
}

/** As typed from paper: any case, spaces or dashes, or none. */
function normaliseNumber(text: string): string {
  const bare = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return bare.length > 8 ? `${bare.slice(0, -8)}-${bare.slice(-8, -4)}-${bare.slice(-4)}` : bare;
}

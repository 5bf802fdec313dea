import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';
import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { part } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused, sentenceOf, type Refusal, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { requireSecondFactor } from '../../identity/contract.ts';
import type { SigningSecret } from '../../issuance/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { findLetters, viewedBy, type LoadedLetter } from '../storage/letters.ts';
import * as storage from '../storage/lists.ts';
import { issue, type Issuing } from './issue.ts';
import { accountsOf, organizationOf } from './ports.ts';
import { byOf, readerOf, readingFor, rolesOf, type Reader } from './reader.ts';
import { headingOf, isSealed } from './secret.ts';

// Chapters: what is asked for · the way it is done · how far it has come

/** Minutes for which one second factor is enough for another batch. */
const SECOND_FACTOR_MINUTES = 10;
/** So few are signed in the request itself: the answer on the phone is the letter signed. */
const AT_ONCE = 3;
/** What a crash interrupted is looked at so much later. */
const LOOK_AFTER_MINUTES = 5;
/** After one of these the next letter would fail the same way; a wrong passphrase tried often locks the certificate (reference letters §10). */
const ENDS_THE_BATCH: ReadonlySet<string> = new Set([
  'signature.wrong-passphrase', 'signature.not-registered', 'signature.no-certificate', 'signature.user-not-ready', 'signature.identity-missing',
  'signature.provider-credentials', 'signature.provider-unreachable', 'signature.provider-failed', 'signature.no-answer', 'issuance.no-provider',
]);

export interface SignInput {
  items: { id: string; seq: number }[];
  secret?: SigningSecret | undefined;
  afresh: boolean;
}

/**
 * Each letter on its own: one that cannot be signed any more does not stop the others. With a certified signature the provider
 * is asked here and now, letter by letter, because the secret must not outlive the request.
 * @throws Refused `request.second-factor`, `issuance.passphrase-needed`, `issuance.signer-nik`, `outgoing.signed-by-ink`
 */
export async function sign(ctx: Context, { items, secret, afresh }: SignInput): Promise<{ id: string; total: number; done: number }> {
  requireSecondFactor(ctx, SECOND_FACTOR_MINUTES);
  const { holding } = await readTenant(ctx, readerOf);
  if (holding.signMode === 'basah') throw new Refused({ code: 'outgoing.signed-by-ink' });
  const remote = await remoteOf(ctx, holding, secret);
  const wanted = [...new Map(items.map((item) => [item.id, item])).values()];
  const here = remote !== undefined || wanted.length <= AT_ONCE;
  const batch = await inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const id = uuidv7();
    await storage.insertBatch(t.tx, t.instansi, { id, account: reader.account, name: mustViewer(t).name, holding: reader.holding.holdingId, post: reader.hat.postId, at: t.house.clock.now() }, wanted.map((item) => item.id));
    const refused = await notToBeSigned(t, reader, wanted);
    await storage.saveBatchItems(t.tx, t.instansi, id, [...refused].map(([letter, refusal]) => ({ letter, state: 'refused' as const, code: refusal.code, message: told(t, refusal) })));
    // Jobs wait by the database's clock, whatever day the house is told to live in.
    await emit(t, 'outgoing.sign-asked', { batch: id }, ...(here ? [new Date(Date.now() + LOOK_AFTER_MINUTES * 60_000)] : []));
    return id;
  });
  if (here) await runBatch(ctx, batch, { ...(remote ? { remote } : {}), afresh });
  const progress = await readTenant(ctx, (t) => storage.listBatchItems(t.tx, t.instansi, batch));
  return { id: batch, total: wanted.length, done: progress.filter((item) => item.state !== 'waiting').length };
}

/** Why some of them are not signed at all, before anything is used for them. */
async function notToBeSigned(t: TenantContext, reader: Reader, items: SignInput['items']): Promise<Map<string, Refusal>> {
  const ids = items.map((item) => item.id);
  const [letters, viewed] = await Promise.all([findLetters(t.tx, t.instansi, ids), viewedBy(t.tx, t.instansi, ids, reader.account)]);
  const known = new Map(letters.map((letter) => [letter.id, letter]));
  return new Map(items.flatMap(({ id, seq }): [string, Refusal][] => {
    const refusal = whyNot(reader, known.get(id), seq, viewed);
    return refusal ? [[id, refusal]] : [];
  }));
}
function whyNot(reader: Reader, letter: LoadedLetter | undefined, seq: number, viewed: ReadonlySet<string>): Refusal | undefined {
  if (!letter || readingFor(reader, letter.folded, false) !== 'whole') return { code: 'outgoing.unknown' };
  const may = mayAct(letter.folded, rolesOf(reader, letter.folded), letter.folded.state === 'penomoran' ? 'retry' : 'sign');
  if (!may.ok) return may.refusal;
  if (letter.folded.seq !== seq) return { code: 'outgoing.revised' };
  return viewed.has(`${letter.id} ${letter.folded.hash}`) ? undefined : { code: 'outgoing.not-viewed' };
}

/** Only where today's way of signing of the worn post is certified; the provider knows the person by NIK. */
async function remoteOf(ctx: Context, holding: Holder, secret: SigningSecret | undefined): Promise<RemoteIdentity | undefined> {
  if (holding.signMode !== 'tersertifikasi') return undefined;
  if (!secret) throw new Refused({ code: 'issuance.passphrase-needed', fields: [{ path: 'passphrase', message: 'Isi passphrase atau kode OTP.' }] });
  const nik = secret.nik ?? (await inTenant(ctx, (t) => accountsOf(t).prefillOf(t, mustViewer(t).accountId))).nik;
  if (!nik) throw new Refused({ code: 'issuance.signer-nik', fields: [{ path: 'nik', message: 'Isi NIK Anda, 16 angka.' }] });
  return { identity: { nik }, secret: secret.totp !== undefined ? { totp: secret.totp } : { passphrase: secret.passphrase! } };
}

/** Of so many the numbers are taken in one transaction. */
const CHUNK = 20;

/** What still waits in the batch, in its order; done again it goes on where it stopped. */
async function runBatch(ctx: Context, id: string, options: { remote?: RemoteIdentity; afresh: boolean }): Promise<void> {
  const found = await readTenant(ctx, async (t) => {
    const batch = await storage.findBatch(t.tx, t.instansi, id);
    if (!batch || batch.ended_at) return undefined;
    const organization = organizationOf(t);
    return { batch, items: await storage.listBatchItems(t.tx, t.instansi, id), holder: await organization.holdingInForce(t, batch.holding, await organization.today(t)) };
  });
  if (!found) return;
  const { batch, items, holder } = found;
  const waiting = items.filter((item) => item.state === 'waiting').map((item) => item.letter);
  const told_ = (letters: readonly string[], refusal: Refusal) => saveAll(ctx, id, letters.map((letter) => ({ letter, refusal })));
  if (!holder) await told_(waiting, { code: 'outgoing.not-in-force' });
  else {
    // In whose name the trail is written: a job has no viewer of its own.
    const viewer = ctx.viewer ?? { accountId: batch.account, sessionId: id, name: batch.name, kind: 'officer' as const, level: 'verified' as const };
    const issuing: Issuing = { ctx: { ...ctx, viewer }, holder, by: { kind: 'officer', account: batch.account, person: holder.personId, name: batch.name, post: holder.postId, unit: holder.unitId, capacity: holder.capacity }, ink: false, ...options };
    if (options.remote) await oneByOne(issuing, id, waiting);
    else if (holder.signMode === 'tersertifikasi') await told_(waiting, { code: 'outgoing.interrupted' });
    else await inChunks(issuing, id, waiting);
  }
  await inTenant(ctx, (t) => storage.endBatch(t.tx, t.instansi, id, t.house.clock.now()));
}

/** The next chunk is numbered while the one before is drawn and signed. */
async function inChunks(issuing: Issuing, batch: string, letters: readonly string[]): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(letters.length / CHUNK) }, (_, nth) => letters.slice(nth * CHUNK, (nth + 1) * CHUNK));
  const lane = async () => {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) await saveAll(issuing.ctx, batch, await issue(issuing, chunk));
  };
  await Promise.all([lane(), lane()]);
}
async function oneByOne(issuing: Issuing, batch: string, letters: readonly string[]): Promise<void> {
  for (const [nth, letter] of letters.entries()) {
    const [result] = await issue(issuing, [letter]);
    await saveAll(issuing.ctx, batch, [result!]);
    if (!result!.refusal || !ENDS_THE_BATCH.has(result!.refusal.code)) continue;
    return saveAll(issuing.ctx, batch, letters.slice(nth + 1).map((rest) => ({ letter: rest, refusal: { code: 'outgoing.not-tried' } })));
  }
}
const saveAll = (ctx: Context, batch: string, results: readonly { letter: string; refusal?: Refusal; message?: string }[]): Promise<void> =>
  inTenant(ctx, (t) => storage.saveBatchItems(t.tx, t.instansi, batch, results.map(({ letter, refusal, message }) => ({ letter, state: refusal ? ('refused' as const) : ('signed' as const), code: refusal?.code ?? '', message: message ?? (refusal ? told(t, refusal) : '') }))));

const told = (ctx: Context, refusal: Refusal): string => [sentenceOf(refusal, part<RefusalTable>(ctx.house, 'refusals')), ...(refusal.fields ?? []).map((field) => field.message)].join(' ').slice(0, 500);

/** `outgoing.sign-asked`. */
export const signAsked = (ctx: Context, message: EventMessage): Promise<void> => runBatch(ctx, String(message.payload.batch), { afresh: false });

export const getBatch = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const batch = await storage.findBatch(t.tx, t.instansi, id);
    if (!batch || batch.account !== mustViewer(t).accountId) throw new Refused({ code: 'outgoing.unknown' });
    const items = await storage.listBatchItems(t.tx, t.instansi, id);
    const letters = new Map((await findLetters(t.tx, t.instansi, items.map((item) => item.letter))).map((letter) => [letter.id, letter]));
    const titleOf = (letter: string) => {
      const found = letters.get(letter);
      if (!found) return 'Naskah';
      const heading = headingOf(t, letter, found);
      return isSealed(heading.secrecy) ? heading.typeTitle : heading.subject;
    };
    return {
      id, total: items.length, waiting: items.filter((item) => item.state === 'waiting').length, ended: batch.ended_at !== null,
      signed: items.filter((item) => item.state === 'signed').map((item) => ({ id: item.letter, title: titleOf(item.letter), number: letters.get(item.letter)?.folded.document?.number ?? '' })),
      refused: items.filter((item) => item.state === 'refused').map((item) => ({ id: item.letter, title: titleOf(item.letter), code: item.code, message: item.message })),
    };
  });

/** The clerk gives the number of a letter that is signed on paper; it is printed with room for ink, and its scan follows. @throws Refused `outgoing.not-by-ink` */
export async function numberForInk(ctx: Context, { id, seq }: { id: string; seq: number }): Promise<{ seq: number; number: string; document: string }> {
  const { holder, by } = await readTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (!letter || readingFor(reader, letter.folded, false) === 'none') throw new Refused({ code: 'outgoing.unknown' });
    orRefuse(mayAct(letter.folded, rolesOf(reader, letter.folded), 'number-for-ink'));
    if (letter.folded.seq !== seq) throw new Refused({ code: 'outgoing.changed' });
    const [first] = await organizationOf(t).whoHeld(t, letter.folded.signer!, reader.day);
    if (!first) throw new Refused({ code: 'outgoing.signer-vacant' });
    if (first.signMode !== 'basah') throw new Refused({ code: 'outgoing.not-by-ink' });
    return { holder: first, by: byOf(t, reader) };
  });
  const [result] = await issue({ ctx, holder, by, ink: true, afresh: false }, [id]);
  if (result?.refusal) throw new Refused(result.refusal);
  const [letter] = await readTenant(ctx, (t) => findLetters(t.tx, t.instansi, [id]));
  return { seq: letter!.folded.seq, number: letter!.folded.document!.number, document: letter!.folded.document!.id };
}

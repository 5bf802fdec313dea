import { certificateNamesTheSigner } from '../../../engines/documents/signer-block/certificate-names-the-signer.ts';
import type { Paper } from '../../../engines/documents/letter/letter-data.ts';
import { sha256 } from '../../../engines/documents/signature/local-signer.ts';
import type { RemoteIdentity, Signer, SignOutcome } from '../../../engines/documents/signature/signer.ts';
import { part } from '../../../platform/house.ts';
import { Refused, type Refusal, type RefusalTable, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { Produced } from '../contract.ts';
import { beginSending, findDocument, forgetSending, recordProduced, recordTry, type DocumentRow } from '../storage/documents.ts';
import { finalLetter, finishedFile, openWords } from './compose-letter.ts';
import { internalSigner, providerSigner } from './signers.ts';
import { verifyUrl, workshopOf } from './workshop.ts';

// Chapters: the story · drawing · the three ways · what is told

/** A request to a provider may take this long before it counts as interrupted. */
const SENDING_MINUTES = 2;

export interface ProduceOptions {
  remote?: RemoteIdentity;
  afresh?: boolean;
}

/**
 * Renders, signs and stores, outside any transaction; the database is told in short ones. What was made first counts,
 * however often this runs (see the port).
 */
export async function produce(ctx: Context, documentId: string, options: ProduceOptions = {}): Promise<Produced> {
  if (ctx.tx) throw new Error('a document is produced outside of transactions');
  if (options.afresh) await inTenant(ctx, (t) => forgetSending(t.tx, t.instansi, documentId));
  const document = await load(ctx, documentId);
  const earlier = told(ctx, document);
  if (earlier) return earlier;

  const at = ctx.house.clock.now();
  const drawn = await draw(ctx, document, at).catch((error: unknown) => refusalOf(ctx, error));
  if (!Buffer.isBuffer(drawn)) return failed(ctx, document, drawn, { sent: false });
  if (document.way === 'basah') return keep(ctx, document, { pdf: drawn, unsigned: drawn, at });

  const outcome = await sign(ctx, document, drawn, at, options.remote);
  if (outcome === 'taken') return retold(ctx, documentId);
  if (outcome.outcome === 'uncertain') {
    await inTenant(ctx, (t) => recordTry(t.tx, t.instansi, documentId, 'uncertain', outcome.providerRequestId ?? null));
    return { outcome: 'uncertain', ...words(ctx, outcome.refusal) };
  }
  if (outcome.outcome === 'refused') return failed(ctx, document, outcome.refusal, { sent: document.way === 'tersertifikasi' && outcome.wasSent, request: outcome.providerRequestId });
  const named = certificateNamesTheSigner(document.signer.name, outcome.certificateSubject);
  if (!named.ok) return failed(ctx, document, named.refusal, { sent: true, request: outcome.providerRequestId });
  return keep(ctx, document, { pdf: outcome.pdf, unsigned: drawn, at, subject: outcome.certificateSubject, request: outcome.providerRequestId });
}

async function load(ctx: Context, id: string): Promise<DocumentRow> {
  const document = await inTenant(ctx, (t) => findDocument(t.tx, t.instansi, id));
  if (!document) throw new Refused({ code: 'issuance.unknown-document' });
  if (document.status === 'revoked' || document.status === 'superseded') throw new Refused({ code: 'issuance.already-closed' });
  return document;
}

async function draw(ctx: Context, document: DocumentRow, at: Date): Promise<Buffer> {
  const sealed = openWords(ctx, document.letterSealed);
  const letter = finalLetter(sealed, { number: document.number, code: document.code, url: verifyUrl(ctx.house, document.code), at });
  const { finished } = sealed;
  if (finished) return workshopOf(ctx.house).typesetter.finished({ data: letter, pdf: await finishedFile(ctx, finished.sha256), places: finished.places });
  return workshopOf(ctx.house).typesetter.render({ template: document.template, data: letter, ...(document.paper ? { paper: document.paper as Paper } : {}) });
}

async function sign(ctx: Context, document: DocumentRow, pdf: Buffer, at: Date, remote: RemoteIdentity | undefined): Promise<(SignOutcome & { wasSent: boolean }) | 'taken'> {
  // The reason carries the code a third time: a copy whose metadata was stripped still names its document.
  const request = { signerName: document.signer.name, reason: `${document.title} nomor ${document.number} (kode ${document.code})`, location: document.unitName, at };
  if (document.way === 'internal') {
    const own = await orRefusal(internalSigner(ctx, document.signer));
    return 'sign' in own ? { ...(await own.sign(pdf, request)), wasSent: false } : { outcome: 'refused', refusal: own, wasSent: false };
  }
  if (!remote) return { outcome: 'refused', refusal: { code: 'signature.identity-missing' }, wasSent: false };
  const signer = await orRefusal(providerSigner(ctx));
  if (!('sign' in signer)) return { outcome: 'refused', refusal: signer, wasSent: false };
  // Written before the document leaves: whoever finds this mark after a crash knows that the certificate may be used.
  const isOurs = await inTenant(ctx, (t) => beginSending(t.tx, t.instansi, document.id, at));
  return isOurs ? { ...(await signer.sign(pdf, { ...request, remote })), wasSent: true } : 'taken';
}

const orRefusal = (opening: Promise<Signer>): Promise<Signer | Refusal> =>
  opening.catch((error: unknown) => {
    if (error instanceof Refused) return error.refusal;
    throw error;
  });

interface Made {
  pdf: Buffer;
  unsigned: Buffer;
  at: Date;
  subject?: string;
  request?: string | undefined;
}

/** On disk first, then named by a row; of two versions made at once the first named one stays. */
async function keep(ctx: Context, document: DocumentRow, made: Made): Promise<Produced> {
  const hash = await ctx.house.files.put(ctx.instansi, made.pdf, { sealed: document.secret });
  const file = { sha256: hash, unsignedSha256: sha256(made.unsigned), at: made.at, providerRequest: made.request ?? null, certificateSubject: made.subject ?? null };
  const isFirst = await inTenant(ctx, (t) => recordProduced(t.tx, t.instansi, document.id, file));
  return isFirst ? ready(document, hash) : retold(ctx, document.id);
}

/** Somebody else was first: their answer is ours. */
async function retold(ctx: Context, id: string): Promise<Produced> {
  const answer = told(ctx, await load(ctx, id));
  if (!answer) throw new Refused({ code: 'issuance.being-signed' });
  return answer;
}

/** The answer that is known already, if one is. */
function told(ctx: Context, document: DocumentRow): Produced | undefined {
  const made = document.producedSha256 ?? document.fileSha256;
  if (made) return ready(document, made);
  if (document.status === 'uncertain') return { outcome: 'uncertain', ...words(ctx, { code: 'issuance.uncertain' }) };
  if (!document.sendingSince) return undefined;
  const minutes = (ctx.house.clock.now().getTime() - document.sendingSince.getTime()) / 60_000;
  if (minutes < SENDING_MINUTES) throw new Refused({ code: 'issuance.being-signed' });
  return { outcome: 'uncertain', ...words(ctx, { code: 'issuance.interrupted' }) };
}

function ready(document: DocumentRow, made: string): Produced {
  const isPrint = document.way === 'basah' && document.fileSha256 === null;
  return isPrint ? { outcome: 'awaiting-scan', mode: 'basah', sha256: made } : { outcome: 'signed', mode: document.way, sha256: document.fileSha256 ?? made };
}

/** `sent`: this try had the mark of sending; another's mark is not touched by one that never left the house. */
async function failed(ctx: Context, document: DocumentRow, refusal: Refusal, { sent, request }: { sent: boolean; request?: string | undefined }): Promise<Produced> {
  await inTenant(ctx, (t) => recordTry(t.tx, t.instansi, document.id, sent ? 'refused' : 'not-sent', request ?? null));
  return { outcome: 'failed', ...words(ctx, refusal) };
}

/** A letter that cannot be drawn is told; a typesetter that died is a failure that may be repeated. */
function refusalOf(ctx: Context, error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  ctx.house.log.error({ requestId: ctx.requestId, error: (error as Error).stack ?? String(error) }, 'letter not drawn');
  return { code: 'issuance.production-failed' };
}

const words = (ctx: Context, refusal: Refusal): { code: string; reason: string } => ({
  code: refusal.code,
  reason: sentenceOf(refusal, part<RefusalTable>(ctx.house, 'refusals')),
});

import { X509Certificate } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { isPublicCode, normalizePublicCode } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../platform/request/context.ts';
import type { CaseAccess, RegisterRow } from '../contract.ts';
import { CODE_LENGTH } from '../rules/codes-inside-a-file.ts';
import { stampScan } from '../rules/scan-carries-its-code.ts';
import { mayRetry, mayRevoke, mayScan } from '../rules/who-may-handle-a-document.ts';
import { findProvider, saveProvider } from '../storage/authority.ts';
import { findDocument, listDocuments, lockDocument, saveIssue, type DocumentRow, type RegisterFilter } from '../storage/documents.ts';
import { findByHash, insertHash } from '../storage/look-ups.ts';
import { countHeld, countUnfinished, listRegisters } from '../storage/registers.ts';
import { finish, revoke as revokeDocument, takePlace, tell } from './finish.ts';
import { produce, type ProduceOptions } from './produce.ts';
import { PROVIDER_SEAL, remoteSigners } from './signers.ts';
import { fileUrl, openable, registerRow } from './views.ts';
import { institutionOf, organizationOf, verifyUrl } from './workshop.ts';

// Chapters: reading one · revoking and repeating · the scan · the register · the provider

const unknown = () => new Refused({ code: 'issuance.unknown-document' });

async function load(ctx: Context, id: string): Promise<DocumentRow> {
  const document = await inTenant(ctx, (t) => findDocument(t.tx, t.instansi, id));
  if (!document) throw unknown();
  return document;
}

/** The module of the cases knows who may; before it is there, and beside it, the administrator of the register may, but for what is secret. */
async function mayRead(ctx: Context, document: DocumentRow): Promise<boolean> {
  mustViewer(ctx);
  const access = (ctx.house.parts.get(`issuance.access.${document.caseKind}`) ?? ctx.house.parts.get('permohonan.access')) as CaseAccess<Context> | undefined;
  if (access && (await access.mayReadDocument(ctx, document.caseKind, document.caseId))) return true;
  return !document.secret && (ctx.viewer?.hat?.permissions.has('issuance.manage') ?? false);
}

/** What may not be read looks like what is not there. */
async function readable(ctx: Context, id: string): Promise<DocumentRow> {
  const document = await load(ctx, id);
  if (!(await mayRead(ctx, document))) throw unknown();
  return document;
}

export async function getDocument(ctx: Context, id: string) {
  const document = await readable(ctx, id);
  const hat = ctx.viewer?.hat;
  const may = hat
    ? [...(mayScan(hat, document, true) ? ['scan' as const] : []), ...(mayRevoke(hat, document) ? ['revoke' as const] : []), ...(mayRetry(hat, document) ? ['retry' as const] : [])]
    : [];
  const url = fileUrl(document);
  return { ...registerRow(document), ...(url ? { url } : {}), verifyUrl: verifyUrl(ctx.house, document.code), may };
}

/** The file behind a document, for whoever may read it. A print without ink is for officers only. */
export async function openFile(ctx: Context, id: string): Promise<{ instansi: string; sha256: string; name: string }> {
  const document = await readable(ctx, id);
  const sha256 = openable(document);
  if (sha256 === null || (document.fileSha256 === null && !ctx.viewer?.hat)) throw new Refused({ code: 'issuance.no-file' });
  if (ctx.viewer?.hat) await inTenant(ctx, (t) => audit(t, { action: 'issuance.opened', object: 'document', objectId: id, detail: { number: document.number } }));
  return { instansi: ctx.instansi, sha256, name: fileName(document) };
}

/** "Surat Keterangan Usaha 500.3-7-PONDOK-XI-2026.pdf" */
export const fileName = (document: Pick<DocumentRow, 'title' | 'number'>): string => `${document.title} ${document.number}`.replace(/[^\p{L}\p{N} ._-]+/gu, '-').slice(0, 150) + '.pdf';

export async function revoke(ctx: Context, id: string, reason: string): Promise<RegisterRow> {
  const hat = mustHat(ctx);
  return inTenant(ctx, async (t) => {
    const document = await lockDocument(t.tx, t.instansi, id);
    if (!document) throw unknown();
    if (document.status === 'revoked' || document.status === 'superseded') throw new Refused({ code: 'issuance.already-closed' });
    if (!mayRevoke(hat, document)) throw new Refused({ code: 'issuance.not-yours' });
    await revokeDocument(t, id, reason);
    return registerRow((await findDocument(t.tx, t.instansi, id))!);
  });
}

export async function retry(ctx: Context, id: string, options: ProduceOptions): Promise<RegisterRow> {
  const hat = mustHat(ctx);
  const document = await load(ctx, id);
  if (document.status === 'signed' || document.status === 'awaiting-scan') throw new Refused({ code: 'issuance.already-signed' });
  if (document.status === 'revoked' || document.status === 'superseded') throw new Refused({ code: 'issuance.already-closed' });
  if (!mayRetry(hat, document)) throw new Refused({ code: 'issuance.not-yours' });
  if (document.status === 'uncertain' && !options.afresh) throw new Refused({ code: 'issuance.uncertain' });
  // Only the person named on the letter has the secret of the certificate.
  if (options.remote && document.signer.accountId !== ctx.viewer?.accountId) throw new Refused({ code: 'issuance.not-yours' });
  const outcome = await produce(ctx, id, options);
  return inTenant(ctx, async (t) => {
    await audit(t, { action: 'issuance.retried', object: 'document', objectId: id, detail: { outcome: outcome.outcome, afresh: options.afresh ?? false } });
    await finish(t, id, outcome);
    return registerRow((await findDocument(t.tx, t.instansi, id))!);
  });
}

/** The scan of the signed and stamped paper becomes the issue that verifies; a better scan replaces it. */
export async function uploadScan(ctx: Context, id: string, uploadId: string): Promise<RegisterRow> {
  const hat = mustHat(ctx);
  const document = await load(ctx, id);
  const worksOnCase = await mayRead(ctx, document);
  if (document.way !== 'basah' || !['awaiting-scan', 'signed'].includes(document.status)) throw new Refused({ code: 'issuance.not-for-scan' });
  if (!mayScan(hat, document, worksOnCase)) throw new Refused({ code: 'issuance.not-yours' });

  const [upload] = await inTenant(ctx, (t) => findUploads(t.tx, t.instansi, [uploadId]));
  if (!upload?.sha256 || upload.account !== mustViewer(ctx).accountId) throw new Refused({ code: 'issuance.upload-unknown' });
  if (upload.type !== 'application/pdf') throw new Refused({ code: 'issuance.scan-not-pdf' });
  const known = await findByHash(ctx.house.db, upload.sha256);
  if (known) throw new Refused({ code: known.document === id && known.role === 'print' ? 'issuance.scan-is-the-print' : 'issuance.scan-used' });
  const stamped = stampScan(await ctx.house.files.read(ctx.instansi, upload.sha256), document.code);
  if (!stamped) throw new Refused({ code: 'issuance.scan-not-pdf' });
  const sha256 = await ctx.house.files.put(ctx.instansi, stamped, { sealed: document.secret });
  if (document.secret) await ctx.house.files.seal(ctx.instansi, upload.sha256);
  if (document.fileSha256 === sha256) return registerRow(document);
  if (await findByHash(ctx.house.db, sha256)) throw new Refused({ code: 'issuance.scan-used' });

  return inTenant(ctx, async (t) => {
    const current = await lockDocument(t.tx, t.instansi, id);
    if (!current || !['awaiting-scan', 'signed'].includes(current.status)) throw new Refused({ code: 'issuance.not-for-scan' });
    if (current.fileSha256 === sha256) return registerRow(current);
    await saveIssue(t.tx, t.instansi, id, sha256, t.house.clock.now());
    await insertHash(t.tx, t.instansi, id, sha256, 'issue');
    await takePlace(t, current);
    await audit(t, { action: current.fileSha256 ? 'issuance.scan-replaced' : 'issuance.scanned', object: 'document', objectId: id, detail: { number: current.number, sha256, before: current.fileSha256 } });
    await tell(t, current, { outcome: 'signed', mode: 'basah', sha256 });
    return registerRow((await findDocument(t.tx, t.instansi, id))!);
  });
}

export interface RegisterQuestion extends Omit<RegisterFilter, 'number' | 'code' | 'before'> {
  query?: string;
  cursor?: string;
}

export async function register(ctx: Context, { query, cursor, limit, ...filter }: RegisterQuestion) {
  const institution = await institutionOf(ctx);
  const year = filter.year ?? Number(dayIn(ctx.house.clock.now(), institution.zone).slice(0, 4));
  return inTenant(ctx, async (t) => {
    const code = query && isPublicCode(query, CODE_LENGTH) ? normalizePublicCode(query) : undefined;
    // Who looks for one number finds it whatever its year.
    const asked: RegisterFilter = { ...filter, ...(query ? {} : { year }), ...(code ? { code } : query ? { number: query } : {}), ...(cursor ? { before: cursor } : {}), limit: limit + 1 };
    const rows = await listDocuments(t.tx, t.instansi, asked);
    const series = await listRegisters(t.tx, t.instansi, year);
    const held = await countHeld(t.tx, t.instansi, year);
    const units = await organizationOf(t.house).unitFacts(t, [...new Set(series.map((one) => one.unit))]);
    const page = rows.slice(0, limit);
    return {
      year, unfinished: await countUnfinished(t.tx, t.instansi),
      series: series.map((one) => ({ ...one, unitName: units.get(one.unit)?.name ?? '', held: held.find((h) => h.unit === one.unit && h.series === one.series)?.count ?? 0 })),
      items: page.map(registerRow), ...(rows.length > limit ? { nextCursor: page.at(-1)!.id } : {}),
    };
  });
}

export async function getProvider(ctx: Context) {
  const row = await inTenant(ctx, (t) => findProvider(t.tx, t.instansi));
  const kinds = Object.keys(remoteSigners(ctx));
  if (!row) return { kinds };
  const { kind, baseUrl, username, issuer, roots, version } = row;
  return { kinds, provider: { kind, baseUrl, username, issuer, roots, version } };
}

export interface ProviderInput {
  kind: string;
  baseUrl: string;
  username: string;
  password?: string | undefined;
  issuer: string;
  roots: string[];
  version: number;
}

export async function setProvider(ctx: Context, input: ProviderInput): Promise<{ version: number }> {
  const kinds = remoteSigners(ctx);
  const make = Object.hasOwn(kinds, input.kind) ? kinds[input.kind] : undefined;
  if (!make) throw new Refused({ code: 'issuance.provider-kind', data: { kind: input.kind, known: Object.keys(kinds) } });
  const roots = input.roots.map(readRoot);
  return inTenant(ctx, async (t) => {
    const before = await findProvider(t.tx, t.instansi);
    // A new address gets no password that was typed for another.
    const kept = before && before.baseUrl === input.baseUrl && before.username === input.username ? before.passwordSealed : undefined;
    const passwordSealed = input.password ? t.house.secrets.seal(PROVIDER_SEAL, input.password) : kept;
    if (!passwordSealed) throw new Refused({ code: 'issuance.provider-password' });
    mustBeSafe(() => make({ baseUrl: input.baseUrl, username: input.username, password: '-', trustedRoots: roots }));
    if ((before?.version ?? 0) !== input.version) throw new Refused({ code: 'request.changed-meanwhile' });
    const version = await saveProvider(t.tx, t.instansi, { ...input, roots, passwordSealed });
    if (version === undefined) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'issuance.provider-set', object: 'provider', detail: { kind: input.kind, baseUrl: input.baseUrl, username: input.username, issuer: input.issuer } });
    return { version };
  });
}

/** An adapter throws for an address over which it will not send a password. */
function mustBeSafe(make: () => unknown): void {
  try {
    make();
  } catch {
    throw new Refused({ code: 'issuance.provider-address' });
  }
}

function readRoot(pem: string): string {
  try {
    return new X509Certificate(pem).toString();
  } catch {
    throw new Refused({ code: 'issuance.provider-roots' });
  }
}

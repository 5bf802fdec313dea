import { jobContext } from '../../../platform/events/events.ts';
import { part, type House } from '../../../platform/house.ts';
import type { EventMessage } from '../../../platform/module.ts';
import type { Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Content } from '../contract.ts';
import { listWritten } from '../storage/forget.ts';
import { findLetters, findUploads } from '../storage/letters.ts';
import { listSecret } from '../storage/seal.ts';
import type { Version } from './compose.ts';
import { issuanceOf } from './ports.ts';
import { contentOf, HIDDEN, isSealed } from './secret.ts';

// Chapters: files of one letter · while it is written · each night

/** Whatever happened to it: every file of a letter that is rahasia or sangat rahasia lies sealed in the store. Done again it changes nothing. */
export async function sealFiles(ctx: Context, id: string): Promise<void> {
  const hashes = await inTenant(ctx, async (t) => {
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (!letter || !isSealed(letter.folded.secrecy)) return [];
    const { document } = letter.folded;
    return [...(await attachedHashes(t, id)), ...(document ? await issuanceOf(t).makeSecret(t, document.id, HIDDEN) : [])];
  });
  await sealAll(ctx, hashes);
}

/** Of the draft and of every version. */
async function attachedHashes(t: TenantContext, id: string): Promise<string[]> {
  const written = (await listWritten(t.tx, t.instansi, id)).map((one) => contentOf<Partial<Version>>(t, id, one));
  const uploads = written.flatMap(({ files = [], finished }) => [...files, ...(finished ? [finished.file] : [])]);
  const kept = written.flatMap(({ attached = [], bodyFile }) => [...attached, ...(bodyFile ? [bodyFile] : [])]);
  return [...(await findUploads(t.tx, t.instansi, uploads)), ...kept].map(({ sha256 }) => sha256);
}
async function sealAll(ctx: Context, hashes: readonly string[]): Promise<void> {
  for (const sha256 of new Set(hashes)) await ctx.house.files.seal(ctx.instansi, sha256);
}

/** Before a secret draft names them. */
export async function sealUploads(t: TenantContext, { files, finished }: Pick<Content, 'files' | 'finished'>): Promise<void> {
  await sealAll(t, (await findUploads(t.tx, t.instansi, [...files, ...(finished ? [finished.file] : [])])).map(({ sha256 }) => sha256));
}

/** `outgoing.acted`: once it is handed on, has its number, is signed, or became more secret. */
export const sealsFiles = ({ kind }: EventMessage['payload']): boolean => kind === 'submit' || kind === 'sign' || kind === 'raise';
export const sealActed = (ctx: Context, message: EventMessage): Promise<void> => sealFiles(ctx, String(message.payload.letter));

const PAGE = 200;
/** What a crash left plain, and what was signed before files were sealed. */
export async function sealNightly(house: House): Promise<void> {
  for (const { id } of await part<Institutions>(house, 'institutions').all(house)) await sealAllOf(jobContext(house, id, `seal-letters:${id}`));
}
async function sealAllOf(ctx: Context): Promise<void> {
  for (let after: string | undefined; ; ) {
    const ids: string[] = await readTenant(ctx, (t) => listSecret(t.tx, t.instansi, after, PAGE));
    for (const id of ids) await sealFiles(ctx, id);
    after = ids.at(-1);
    if (ids.length < PAGE) return;
  }
}

import { openBytes, sealBytes } from '../../../engines/envelope/aes.ts';
import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { Secrecy } from '../contract.ts';
import type { LetterRecord, FileRow, NewFile } from '../storage/letters.ts';
import { forgetUpload, isNamedElsewhere } from '../storage/letters.ts';

// Chapters: words · files. Of sangat rahasia everything lies encrypted in database and store, under keys that no backup of them holds.

const WORDS = 'letters.words';
export interface SecretWords {
  sender: string;
  sender_number: string;
  subject: string;
  summary: string;
}
export const sealWords = (ctx: Context, letter: string, words: SecretWords): Buffer => ctx.house.secrets.seal(`${WORDS}/${letter}`, JSON.stringify(words));
/** The letter with its words, wherever they lie. */
export const withWords = <T extends LetterRecord>(ctx: Context, letter: T): T => (letter.sealed ? { ...letter, ...(JSON.parse(ctx.house.secrets.open(`${WORDS}/${letter.id}`, letter.sealed)) as SecretWords) } : letter);
export const sealText = (ctx: Context, letter: string, text: string): Buffer => ctx.house.secrets.seal(`letters.action/${letter}`, text);
export const textOf = (ctx: Context, letter: string, action: { words: string | null; sealed: Buffer | null }): string => (action.sealed ? ctx.house.secrets.open(`letters.action/${letter}`, action.sealed) : (action.words ?? ''));

const fileKey = (ctx: Context, letter: string): Buffer => ctx.house.secrets.derive(`letters.file/${letter}`);
export interface Upload {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
}
/** Rows of files from uploads. Of sangat rahasia the bytes are stored again, encrypted for this letter, before a row names them; the plain ones go afterwards. Those of rahasia the store seals where they lie. */
export async function fileRows(ctx: Context, letter: string, uploads: readonly Upload[], secrecy: Secrecy): Promise<NewFile[]> {
  const isSecret = secrecy === 'sangat-rahasia';
  const rows: NewFile[] = [];
  for (const [nth, upload] of uploads.entries()) {
    const id = uuidv7();
    if (secrecy === 'rahasia') await ctx.house.files.seal(ctx.instansi, upload.sha256);
    if (!isSecret) {
      rows.push({ id, name: upload.name, type: upload.type, bytes: upload.size, sha256: upload.sha256, sealed: false, textState: 'waiting' });
      continue;
    }
    const sha256 = await ctx.house.files.put(ctx.instansi, sealFile(ctx, letter, id, await ctx.house.files.read(ctx.instansi, upload.sha256)));
    rows.push({ id, name: `Berkas ${nth + 1}${upload.type === 'application/pdf' ? '.pdf' : ''}`, type: upload.type, bytes: upload.size, sha256, sealed: true, textState: 'closed' });
  }
  return rows;
}
/** In the transaction of the letter: from now on the upload opens nothing, and a job removes its bytes. */
export async function forgetPlain(t: TenantContext, uploads: readonly Upload[]): Promise<void> {
  for (const { id, sha256 } of uploads) {
    await forgetUpload(t.tx, t.instansi, id);
    await emit(t, 'letters.sealed', { upload: id, sha256 });
  }
}
export async function dropPlain(ctx: Context, message: EventMessage): Promise<void> {
  const { upload, sha256, kept } = message.payload as { upload: string; sha256: string; kept?: boolean };
  // What was signed here, or is named by another letter too, is theirs: no byte of it goes, and none stays plain.
  if (kept || (await inTenant(ctx, (t) => isNamedElsewhere(t.tx, t.instansi, sha256, upload)))) await ctx.house.files.seal(ctx.instansi, sha256);
  else await ctx.house.files.drop(ctx.instansi, sha256);
}

export const sealFile = (ctx: Context, letter: string, id: string, bytes: Buffer): Buffer => sealBytes(fileKey(ctx, letter), bytes, `${letter}/${id}`);
export async function openFile(ctx: Context, letter: string, file: FileRow): Promise<Buffer> {
  const bytes = await ctx.house.files.read(ctx.instansi, file.sha256);
  if (!file.sealed) return bytes;
  const plain = isUuid(file.id) ? openBytes(fileKey(ctx, letter), bytes, `${letter}/${file.id}`) : undefined;
  if (!plain) throw new Refused({ code: 'files.gone' });
  return plain;
}

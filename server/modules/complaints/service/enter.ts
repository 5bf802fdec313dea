import { mustViewer, type Context } from '../../../platform/request/context.ts';
import type { Channel } from '../contract.ts';
import { listZip, unfold, type ZipEntry } from '../../../engines/archives/read-zip.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { isConversation, readChat } from '../rules/a-chat-becomes-a-report.ts';
import { cleaned } from './photos.ts';
import { submit, type Submission } from './submit.ts';

// Chapters: by the reporter, by an officer · a pasted chat · an exported one with its pictures

type Fields = Omit<Submission, 'reporter' | 'channel' | 'account' | 'trusted' | 'saidAt' | 'externalNumber' | 'from'>;

/** By the reporter. A signed-in person may name somebody else as contact; the report is in their own list. */
export function submitOwn(ctx: Context, { reporter, ...fields }: Fields & { reporter: { name: string; phone: string; email: string } }) {
  const viewer = ctx.viewer;
  const integrator = viewer?.kind === 'integrator';
  return submit(ctx, {
    ...fields, reporter: { ...reporter, name: reporter.name || (viewer && !integrator ? viewer.name : ''), handle: '' }, channel: integrator ? 'api' : 'web', account: viewer && !integrator ? viewer.accountId : null, trusted: viewer?.kind === 'officer' || integrator === true,
  });
}

/** By an officer, for somebody at the desk or in a chat. Channel and contact are kept, so that the answer finds back. */
export function enterReport(ctx: Context, { channel, contact, chat, receivedAt, ...fields }: Fields & { channel: Channel; contact: { name: string; phone: string; email: string; handle: string }; chat: string; receivedAt?: string | undefined }) {
  const read = chat ? readChat(chat) : undefined;
  return submit(ctx, {
    ...fields, body: read?.body && fields.body.trim().length < 11 ? read.body : fields.body, reporter: { ...contact, name: contact.name || (read?.name ?? ''), phone: contact.phone || (read?.phone ?? '') }, channel, account: null, trusted: true,
    ...(receivedAt ? { saidAt: earlier(new Date(receivedAt), ctx.house.clock.now()) } : {}),
  });
}
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

export const readPastedChat = (chat: string) => readChat(chat);

const MOST_ENTRIES = 500;
const MOST_TEXT = 5_000_000;
const MOST_KEPT_TEXT = 100_000;
const MOST_FILES = 10;

/**
 * "Ekspor chat": the text alone, or a ZIP with its pictures, which go the way of every upload. Nothing is unfolded beyond what an
 * upload may weigh, whatever the archive claims.
 * @throws Refused `complaints.chat-unreadable`, `.chat-without-text`, `files.too-large`
 */
export async function readChatExport(ctx: Context, { name, bytes: given }: { name: string; bytes: Uint8Array | string }) {
  const bytes = typeof given === 'string' ? new Uint8Array(Buffer.from(given, 'base64')) : given;
  if (bytes.length > MOST_UPLOADS * ctx.house.settings.maxUploadBytes) throw new Refused({ code: 'files.too-large', data: { megabytes: Math.floor((MOST_UPLOADS * ctx.house.settings.maxUploadBytes) / 1024 / 1024) } });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const entries = isZip ? listZip(bytes, MOST_ENTRIES) : [];
  if (!entries) throw new Refused({ code: 'complaints.chat-unreadable' });
  const conversation = entries.find((entry) => isConversation(entry.name));
  if (isZip && !conversation) throw new Refused({ code: 'complaints.chat-without-text' });
  const raw = conversation ? unfold(bytes, conversation, MOST_TEXT) : bytes.length <= MOST_TEXT ? bytes : undefined;
  if (!raw || raw.includes(0)) throw new Refused({ code: 'complaints.chat-unreadable' });
  const chat = new TextDecoder().decode(raw);
  const { photos, leftOut } = await keepMedia(ctx, bytes, entries.filter((entry) => entry !== conversation && !entry.name.startsWith('__MACOSX/')));
  const title = isZip && !/WhatsApp/i.test(name) ? (conversation?.name ?? name) : name;
  return { ...readChat(chat, title), chat: chat.slice(-MOST_KEPT_TEXT), photos, leftOut };
}
/** An export may be as large as so many uploads. */
const MOST_UPLOADS = 3;

async function keepMedia(ctx: Context, bytes: Uint8Array, entries: readonly ZipEntry[]): Promise<{ photos: { id: string; name: string }[]; leftOut: string[] }> {
  const photos: { id: string; name: string }[] = [];
  const leftOut: string[] = [];
  for (const entry of entries) {
    const name = entry.name.split(/[\\/]/).at(-1)!.replace(/\p{Cc}|\p{Cf}/gu, '').slice(0, 120) || 'lampiran';
    const content = photos.length < MOST_FILES ? unfold(bytes, entry, ctx.house.settings.maxUploadBytes) : undefined;
    const stored = content && (await kept(ctx, name, content));
    if (stored) photos.push({ id: stored, name });
    else leftOut.push(name);
  }
  return { photos, leftOut: leftOut.slice(0, 100) };
}

/** Undefined for what is neither a picture that can be shown nor a PDF: voice notes, stickers that move, films. */
async function kept(ctx: Context, name: string, content: Uint8Array): Promise<string | undefined> {
  try {
    return (await storeUpload(ctx, name, cleaned(content).kept, mustViewer(ctx).accountId)).id;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

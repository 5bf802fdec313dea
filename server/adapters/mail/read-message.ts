import type { Email } from 'postal-mime';
import type { IncomingMail } from '../../modules/complaints/contract.ts';

const LIMITS = { maxNestingDepth: 30, maxHeadersSize: 512 * 1024, maxRfc822NestingDepth: 3, rfc822Attachments: true } as const;

export type ReadMessage = Omit<IncomingMail, 'uid' | 'size' | 'receivedAt'>;

/** A letter out of its bytes (RFC 5322, MIME). Never throws: what cannot be read is said in `broken`. */
export async function readMessage(bytes: Uint8Array, options: { cut: boolean }): Promise<ReadMessage> {
  const whole = await parsed(bytes);
  const email = whole ?? (await parsed(headOf(bytes)));
  const headers: Record<string, string> = {};
  for (const { key, value } of email?.headers ?? []) headers[key] ??= value;
  const from = mailboxOf(email);
  const broken = options.cut ? 'too-large' : whole ? undefined : 'unreadable';
  return {
    messageId: idsIn(email?.messageId)[0] ?? '', from, subject: email?.subject ?? '', text: email?.text ?? '', html: email?.html ?? '', headers,
    references: [...new Set([...idsIn(email?.inReplyTo), ...idsIn(email?.references)])],
    // Of a letter cut in the middle the last file may be half.
    files: options.cut ? [] : (email?.attachments ?? []).map((file) => ({ name: file.filename ?? nameFor(file.mimeType), bytes: bytesOf(file.content), inline: file.disposition === 'inline' || file.related === true })),
    ...(broken ? { broken } : {}),
  };
}

async function parsed(bytes: Uint8Array): Promise<Email | undefined> {
  const { default: PostalMime } = await import('postal-mime');
  try {
    return await PostalMime.parse(bytes, LIMITS);
  } catch {
    return undefined;
  }
}

/** Up to the first empty line, at most 256 KiB. */
function headOf(bytes: Uint8Array): Uint8Array {
  const most = Math.min(bytes.length, 256 * 1024);
  for (let at = 0; at < most; at++) {
    if (bytes[at] === 10 && (bytes[at + 1] === 10 || (bytes[at + 1] === 13 && bytes[at + 2] === 10))) return bytes.subarray(0, at + 1);
  }
  return bytes.subarray(0, most);
}

function mailboxOf(email: Email | undefined): { name: string; address: string } {
  const one = email?.from?.group ? email.from.group[0] : email?.from;
  return { name: one?.name ?? '', address: (one?.address ?? '').trim().toLowerCase() };
}

const idsIn = (text: string | undefined): string[] => (text ?? '').match(/<[^<>\s]{1,500}>/g) ?? [];
const bytesOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content));
const nameFor = (type: string): string => `lampiran.${(/\/([a-z0-9]{1,10})$/.exec(type)?.[1] ?? 'bin').replace('jpeg', 'jpg')}`;

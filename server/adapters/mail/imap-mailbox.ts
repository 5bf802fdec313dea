import type { ImapFlow } from 'imapflow';
import type { MailboxAddress, MailboxReader, MailboxTrial } from '../../modules/complaints/contract.ts';
import { readMessage } from './read-message.ts';

// Chapters: the reader · one connection · what goes wrong, in words of our own

/** Of a letter that is too large only this much is fetched: its head and, as mail programs write it, its text. */
const BEGINNING = 512 * 1024;
/** Somebody waits before the page. */
const TRY_TIMEOUT = 8000;

/** `timeout`: milliseconds for connecting, greeting and silence. */
export const createImapMailbox = ({ timeout = 20_000 }: { timeout?: number } = {}): MailboxReader => ({
  tryOut: async (address) => {
    const client = await clientFor(address, Math.min(timeout, TRY_TIMEOUT));
    try {
      await client.connect();
      // Without `doneFolder` on the server a letter that was taken could not be moved.
      if (address.doneFolder) await inFolder(client, address.doneFolder, 'done-folder', async () => undefined);
      return await inFolder(client, address.folder, 'folder', async () => ({ ok: true as const, messages: client.mailbox ? client.mailbox.exists : 0 }));
    } catch (error) {
      return whyNot(error);
    } finally {
      client.close();
    }
  },

  read: async (address, after, limits, take) => {
    const client = await clientFor(address, timeout);
    try {
      await client.connect();
      return await inFolder(client, address.folder, 'folder', async () => {
        const box = client.mailbox;
        if (!box) throw new Error('no folder is open');
        const validity = String(box.uidValidity);
        if (!after) return { validity, uid: box.uidNext - 1, more: false };
        let last = after.validity === validity ? after.uid : 0;
        const waiting = await listBehind(client, last, box.exists);
        for (const { uid, size, receivedAt } of waiting.slice(0, limits.messages)) {
          const cut = size > limits.bytes;
          const fetched = await client.fetchOne(String(uid), { source: cut ? { start: 0, maxLength: BEGINNING } : true }, { uid: true });
          // Somebody deleted it meanwhile.
          if (fetched && fetched.source) {
            const said = await take({ uid, size, receivedAt, ...(await readMessage(fetched.source, { cut })) }, validity);
            await mark(client, uid, said, address.doneFolder);
          }
          last = uid;
        }
        return { validity, uid: last, more: waiting.length > limits.messages };
      });
    } finally {
      client.close();
    }
  },
});

async function listBehind(client: ImapFlow, last: number, exists: number): Promise<{ uid: number; size: number; receivedAt: Date }[]> {
  const found: { uid: number; size: number; receivedAt: Date }[] = [];
  if (exists === 0) return found;
  // "n:*" always names the last letter, also when its number is smaller than n.
  for await (const m of client.fetch(`${last + 1}:*`, { uid: true, size: true, internalDate: true }, { uid: true })) {
    if (m.uid > last) found.push({ uid: m.uid, size: m.size ?? 0, receivedAt: new Date(m.internalDate ?? Date.now()) });
  }
  return found.sort((a, b) => a.uid - b.uid);
}

/** Afterwards: a crash before leaves the letter unmarked, and the next round knows that it was taken. */
async function mark(client: ImapFlow, uid: number, said: 'done' | 'flag', doneFolder: string): Promise<void> {
  await client.messageFlagsAdd(String(uid), said === 'flag' ? ['\\Seen', '\\Flagged'] : ['\\Seen'], { uid: true });
  // What needs a look stays where people look.
  if (doneFolder && said === 'done') await client.messageMove(String(uid), doneFolder, { uid: true });
}

/** Loaded by who has a mailbox: it costs 25 MB of memory. */
async function clientFor(address: MailboxAddress, timeout: number): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const client = new ImapFlow({
    host: address.host, port: address.port, secure: address.security === 'tls', ...(address.security === 'tls' ? {} : { doSTARTTLS: address.security === 'starttls' }), auth: { user: address.user, pass: address.password },
    logger: false, disableAutoIdle: true, connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout, maxLiteralSize: 64 * 1024 * 1024,
  });
  // Told again by the call that was waiting.
  client.on('error', () => {});
  return client;
}

class FolderMissing extends Error {
  readonly which: 'folder' | 'done-folder';
  constructor(which: 'folder' | 'done-folder', cause: unknown) {
    super((cause as Error).message, { cause });
    this.which = which;
  }
}

async function inFolder<T>(client: ImapFlow, folder: string, which: 'folder' | 'done-folder', work: () => Promise<T>): Promise<T> {
  const lock = await client.getMailboxLock(folder).catch((error: unknown) => {
    throw new FolderMissing(which, error);
  });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function whyNot(thrown: unknown): MailboxTrial {
  const error = thrown as Error & { authenticationFailed?: boolean; code?: string; tlsFailed?: boolean; responseText?: string };
  const detail = (error.responseText || error.code || error.message || '').slice(0, 200);
  if (thrown instanceof FolderMissing) return { ok: false, reason: thrown.which, detail };
  if (error.authenticationFailed) return { ok: false, reason: 'login', detail };
  if (error.tlsFailed || /TLS|SSL|CERT|certificate|self-signed/i.test(`${error.code ?? ''} ${error.message}`)) return { ok: false, reason: 'tls', detail };
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT|NoConnection/i.test(`${error.code ?? ''} ${error.message}`)) return { ok: false, reason: 'host', detail };
  return { ok: false, reason: 'other', detail };
}

import { makeKey } from '../../../../server/engines/sync/envelope.ts';
import { refused } from './commands.ts';
import type { Counter } from './counter.ts';
import { post, type Reply } from './post.ts';
import type { Who } from './state.ts';
import { commandsOf, devices, write, type Device } from './store.ts';
import { alone } from './tabs.ts';
import { uuidv7 } from './uuidv7.ts';

/** A key made here, its public half told to the server; or what the server says against it. */
export async function register(counter: Counter): Promise<{ device: Device; who: Who } | { reply: Reply }> {
  const key = await makeKey();
  const { x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  const [id, name] = [uuidv7(), deviceName()];
  const reply = await post('/api/sinkron/perangkat', { id, name, key: { kty: 'EC', crv: 'P-256', x, y } });
  if (reply.status !== 201) return { reply };
  const { contact, who } = reply.body as { contact: { at: string; proof: string }; who: Who };
  const device: Device = { account: who.account, id, name, key, seq: 0, previous: '', ...counter.heard(contact) };
  const lost = (await commandsOf(who.account)).filter(({ state }) => state === 'waiting' || state === 'asking');
  // Only the key that made them could send them.
  await alone(() => write({ devices: [device], commands: lost.map((one) => refused(one, 'sync.device-unknown', 'Dibuat dengan pendaftaran perangkat yang lama, jadi tidak dapat dikirim. Ulangi selagi terhubung.')) }));
  return { device, who };
}

/** Which of those whom this browser knows has signed in; undefined where it is none of them. */
export async function findKnown(except?: Device): Promise<Device | { reply: Reply } | undefined> {
  for (const other of await devices()) {
    if (other.account === except?.account || other.revoked) continue;
    const reply = await post('/api/sinkron', { device: other.id, commands: [] });
    if (reply.status === 401) return { reply };
    if (reply.status === 200) return other;
  }
  return undefined;
}

function deviceName(): string {
  const agent = navigator.userAgent;
  return /Android/.test(agent) ? 'HP Android' : /iPhone|iPad/.test(agent) ? 'iPhone atau iPad' : /Windows/.test(agent) ? 'Komputer Windows' : /Mac OS/.test(agent) ? 'Mac' : 'Peramban ini';
}

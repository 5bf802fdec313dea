import { Refused } from '../../../platform/kernel/refusal.ts';
import type { House } from '../../../platform/house.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import type { Answer } from '../contract.ts';
import { findDevice } from '../storage/devices.ts';
import { contactFor } from './contact.ts';
import { mustPerson, whoIs } from './devices.ts';
import { perform, told } from './perform.ts';
import { readCommands, takeIn } from './receive.ts';

/** So many requests with commands at once; further ones are told to come back instead of filling the house. */
const MOST_AT_ONCE = 8;
const running = new WeakMap<House, number>();

/** Takes in what a device did, then does it in its order. @throws Refused `sync.device-unknown`, `sync.device-revoked`, `sync.busy` */
export async function send(ctx: Context, input: { device: string; commands: unknown[] }) {
  const viewer = mustPerson(ctx);
  const device = await readTenant(ctx, (t) => findDevice(t.tx, t.instansi, input.device));
  if (device?.account !== viewer.accountId) throw new Refused({ code: 'sync.device-unknown' });
  if (device.revoked_at) throw new Refused({ code: 'sync.device-revoked' });
  const now = ctx.house.clock.now();
  const answers = await oneOfFew(ctx.house, async () => {
    const taken = await takeIn(ctx, device.id, await readCommands(device, input.commands), now);
    const answers: Answer[] = [];
    // In the order of the device; one that is refused holds nobody up, and what hangs on it says so itself.
    for (const one of taken) answers.push('command' in one ? await perform(ctx, one.command) : 'later' in one ? { id: one.id, state: 'later', marks: [], ...told(ctx, { code: one.later }) } : { id: one.id, state: 'refused', marks: [], ...told(ctx, { code: one.refused }) });
    return answers;
  });
  return { contact: contactFor(ctx, device.id, now), who: whoIs(viewer), answers };
}

async function oneOfFew<T>(house: House, work: () => Promise<T>): Promise<T> {
  const others = running.get(house) ?? 0;
  if (others >= MOST_AT_ONCE) throw new Refused({ code: 'sync.busy', data: { seconds: 3 } });
  running.set(house, others + 1);
  try {
    return await work();
  } finally {
    running.set(house, running.get(house)! - 1);
  }
}

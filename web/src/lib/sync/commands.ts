import { digestOf, signCommand, type Unsigned } from '../../../../server/engines/sync/envelope.ts';
import { commandsOf, photosOf, read, write, type Device, type Label, type Queued, type Taken } from './store.ts';
import { alone } from './tabs.ts';
import { uuidv7 } from './uuidv7.ts';

// Chapters: what a command carries · its place in the chain · what is kept of it · what makes room. All within `alone` but `lineUp`.

/** All that a command signs but its place; the clocks are those of the last beat, a moment ago. */
export const takenBy = (device: Device, kind: string, body: unknown, holding: string): Taken => {
  const { monotonicMs, bridgedMs } = device.pulse;
  return { id: uuidv7(), device: device.id, kind, body, holding, deviceTime: new Date().toISOString(), monotonicMs, bridgedMs, contact: device.contact };
};
const begun = (device: Device, taken: Taken, label: Label, state: Queued['state']): Queued => ({ id: taken.id, account: device.account, device: device.id, seq: 0, version: 2, made: Date.now(), label, state });

/** Signed at the next place of its device's chain, with the device as it is after it. */
async function inChain(device: Device, one: Queued, taken: Taken): Promise<{ queued: Queued; after: Device }> {
  const unsigned: Unsigned = { ...taken, seq: device.seq + 1, previous: device.previous };
  const command = await signCommand(device.key.privateKey, unsigned);
  return { queued: { ...one, seq: command.seq, command }, after: { ...device, seq: command.seq, previous: await digestOf(unsigned) } };
}

/** @throws DOMException `QuotaExceededError` when the phone is full */
export async function keepWaiting(device: Device, taken: Taken, label: Label): Promise<void> {
  const { queued, after } = await inChain(device, begun(device, taken, label, 'waiting'), taken);
  await withRoom(device.account, () => write({ commands: [queued], devices: [after] }));
}
/** @throws DOMException `QuotaExceededError` when the phone is full */
export const keepAsking = (one: Queued): Promise<void> => withRoom(one.account, () => write({ commands: [one] }));
export const askingOf = (device: Device, taken: Taken, label: Label): Queued => ({ ...begun(device, taken, label, 'asking'), taken });

/** Asked, and not answered: they get their places in the chain, in the order in which they were made. */
export const lineUp = (ids: readonly string[]): Promise<void> =>
  alone(async () => {
    for (const id of ids) {
      const one = await read('commands', id);
      const device = one && (await read('devices', one.account));
      if (one?.state !== 'asking' || !device || device.id !== one.device) continue;
      const { queued, after } = await inChain(device, { ...one, state: 'waiting' }, one.taken!);
      await withRoom(device.account, () => write({ commands: [queued], devices: [after] }));
    }
  });

/** Answered before a moment, and nothing waits beside it. */
export async function doneOf(account: string, before: number): Promise<string[]> {
  const photographed = new Set((await photosOf(account)).map(({ id }) => id));
  return (await commandsOf(account)).filter(({ id, state, made, ended = made }) => (state === 'accepted' || state === 'marked') && ended < before && !photographed.has(id)).map(({ id }) => id);
}
/** On a full phone what was answered and what can be fetched again makes room. @throws DOMException `QuotaExceededError` when it is full all the same */
export async function withRoom(account: string, work: () => Promise<void>): Promise<void> {
  await work().catch(async (error: DOMException) => {
    if (!isFull(error)) throw error;
    await write({}, { commands: await doneOf(account, Infinity), kept: ['pocket'] });
    await work();
  });
}
export const isFull = (error: unknown): boolean => (error as DOMException | undefined)?.name === 'QuotaExceededError';

export const refused = (one: Queued, code: string, sentence: string): Queued => ({ ...one, state: 'refused', answer: { id: one.id, state: 'refused', marks: [], code, sentence } });

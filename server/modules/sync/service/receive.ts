import { judgeLink } from '../../../engines/sync/chain.ts';
import { judgeClock, trustOf } from '../../../engines/sync/clock.ts';
import { digestOf, FORMAT, isSignedBy, MOST_BODY_BYTES, type Command } from '../../../engines/sync/envelope.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { commandShape } from '../contract.ts';
import { findCommands, findPlaces, insertCommand } from '../storage/commands.ts';
import { lockDevice, saveContact, saveGreeting, saveHead, type DeviceRow } from '../storage/devices.ts';
import { isProven } from './contact.ts';

// Chapters: reading · checking (no transaction) · taking in: place and time of each, kept before anything is done

/** One that goes on to its handler, or the code of why it does not: for good, or not yet. */
export type Taken = { id: string; command: Command } | { id: string; refused: string } | { id: string; later: string };

interface Checked {
  command: Command;
  digest: string;
}

const isCheck = (one: Checked | Taken): one is Checked => 'digest' in one;

export async function readCommands(device: DeviceRow, sent: readonly unknown[]): Promise<(Checked | Taken)[]> {
  return Promise.all(sent.map(async (one): Promise<Checked | Taken> => {
    const read = commandShape.safeParse(one);
    const { id: named, format } = (one ?? {}) as { id?: unknown; format?: unknown };
    const id = typeof named === 'string' ? named.slice(0, 60) : '';
    // The server was put back to an earlier version, or this is the one that is not renewed yet: nothing is lost by waiting.
    if (typeof format === 'number' && format > FORMAT) return { id, later: 'sync.newer-format' };
    if (!read.success || read.data.device !== device.id) return { id, refused: 'sync.unreadable' };
    const command: Command = read.data;
    if (Buffer.byteLength(canonicalJson(command.body)) > MOST_BODY_BYTES) return { id: command.id, refused: 'sync.too-large' };
    // Nothing of a forged one is kept, so that the true one can still come.
    if (!(await isSignedBy(device.key, command))) return { id: command.id, refused: 'sync.signature' };
    return { command, digest: await digestOf(command) };
  }));
}

/** Keeps place, time and marks of each new command under its id, in the order in which they came. */
export function takeIn(ctx: Context, device: string, read: readonly (Checked | Taken)[], receivedAt: Date): Promise<Taken[]> {
  return inTenant(ctx, async (t) => {
    const checked = read.filter(isCheck);
    const row = await lockDevice(t.tx, t.instansi, device);
    if (row.revoked_at) throw new Refused({ code: 'sync.device-revoked' });
    const known = new Map((await findCommands(t.tx, t.instansi, checked.map(({ command }) => command.id))).map((one) => [one.id, one.digest]));
    const taken: Taken[] = [];
    const before = row.head_seq;
    for (const one of read) {
      if (!isCheck(one)) {
        taken.push(one);
        continue;
      }
      const { command, digest } = one;
      const first = known.get(command.id);
      // Perhaps done long ago, perhaps never sent: nobody can tell any more, and nothing is done twice.
      if (first === undefined && command.seq < row.forgotten_before) {
        taken.push({ id: command.id, refused: 'sync.forgotten' });
        continue;
      }
      if (first === undefined) {
        await takeOne(t, row, one, receivedAt);
        known.set(command.id, digest);
      }
      taken.push(first === undefined || first === digest ? { id: command.id, command } : { id: command.id, refused: 'sync.id-reused' });
    }
    if (read.length === 0) await saveGreeting(t.tx, t.instansi, device, receivedAt, GREETINGS_APART_MS);
    else if (row.head_seq === before) await saveContact(t.tx, t.instansi, device, receivedAt);
    else await saveHead(t.tx, t.instansi, device, { at: receivedAt, seq: row.head_seq, digest: row.head_digest, headAt: row.head_at });
    return taken;
  });
}

/** An app that opens with something to send may greet first, to learn who is signed in, and sends at once after. */
const GREETINGS_APART_MS = 10 * 60_000;
const hadNothingAt = ({ greeted_at: last, greeted_before: before }: DeviceRow, now: Date): Date | undefined => (last && now.getTime() - last.getTime() >= GREETINGS_APART_MS ? last : before) ?? undefined;

/** `device` is the row that is locked; its head moves on with each command. */
async function takeOne(t: TenantContext, device: DeviceRow, { command, digest }: Checked, receivedAt: Date): Promise<void> {
  const { seq, previous } = command;
  const places = seq <= device.head_seq ? await findPlaces(t.tx, t.instansi, device.id, seq) : [];
  const at = (place: number) => places.find((one) => one.seq === place);
  const link = judgeLink({ seq, previous, digest }, { head: { seq: device.head_seq, digest: device.head_digest }, same: at(seq)?.id, before: at(seq - 1), after: at(seq + 1) });
  const isNext = link.head.seq === seq;
  const clock = judgeClock(command, { at: receivedAt, isProven: isProven(t, device.id, command.contact), registered: device.registered_at, hadNothingAt: hadNothingAt(device, receivedAt), ...(isNext && device.head_at ? { previous: device.head_at } : {}) });
  await insertCommand(t.tx, t.instansi, {
    id: command.id, device: device.id, seq, kind: command.kind, digest, previous, dependsOn: command.dependsOn ?? null, deviceTime: command.deviceTime, clock, receivedAt,
    trust: trustOf(clock, link.marks.length > 0, receivedAt), marks: [...link.marks, ...clock.marks],
  });
  if (!isNext) return;
  device.head_seq = link.head.seq;
  device.head_digest = link.head.digest;
  device.head_at = clock.at;
}

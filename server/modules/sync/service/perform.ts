import type { Command } from '../../../engines/sync/envelope.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { isBadValue } from '../../../platform/db/what-broke.ts';
import { part } from '../../../platform/house.ts';
import { Refused, sentenceOf, type Refusal, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { MARKS, type Answer, type CommandFacts, type CommandHandlers } from '../contract.ts';
import { countPlaces, findCommands, lockCommand, saveAnswer, type CommandRow } from '../storage/commands.ts';
import { findDevice } from '../storage/devices.ts';

// Chapters: one command · the effect with its answer · what is said of a refusal

/** These pass by themselves or by something the person does; the command keeps waiting on the device. */
const PASSING = new Set(['request.not-signed-in', 'request.second-factor', 'sync.other-post', 'sync.waits']);

/** Does what was taken in, once: effect and answer are one transaction. What went wrong on our side is answered `later`. */
export async function perform(ctx: Context, command: Command): Promise<Answer> {
  try {
    return await inTenant(ctx, (t) => effect(t, command));
  } catch (error) {
    // Also a value that no database keeps: sent again it would be refused again, for ever.
    const refusal = error instanceof Refused ? error.refusal : isBadValue(error) ? { code: 'sync.unreadable' } : undefined;
    if (!refusal) ctx.house.log.error({ requestId: ctx.requestId, kind: command.kind, command: command.id, error: (error as Error).stack ?? String(error) }, 'sync');
    return isFinal(ctx, refusal) ? inTenant(ctx, (t) => refuseForGood(t, command.id, refusal)) : { id: command.id, state: 'later', marks: [], ...told(ctx, refusal ?? { code: 'house.error' }) };
  }
}

async function effect(t: TenantContext, command: Command): Promise<Answer> {
  const row = await lockCommand(t.tx, t.instansi, command.id);
  if (row.answer) return row.answer;
  const handler = part<CommandHandlers<TenantContext>>(t.house, 'sync.handlers').get(command.kind);
  if (!handler) throw new Refused({ code: 'sync.unknown-kind' });
  if (command.holding !== t.viewer?.hat?.holdingId) throw new Refused({ code: 'sync.other-post' });
  if (command.dependsOn !== undefined) await mustHaveHappened(t, command, command.dependsOn);
  const body = handler.body.safeParse(command.body);
  if (!body.success) throw new Refused({ code: 'sync.unreadable' });
  const { result, marks = [] } = await handler.run(t, body.data, await factsOf(t, row));
  const all = [...marksOf(row), ...marks];
  const answer = { id: row.id, state: all.length > 0 ? 'marked' as const : 'accepted' as const, marks: all, at: row.at.toISOString(), ...(result === undefined ? {} : { result }) };
  await saveAnswer(t.tx, t.instansi, answer, t.house.clock.now());
  if (all.length > 0) await audit(t, { action: 'sync.marked', object: 'command', objectId: row.id, detail: { kind: command.kind, device: row.device, at: answer.at, marks: all.map(({ code }) => code) } });
  return answer;
}

async function mustHaveHappened(t: TenantContext, { device, seq }: Command, id: string): Promise<void> {
  const [first] = await findCommands(t.tx, t.instansi, [id]);
  // It came before and is forgotten: how it was answered nobody knows any more.
  if (!first && (await wasForgotten(t, device, seq))) throw new Refused({ code: 'sync.hangs-on-forgotten' });
  if (!first || first.device !== device || first.state === 'received') throw new Refused({ code: 'sync.waits' });
  if (first.state === 'refused') throw new Refused({ code: 'sync.hangs-on-refused' });
}

/** Whether all that could stand before this place either is known or lies in what was forgotten. */
async function wasForgotten(t: TenantContext, device: string, seq: number): Promise<boolean> {
  const { forgotten_before: from } = (await findDevice(t.tx, t.instansi, device))!;
  return from > 0 && (await countPlaces(t.tx, t.instansi, device, { from, before: seq })) >= seq - from;
}

async function factsOf(t: TenantContext, row: CommandRow): Promise<CommandFacts> {
  const device = (await findDevice(t.tx, t.instansi, row.device))!;
  return {
    command: row.id, device: { id: device.id, name: device.name, registeredAt: device.registered_at }, at: row.at, receivedAt: row.received_at, clock: { ...row.clock, at: row.at }, trust: row.trust, marks: row.marks,
  };
}

const marksOf = (row: CommandRow): Answer['marks'] => row.marks.map((code) => ({ code, text: MARKS[code] }));

async function refuseForGood(t: TenantContext, id: string, refusal: Refusal): Promise<Answer> {
  const row = await lockCommand(t.tx, t.instansi, id);
  if (row.answer) return row.answer;
  const answer = { id, state: 'refused' as const, marks: marksOf(row), at: row.at.toISOString(), ...told(t, refusal) };
  await saveAnswer(t.tx, t.instansi, answer, t.house.clock.now());
  return answer;
}

function isFinal(ctx: Context, refusal: Refusal | undefined): refusal is Refusal {
  if (!refusal || PASSING.has(refusal.code)) return false;
  const status = refusalsOf(ctx)[refusal.code]?.status ?? 500;
  return status < 500 && status !== 429;
}

const refusalsOf = (ctx: Context) => part<RefusalTable>(ctx.house, 'refusals');
export const told = (ctx: Context, refusal: Refusal): { code: string; sentence: string } => ({ code: refusal.code, sentence: sentenceOf(refusal, refusalsOf(ctx)) });

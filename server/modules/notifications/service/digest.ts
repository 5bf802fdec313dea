import { emit } from '../../../platform/events/events.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { digestNotice } from '../rules/one-digest-per-person.ts';
import { closeEnvelope, keepMove, openEnvelope } from '../storage/digests.ts';
import { institutionOf } from './ports.ts';
import { tellOne } from './tell.ts';

export const DIGEST_DUE = 'notifications.digest-due';
/** A new calendar moves its clocks in batches; what moves within this time is told together. */
const DIGEST_MILLISECONDS = 2 * 60_000;

/** `calendar.due-moved` {account, request, number, old, new, reason}: put aside for the person's one message. */
export async function collectMove(ctx: Context, { id, payload }: EventMessage): Promise<void> {
  const { account, request } = payload;
  if (!isUuid(account) || !isUuid(request)) return;
  const due = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  await inTenant(ctx, async (t) => {
    const now = t.house.clock.now();
    const move = { request, number: String(payload['number'] ?? ''), old: due(payload['old']), new: due(payload['new']), reason: String(payload['reason'] ?? 'kalender kerja berubah') };
    const candidate = uuidv7();
    const envelope = await openEnvelope(t.tx, t.instansi, account, candidate, now);
    await keepMove(t.tx, t.instansi, id, account, move, now);
    if (envelope === candidate) await emit(t, DIGEST_DUE, { account, envelope }, new Date(now.getTime() + DIGEST_MILLISECONDS));
  });
}

export async function sendDigest(ctx: Context, { payload }: EventMessage): Promise<void> {
  const { account, envelope } = payload;
  if (!isUuid(account) || !isUuid(envelope)) return;
  await inTenant(ctx, async (t) => {
    const moves = await closeEnvelope(t.tx, t.instansi, account, envelope);
    const notice = digestNotice(moves, (await institutionOf(t)).zone);
    if (notice) await tellOne(t, { source: envelope, at: t.house.clock.now() }, account, notice);
  });
}

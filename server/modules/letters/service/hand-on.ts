import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { addDays, momentAt } from '../../../platform/kernel/calendar-day.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import { branchOf, isLive, type Action } from '../rules/letter-state.ts';
import * as storage from '../storage/letters.ts';
import { listLiveOf } from '../storage/lists.ts';
import { institutionOf, organizationOf } from './ports.ts';
import { heldBy } from './register.ts';
import { perform } from './store.ts';

// A unit or a post is closed: what is open there goes to the head of its successor, and back to who gave it where there is none.
// Chapters: waiting for the last day · moving

interface Closing {
  unit?: string;
  post?: string;
  successor: string | null;
}

/** A closing is often entered before its day: nothing moves before the day is over. */
export const closingTold = (ctx: Context, message: EventMessage): Promise<void> =>
  inTenant(ctx, async (t) => {
    const { unit, post, successor, lastDay } = message.payload as unknown as Closing & { lastDay: string };
    const { zone } = await institutionOf(t);
    await emit(t, 'letters.place-closed', { ...(unit ? { unit } : {}), ...(post ? { post } : {}), successor: successor ?? null }, momentAt(addDays(lastDay, 1), 0, zone));
  });

const AT_ONCE = 200;
/** What was moved is no longer found there, so that coming again does nothing twice. */
export async function handOn(ctx: Context, message: EventMessage): Promise<void> {
  const closing = message.payload as unknown as Closing;
  for (let after: string | undefined; ; ) {
    const found = await inTenant(ctx, (t) => listLiveOf(t.tx, t.instansi, closing, after, AT_ONCE));
    for (const { id, letter } of found) await inTenant(ctx, (t) => move(t, letter, id, closing));
    after = found.at(-1)?.id;
    if (found.length < AT_ONCE) return;
  }
}

async function move(t: TenantContext, letterId: string, id: string, closing: Closing): Promise<void> {
  const letter = await storage.findLetter(t.tx, t.instansi, letterId);
  const branch = letter && branchOf(letter.folded, id);
  if (!letter || !branch || !isLive(branch) || (closing.unit ? branch.unit !== closing.unit : branch.post !== closing.post)) return;
  const heir = await heirOf(t, closing.unit ? closing.successor : branch.unit, branch.post);
  const common = { at: t.house.clock.now().toISOString(), by: { kind: 'system' as const }, branch: id };
  const held = letter.folded.branches.some((one) => one.id !== id && isLive(one) && one.post === heir?.postId && one.parent === branch.parent);
  const action: Action = heir && !held ? { ...common, kind: 'hand-on', post: heir.postId, unit: heir.unitId, heldBy: heldBy(heir) } : { ...common, kind: 'return' };
  const where = closing.unit ? 'Unit' : 'Jabatan';
  const after = await perform(t, letter, letter.folded, action, action.kind === 'hand-on' ? `${where} sebelumnya ditutup; diteruskan kepada penggantinya.` : `${where} ini ditutup; ${heir ? 'penggantinya sudah menerimanya.' : 'tidak ada penggantinya.'}`);
  await emit(t, 'letters.acted', { letter: letter.id, branch: id, kind: action.kind, made: action.kind === 'hand-on' ? [id] : [], done: false, files: 0, seq: after.seq });
}

/** The head of the unit that goes on. */
async function heirOf(t: TenantContext, unit: string | null, closed: string): Promise<Holder | undefined> {
  if (unit === null) return undefined;
  const organization = organizationOf(t);
  return (await organization.holdersOf(t, unit, await organization.today(t))).find((one) => one.isHead && one.postId !== closed);
}

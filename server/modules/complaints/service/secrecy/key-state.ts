import { dayWords } from '../../rules/words-for-people.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import * as storage from '../../storage/keys.ts';
import { countKeys } from '../../storage/sealed.ts';
import { institutionOf, organizationOf } from '../ports.ts';
import { LEAST_HOLDERS, markOf } from './ceremony.ts';
import { openKeyOf } from './keys-in-memory.ts';
import { mustExamine } from './open-key.ts';

// Chapters: for the Inspektorat · for the administrator

/** Accounts that hold a post of the Inspektorat today with a duty that lets them examine. */
async function inOffice(t: TenantContext): Promise<Set<string>> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const units = (await organization.unitsInForce(t)).filter((unit) => unit.kind === 'inspektorat').map((unit) => unit.id);
  if (units.length === 0) return new Set();
  const found = await Promise.all((['complaint-liaison', 'complaint-coordinator', 'leader', 'signer'] as const).map((duty) => organization.holdersWithDuty(t, units, duty, day)));
  return new Set(found.flat().flatMap((holder) => (holder.accountId ? [holder.accountId] : [])));
}

export const keyState = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    mustExamine(t);
    const viewer = mustViewer(t);
    const { zone } = await institutionOf(t);
    const [group, holders, recovery, halves, office] = await Promise.all([storage.findGroupKey(t.tx, t.instansi), storage.listHolders(t.tx, t.instansi), storage.findRecoveryKey(t.tx, t.instansi), storage.listHalves(t.tx, t.instansi), inOffice(t)]);
    const counted = await countKeys(t.tx, t.instansi, group?.generation ?? 0);
    const open = openKeyOf(t);
    const now = t.house.clock.now();
    const mine = (state: storage.Holder['state']) => holders.find((h) => h.account === viewer.accountId && h.state === state);
    return {
      made: group !== undefined, leastHolders: LEAST_HOLDERS, ...(group ? { madeText: dayWords(group.made_at, zone, now) } : {}), ...(open ? { openUntil: new Date(open.until).toISOString() } : {}),
      mine: mine('active') ? (mine('waiting') ? ('renewing' as const) : ('active' as const)) : mine('waiting') ? ('waiting' as const) : ('none' as const),
      holders: holders.map((h) => ({ id: h.id, name: h.name, state: h.state, inOffice: office.has(h.account), own: h.account === viewer.accountId, sinceText: dayWords(h.admitted_at ?? h.made_at, zone, now), mark: fingerprint(h.public_key) })),
      sealed: counted.sealed, older: group ? counted.older : 0,
      ...(recovery ? { recovery: { mark: markOf(recovery.public_key), madeText: dayWords(recovery.made_at, zone, now), unprinted: halves.map(({ half, holder }) => ({ half, name: holders.find((h) => h.id === holder)?.name ?? '', own: holders.some((h) => h.id === holder && h.account === viewer.accountId) })) } } : {}),
    };
  });

/** Read aloud by the one who waits, compared by the one who admits: whether it is the same key. */
const fingerprint = (publicKey: Buffer): string => [publicKey.readUInt16BE(0), publicKey.readUInt16BE(2)].map((n) => String(n % 10_000).padStart(4, '0')).join(' ');

/** Without names: whether there is a key, and what is to be done. */
export const keyNotice = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const [group, holders, halves, office] = await Promise.all([storage.findGroupKey(t.tx, t.instansi), storage.listHolders(t.tx, t.instansi), storage.listHalves(t.tx, t.instansi), inOffice(t)]);
    const active = holders.filter((h) => h.state === 'active');
    const counted = await countKeys(t.tx, t.instansi, group?.generation ?? 0);
    return { made: group !== undefined, holders: active.length, leastHolders: LEAST_HOLDERS, outOfOffice: active.filter((h) => !office.has(h.account)).length, unprinted: halves.length, older: group ? counted.older : 0, examiners: office.size };
  });

import { audit } from '../../../platform/audit/audit.ts';
import { part } from '../../../platform/house.ts';
import { randomToken, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { PermissionTable } from '../../../platform/operation.ts';
import { inTenant, mustHat, type Context } from '../../../platform/request/context.ts';
import { KEY_PREFIX } from '../authenticator.ts';
import { requireSecondFactor } from '../contract.ts';
import type { ApiKeyEntry } from '../contract/desk.ts';
import { insertKey, listKeys as readKeys, revokeKey as markRevoked, type KeyRow } from '../storage/keys.ts';
import { iso } from './common.ts';
import { mustPerson } from './sign-in.ts';

const FRESH_MINUTES = 60;

const toEntry = (row: KeyRow): ApiKeyEntry => ({
  id: row.id, name: row.name, scopes: row.scopes, createdAt: row.created_at.toISOString(), expiresAt: iso(row.expires_at), revokedAt: iso(row.revoked_at), seenAt: iso(row.seen_at),
});

/** Nobody gives more than they have, and a key makes no keys. */
export async function createKey(ctx: Context, { name, scopes, days }: { name: string; scopes: string[]; days: number }): Promise<{ key: string; entry: ApiKeyEntry }> {
  const viewer = mustPerson(ctx);
  requireSecondFactor(ctx, FRESH_MINUTES);
  const { permissions } = mustHat(ctx);
  if (scopes.some((scope) => !permissions.has(scope) || isPersonal(scope))) throw new Refused({ code: 'identity.scope-not-yours', fields: [{ path: 'scopes', message: 'Ada izin yang tidak dapat Anda berikan.' }] });
  const now = ctx.house.clock.now();
  const key = KEY_PREFIX + randomToken();
  const row: KeyRow = { id: uuidv7(now.getTime()), name, scopes: [...new Set(scopes)].sort(), created_at: now, expires_at: new Date(now.getTime() + days * 86_400_000), revoked_at: null, seen_at: null };
  await inTenant(ctx, async (t) => {
    await insertKey(t.tx, { keyHash: t.house.secrets.hash('api-key', key), id: row.id, instansi: t.instansi, name, scopes: row.scopes, createdBy: viewer.accountId, at: now, expiresAt: row.expires_at! });
    await audit(t, { action: 'api-key.created', object: 'api-key', objectId: row.id, detail: { scopes: row.scopes, days } });
  });
  return { key, entry: toEntry(row) };
}

/** Acts on accounts and keys need a person who can be held to them. */
const isPersonal = (scope: string): boolean => scope.startsWith('identity.');

export async function listKeys(ctx: Context) {
  const { permissions } = mustHat(ctx);
  const titles = part<PermissionTable>(ctx.house, 'permission-titles');
  const rows = await inTenant(ctx, (t) => readKeys(t.tx, t.instansi));
  return {
    items: rows.map(toEntry),
    scopes: [...permissions].filter((scope) => !isPersonal(scope)).sort().map((scope) => ({ name: scope, title: titles[scope]?.title ?? scope })),
  };
}

export async function revokeKey(ctx: Context, { id }: { id: string }): Promise<{ done: true }> {
  mustPerson(ctx);
  await inTenant(ctx, async (t) => {
    if ((await markRevoked(t.tx, t.instansi, id, t.house.clock.now())) === 0) throw new Refused({ code: 'request.not-found' });
    await audit(t, { action: 'api-key.revoked', object: 'api-key', objectId: id });
  });
  return { done: true };
}

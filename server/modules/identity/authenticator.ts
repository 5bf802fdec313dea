import { part, type House } from '../../platform/house.ts';
import type { Authenticator } from '../../platform/request/authenticator.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { isSecondFactorCompulsory } from './rules/second-factor-is-compulsory.ts';
import { rememberViewers } from './remembered.ts';
import { findKey, findViewer, touchKey, touchSession, type ViewerRow } from './storage/sessions.ts';

/** Permission names by duty list, as the modules' tables say; the part `permissions` holds the function. */
export type PermissionsOf = (duties: readonly string[]) => ReadonlySet<string>;

export const KEY_PREFIX = 'pdp_';
const MINUTE = 60_000;

/** Tokens are kept only as keyed hashes; the row is found by one definer function (one statement). */
export const authenticator: Authenticator = {
  viewerOf: async (house: House, token: string): Promise<Viewer | null> => {
    if (token.length < 20 || token.length > 200) return null;
    return token.startsWith(KEY_PREFIX) ? integratorOf(house, token) : personOf(house, token);
  },
  rememberedViewerOf: async (house, token) => {
    if (token.length < 20 || token.length > 200) return null;
    return token.startsWith(KEY_PREFIX) ? integratorOf(house, token) : remembered(house).viewerOf(token);
  },
};

const memories = new WeakMap<House, ReturnType<typeof rememberViewers>>();
function remembered(house: House): ReturnType<typeof rememberViewers> {
  let memory = memories.get(house);
  if (!memory) memories.set(house, (memory = rememberViewers(house, (row) => viewerFrom(house, row))));
  return memory;
}

async function personOf(house: House, token: string): Promise<Viewer | null> {
  const now = house.clock.now();
  const tokenHash = house.secrets.hash('session', token);
  const row = await findViewer(house.db, tokenHash, now);
  if (!row) return null;
  if (now.getTime() - row.seen_at.getTime() > MINUTE) touchSession(house.db, row.session_id, tokenHash, now).catch(() => {});
  return viewerFrom(house, row);
}

function viewerFrom(house: House, row: ViewerRow): Viewer {
  const viewer: Viewer = {
    accountId: row.account_id,
    sessionId: row.session_id,
    name: row.name,
    kind: row.hat_holding ? 'officer' : 'citizen',
    level: row.level,
    ...(row.second_factor_at ? { secondFactorAt: row.second_factor_at } : {}),
  };
  // A post that became a signer's during the session gives nothing until the second factor is given.
  if (!row.post_id || (isSecondFactorCompulsory(row.duties) && !row.second_factor_at)) return { ...viewer, kind: 'citizen' };
  viewer.hat = {
    instansi: row.hat_instansi!,
    holdingId: row.hat_holding!,
    postId: row.post_id,
    title: row.title,
    capacity: row.capacity,
    unitId: row.unit_id,
    unitName: row.unit_name,
    unitKind: row.unit_kind,
    duties: row.duties,
    permissions: part<PermissionsOf>(house, 'permissions')(row.duties),
  };
  return viewer;
}

/** An integrator has permissions but no duties: it reads and sends, and takes no step of an officer. */
async function integratorOf(house: House, token: string): Promise<Viewer | null> {
  const now = house.clock.now();
  const keyHash = house.secrets.hash('api-key', token);
  const key = await findKey(house.db, keyHash, now);
  if (!key) return null;
  if (!key.seen_at || now.getTime() - key.seen_at.getTime() > MINUTE) touchKey(house.db, keyHash, now).catch(() => {});
  return {
    accountId: key.id,
    sessionId: key.id,
    name: key.name,
    kind: 'integrator',
    level: 'unverified',
    hat: {
      instansi: key.instansi, holdingId: key.id, postId: key.id, title: key.name, capacity: 'definitive',
      unitId: key.id, unitName: key.name, unitKind: 'lainnya', duties: [], permissions: new Set(key.scopes),
    },
  };
}

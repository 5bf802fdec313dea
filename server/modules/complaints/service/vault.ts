import type { TenantContext } from '../../../platform/request/context.ts';
import type { Kind } from '../contract.ts';

/** Free text of misconduct never lies readable in the database. */
const PURPOSE = 'complaints/misconduct';

export const isSecret = (kind: Kind): boolean => kind === 'misconduct';
export const sealFor = (t: Pick<TenantContext, 'house'>, kind: Kind, value: unknown): Buffer | null => (isSecret(kind) && value !== undefined && value !== null ? t.house.secrets.seal(PURPOSE, JSON.stringify(value)) : null);
export const openSealed = <T>(t: Pick<TenantContext, 'house'>, sealed: Uint8Array | string): T => JSON.parse(t.house.secrets.open(PURPOSE, typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : sealed)) as T;

export interface Reporter {
  name: string;
  phone: string;
  email: string;
  handle: string;
}
const IDENTITY = 'complaints/reporter';
export const sealReporter = (t: Pick<TenantContext, 'house'>, r: Reporter): Buffer | null => (r.name || r.phone || r.email || r.handle ? t.house.secrets.seal(IDENTITY, JSON.stringify(r)) : null);
export const openReporter = (t: Pick<TenantContext, 'house'>, sealed: Uint8Array | string): Reporter => JSON.parse(t.house.secrets.open(IDENTITY, typeof sealed === 'string' ? Buffer.from(sealed, 'base64') : sealed)) as Reporter;

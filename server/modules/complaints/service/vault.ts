import { openBytes, sealBytes, ENVELOPE } from '../../../engines/envelope/aes.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { Context } from '../../../platform/request/context.ts';
import type { Kind } from '../contract.ts';

// Chapters: which reports · parts of a report under its data key · identity of reporters

/** Of these nothing that was written, sent or said lies readable: each has a data key of its own (docs/decisions/0012). */
export const isSecret = (kind: Kind): boolean => kind === 'misconduct';

/** A report with the key that the asker could open; without it the parts stay closed. The number stays the same wherever the report goes. */
export interface Keyed {
  number: string;
  dataKey?: Buffer | undefined;
}
/** What is sealed is bound to report and part: a sealed note cannot stand in for a sealed answer. */
export type Part = 'report' | 'reporter' | 'words' | 'note' | 'file' | 'file-name';
const about = (report: Keyed, part: Part): string => `${report.number}/${part}`;

/** Before there were data keys, texts of misconduct were sealed by the installation's own secret. */
const BEFORE = 'complaints/misconduct';
const IDENTITY = 'complaints/reporter';

export function mustKey(report: Keyed): Buffer {
  if (!report.dataKey) throw new Refused({ code: 'complaints.key-locked' });
  return report.dataKey;
}

export const sealPart = (report: Keyed, part: Part, value: unknown): Buffer => sealBytes(mustKey(report), Buffer.from(JSON.stringify(value), 'utf8'), about(report, part));
export const sealFileBytes = (report: Keyed, bytes: Uint8Array): Buffer => sealBytes(mustKey(report), bytes, about(report, 'file'));

/** @throws Refused `complaints.key-locked` without the key, `complaints.seal-broken` when a byte was changed */
export function openPart<T>(ctx: Pick<Context, 'house'>, report: Keyed, part: Part, stored: Uint8Array | string): T {
  const sealed = typeof stored === 'string' ? Buffer.from(stored, 'base64') : stored;
  if (sealed[0] !== ENVELOPE) return JSON.parse(ctx.house.secrets.open(BEFORE, sealed)) as T;
  const opened = openBytes(mustKey(report), sealed, about(report, part));
  if (!opened) throw new Refused({ code: 'complaints.seal-broken' });
  return JSON.parse(opened.toString('utf8')) as T;
}
export function openFileBytes(report: Keyed, sealed: Uint8Array): Buffer {
  const opened = openBytes(mustKey(report), sealed, about(report, 'file'));
  if (!opened) throw new Refused({ code: 'complaints.seal-broken' });
  return opened;
}

export interface Reporter {
  name: string;
  phone: string;
  email: string;
  handle: string;
}
/** Null when nothing was left. Of misconduct under the report's key, else by the installation. */
export function sealReporter(ctx: Pick<Context, 'house'>, r: Reporter, secret?: Keyed): Buffer | null {
  if (!r.name && !r.phone && !r.email && !r.handle) return null;
  return secret ? sealPart(secret, 'reporter', r) : ctx.house.secrets.seal(IDENTITY, JSON.stringify(r));
}
export function openReporter(ctx: Pick<Context, 'house'>, report: Keyed, stored: Uint8Array | string): Reporter {
  const sealed = typeof stored === 'string' ? Buffer.from(stored, 'base64') : stored;
  return sealed[0] === ENVELOPE ? openPart(ctx, report, 'reporter', sealed) : (JSON.parse(ctx.house.secrets.open(IDENTITY, sealed)) as Reporter);
}

import { timingSafeEqual } from 'node:crypto';
import { newKey, openBytes, sealBytes } from '../../../../engines/envelope/aes.ts';
import { unwrap, wrapTo } from '../../../../engines/envelope/key-pair.ts';
import { codeKey } from '../../../../engines/envelope/passphrase.ts';
import { publicCode } from '../../../../platform/kernel/ids.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { LONG_CODE } from '../../rules/the-reporters-code.ts';
import { findGroupKey } from '../../storage/keys.ts';
import { findDataKey, type DataKeyRow, type HopKey } from '../../storage/sealed.ts';
import { openKeyOf } from './keys-in-memory.ts';
import { outside } from './outside.ts';

// Chapters: wrapping · a new report · opening for the Inspektorat · opening for the reporter

const BY_HOUSE = 'complaints/data-key';
const about = (number: string): string => `${number}/data-key`;

/** For the Inspektorat of an institution: under its group key, or by the installation until it has made one. */
export async function wrapFor(t: TenantContext, number: string, dataKey: Buffer): Promise<HopKey> {
  const group = await findGroupKey(t.tx, t.instansi);
  return group ? { generation: group.generation, wrapped: wrapTo(group.public_key, dataKey, about(number)) } : { generation: null, wrapped: t.house.secrets.seal(BY_HOUSE, `${number} ${dataKey.toString('base64')}`) };
}
export const wrapToGroup = (publicKey: Buffer, number: string, dataKey: Buffer): Buffer => wrapTo(publicKey, dataKey, about(number));

/** @returns undefined when the bytes were not wrapped to that key */
export const unwrapByGroup = (privateKey: Buffer, number: string, wrapped: Buffer): Buffer | undefined => unwrap(privateKey, wrapped, about(number));

export function unwrapByHouse(ctx: Pick<Context, 'house'>, number: string, wrapped: Buffer): Buffer {
  const [of, key] = ctx.house.secrets.open(BY_HOUSE, wrapped).split(' ');
  if (of !== number) throw new Refused({ code: 'complaints.seal-broken' });
  return Buffer.from(key ?? '', 'base64');
}

/** The installation's secret goes in too: a stolen database alone does not let a code be tried. */
const keyOfCode = (ctx: Pick<Context, 'house'>, number: string, code: string): Promise<Buffer> => codeKey(code, ctx.house.secrets.hash('complaints/code', number));
export const wrapUnderCode = async (ctx: Pick<Context, 'house'>, number: string, code: string, dataKey: Buffer): Promise<Buffer> => sealBytes(await keyOfCode(ctx, number, code), dataKey, `${number}/code`);

export const newCode = (): string => publicCode(LONG_CODE);
export const hashOfCode = (ctx: Pick<Context, 'house'>, number: string, code: string): Buffer => ctx.house.secrets.hash('tracking', `${number}/${code}`);
export const isCodeOf = (ctx: Pick<Context, 'house'>, number: string, code: string, hash: Buffer): boolean => timingSafeEqual(hashOfCode(ctx, number, code), hash);

/** A new data key, wrapped to its readers. `receiver` is the institution whose Inspektorat reads it, where that is another one. */
export async function makeDataKey(ctx: Context, number: string, code: string, receiver?: string): Promise<{ dataKey: Buffer; row: DataKeyRow }> {
  const dataKey = newKey();
  const wrapped = await inTenant(receiver ? { ...outside(ctx), instansi: receiver } : ctx, (t) => wrapFor(t, number, dataKey));
  return { dataKey, row: { ...wrapped, code_wrapped: await wrapUnderCode(ctx, number, code, dataKey), for_instansi: receiver ?? null } };
}

/**
 * The data key for an officer who may see the report. Undefined for a report from before data keys (the installation opens it).
 * @throws Refused `complaints.at-province` for what is not this house's to read, `complaints.key-locked` while the key is closed
 */
export async function dataKeyForOfficer(t: TenantContext, report: { id: string; number: string }): Promise<Buffer | undefined> {
  const row = await findDataKey(t.tx, t.instansi, report.id);
  if (!row) return undefined;
  if (row.for_instansi || !row.wrapped) throw new Refused({ code: 'complaints.at-province' });
  const dataKey = openRow(t, report.number, row);
  if (!dataKey) throw new Refused({ code: 'complaints.key-locked' });
  return dataKey;
}

/** With what is open now; undefined when that is not enough. */
export function openRow(ctx: Context, number: string, row: DataKeyRow): Buffer | undefined {
  if (row.for_instansi || !row.wrapped) return undefined;
  if (row.generation === null) return unwrapByHouse(ctx, number, row.wrapped);
  const privateKey = openKeyOf(ctx)?.group.get(row.generation);
  return privateKey && unwrapByGroup(privateKey, number, row.wrapped);
}

/** For who gave the right code. Undefined for a report from before data keys. */
export async function dataKeyForReporter(t: TenantContext, report: { id: string; number: string }, code: string): Promise<Buffer | undefined> {
  const row = await findDataKey(t.tx, t.instansi, report.id);
  return row?.code_wrapped ? openBytes(await keyOfCode(t, report.number, code), row.code_wrapped, `${report.number}/code`) : undefined;
}

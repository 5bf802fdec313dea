import type { LetterField } from '../../../engines/documents/letter/letter-definition.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { FILLED_BY_THE_LETTER, type LetterType } from '../../letter-types/contract.ts';
import type { TypeRow } from '../contract.ts';
import { codesOf, organizationOf, typesOf } from './ports.ts';

/** @throws Refused `outgoing.no-such-type`, `outgoing.issued-elsewhere` */
export async function mustType(t: TenantContext, id: string, day: CalendarDay): Promise<LetterType> {
  const type = await typesOf(t).typeInForce(t, id, day);
  if (!type || !isWrittenHere(type)) throw new Refused({ code: type?.issuedIn === 'srikandi' ? 'outgoing.issued-elsewhere' : 'outgoing.no-such-type', fields: [{ path: 'type', message: 'Pilih dari daftar.' }] });
  return type;
}
/** The version that a letter was handed on with; while it is written, the one in force. */
export const typeFor = async (t: TenantContext, { type, typeVersion }: { type: string; typeVersion?: string }, day: CalendarDay): Promise<LetterType> =>
  (typeVersion && (await typesOf(t).typeOfVersion(t, typeVersion))) || mustType(t, type, day);
const isWrittenHere = (type: LetterType): boolean => type.issuedIn === 'pendopo' && type.written;

/** The code of a letter must be in force on its date. @throws Refused `outgoing.code-not-in-force` */
export async function mustCodeInForce(t: TenantContext, { classification }: { classification: string }, type: Pick<LetterType, 'classification'>, day: CalendarDay): Promise<void> {
  const code = classification || type.classification;
  if (code !== '' && (await codesOf(t).titleOn(t, code, day)) === undefined) throw new Refused({ code: 'outgoing.code-not-in-force', data: { code }, fields: [{ path: 'classification', message: 'Pilih kode yang berlaku.' }] });
}

/** Beside those that every letter fills: what stands in its head. */
const FROM_THE_HEAD: ReadonlySet<string> = new Set([...FILLED_BY_THE_LETTER, 'dari', 'untuk_perhatian']);
/** Fields that are asked for on the form of this kind. */
export const ownFields = (type: LetterType): LetterField[] => type.fields.filter((field) => !FROM_THE_HEAD.has(field.id) && !(field.id in type.fixed));
export const needsBody = (type: LetterType): boolean => type.fields.some((field) => field.id === 'isi' && field.required);

export const typeRow = (type: LetterType): TypeRow => ({
  id: type.id, family: type.family, title: type.title, usualSigner: type.usualSigner, needsAddressee: type.needsAddressee, needsBody: type.fields.some((field) => field.id === 'isi'), classification: type.classification, skeleton: type.skeleton, initials: type.initials,
  fields: ownFields(type).map(({ id, label, type: kind, required, columns }) => ({ id, label, type: kind, required, ...(columns ? { columns } : {}) })),
});
export const listTypes = (ctx: Context) =>
  readTenant(ctx, async (t) => ({ items: (await typesOf(t).listInForce(t, await organizationOf(t).today(t))).filter(isWrittenHere).map(typeRow) }));

import { networkOfIp } from '../../../platform/request/rate-limit.ts';
import { identifierRefusals } from '../../../engines/identifiers/refusals.ts';
import { parseNik } from '../../../engines/identifiers/nik.ts';
import { parsePhone } from '../../../engines/identifiers/phone.ts';
import { audit, type AuditEntry } from '../../../platform/audit/audit.ts';
import type { House } from '../../../platform/house.ts';
import { dayIn, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { normalizePublicCode } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import { INSTALLATION, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { HatChoice } from '../contract/shared.ts';
import { isEmail } from '../rules/what-an-identifier-is.ts';
import { isSecondFactorCompulsory } from '../rules/second-factor-is-compulsory.ts';
import { switchInstansi } from '../storage/chain.ts';
import type { HatRow } from '../storage/people.ts';

// Chapters: days and hats · numbers of people · fields that need another look · the two audit chains · codes

/** Orders run by days; where the institution is not known yet the western zone's day is used. */
export const today = (house: House): CalendarDay => dayIn(house.clock.now(), 'WIB');
export const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

export const toHat = ({ duties, ...hat }: HatRow): HatChoice => ({
  holdingId: hat.holdingId, instansi: hat.instansi, instansiName: hat.instansiName, title: hat.title, capacity: hat.capacity,
  unitId: hat.unitId, unitName: hat.unitName, needsSecondFactor: isSecondFactorCompulsory(duties),
});

/** One purpose for everybody who keeps a NIK, so that the same NIK is found in every table. */
const NIK = 'nik';
export const sealNik = (house: House, nik: string) => ({ hash: house.secrets.hash(NIK, nik), sealed: house.secrets.seal(NIK, nik) });
export const hashNik = (house: House, nik: string): Buffer => house.secrets.hash(NIK, nik);
export const openNik = (house: House, sealed: Uint8Array): string => house.secrets.open(NIK, sealed);

/** Collects what is wrong with several fields before refusing once. */
export class Faults {
  readonly fields: FieldRefusal[] = [];
  add(path: string, message: string): void {
    this.fields.push({ path, message });
  }
  /** The value, or undefined after noting why not. */
  take<T>(path: string, result: Result<T>): T | undefined {
    if (result.ok) return result.value;
    this.add(path, sentenceOf(result.refusal, identifierRefusals));
    return undefined;
  }
  /** What a schema makes of the text, or undefined after noting its sentence. */
  read<T>(path: string, schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } } }, value: unknown): T | undefined {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.add(path, parsed.error.issues[0]!.message);
    return undefined;
  }
  /** @throws Refused `request.invalid` when anything was noted */
  refuse(): void {
    if (this.fields.length > 0) throw new Refused({ code: 'request.invalid', fields: this.fields });
  }
}

export const readNik = (house: House, nik: string, birthDate?: string) => parseNik(nik, { today: today(house), ...(birthDate ? { birthDate } : {}) });

/** Phone as +62…, e-mail in lower case; null when not given. */
export function readContact(faults: Faults, given: { phone?: string | undefined; email?: string | undefined }): { phone: string | null; email: string | null } {
  const phone = given.phone ? (faults.take('phone', parsePhone(given.phone))?.e164 ?? null) : null;
  const email = given.email ? given.email.toLowerCase() : null;
  if (email && !isEmail(email)) faults.add('email', 'Tulis alamat surel seperti nama@contoh.id.');
  return { phone, email };
}

export function birthDateFault(house: House, day: string): string | undefined {
  if (day > today(house)) return 'Tanggal lahir belum tiba. Periksa lagi tahunnya.';
  return day < '1900-01-01' ? 'Tanggal lahir terlalu lama. Periksa lagi tahunnya.' : undefined;
}

/** Writes into the institution's chain and, since accounts belong to no institution, into the installation's own. */
export async function auditBoth(t: TenantContext, entry: AuditEntry): Promise<void> {
  await audit(t, entry);
  if (t.instansi === INSTALLATION) return;
  await switchInstansi(t.tx, INSTALLATION);
  await audit({ ...t, instansi: INSTALLATION }, { ...entry, detail: { ...entry.detail, instansi: t.instansi } });
  await switchInstansi(t.tx, t.instansi);
}

/** ABCD-EFGH-JKLM as typed → the keyed hash under which it is kept. */
export const hashCode = (house: House, code: string): Buffer => house.secrets.hash('code', normalizePublicCode(code));
export const groupCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** IPv6 addresses of one subscriber share their first four groups. */
export const networkOf = (ctx: Context): string => networkOfIp(ctx.ip.replace('::ffff:', ''));

import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { GRANTING, grantingBody, KINDS, kindsBody, type GrantingBody, type KindsBody } from '../catalogue-files.ts';
import type { LeaveKind } from '../contract/shapes.ts';
import { policies } from '../storage/balances.ts';

/** The kinds that are in force on the day: the institution's latest version by then, else the catalogue's. */
export async function kindsOn(t: TenantContext, day: CalendarDay): Promise<KindsBody> {
  const found = (await policies(t.tx, t.instansi, 'kinds')).find((one) => one.validFrom <= day);
  return found ? kindsBody.parse(found.body) : KINDS;
}
export async function grantingOn(t: TenantContext, day: CalendarDay): Promise<GrantingBody> {
  const found = (await policies(t.tx, t.instansi, 'granting')).find((one) => one.validFrom <= day);
  return found ? grantingBody.parse(found.body) : GRANTING;
}

/** @throws Refused `leave.kind` */
export function kindOf(kinds: KindsBody, code: string): LeaveKind {
  const kind = kinds.kinds.find((one) => one.code === code);
  if (!kind) throw new Refused({ code: 'leave.kind', fields: [{ path: 'kind', message: 'Pilih jenis cuti dari daftar.' }] });
  return kind;
}

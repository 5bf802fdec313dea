import type { CalendarDay, Zone } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { mustHat, mustViewer, type Hat, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import type { Person } from '../rules/disposal-state.ts';
import { possibleFor, type FolderAction, type FolderRole } from '../rules/folder-actions.ts';
import type { FolderRecord } from '../storage/folders.ts';
import { institutionOf, organizationOf } from './ports.ts';

/** Who looks at folders today, and how far. */
export interface Who {
  account: string;
  hat: Hat;
  day: CalendarDay;
  zone: Zone;
  /** Units whose folders are kept or read; `null` for all. The head of region's own unit has everybody below it, so it stands alone. */
  units: string[] | null;
  isArchivist: boolean;
  mayFile: boolean;
}
export async function whoLooks(t: TenantContext): Promise<Who> {
  const hat = mustHat(t);
  const { accountId: account } = mustViewer(t);
  const organization = organizationOf(t);
  const [{ zone }, day] = await Promise.all([institutionOf(t), organization.today(t)]);
  const isArchivist = hat.permissions.has('archive.keep');
  const units = isArchivist || hat.duties.includes('auditor') ? null : hat.unitKind === 'head-of-region' ? [hat.unitId] : await organization.unitsBelow(t, hat.unitId);
  return { account, hat, day, zone, units, isArchivist, mayFile: hat.permissions.has('archive.file') };
}
export const sees = (who: Who, unit: string): boolean => who.units === null || who.units.includes(unit);
export function rolesFor(who: Who, folder: Pick<FolderRecord, 'unit'>): FolderRole[] {
  return [...(who.mayFile && who.units?.includes(folder.unit) ? (['keeper'] as const) : []), ...(who.isArchivist ? (['archivist'] as const) : [])];
}
export const actionsFor = (who: Who, folder: FolderRecord): FolderAction[] => possibleFor(folder, rolesFor(who, folder), who.day);

export const personOf = (holder: Holder): Person => ({ account: holder.accountId ?? '', person: holder.personId, name: holder.name, title: holder.title });
/** The one who acts, by the post that is worn. @throws Refused `request.not-allowed` when its holding gives no rights today */
export async function actingPerson(t: TenantContext): Promise<Person> {
  const organization = organizationOf(t);
  const holder = await organization.holdingInForce(t, mustHat(t).holdingId, await organization.today(t));
  if (!holder) throw new Refused({ code: 'request.not-allowed' });
  return { ...personOf(holder), account: mustViewer(t).accountId };
}

import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';

/** What the hat may manage decides which numbers are asked for. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api;
  const may = (permission: string) => hat.permissions.includes(permission);
  try {
    const [units, calendars, trail] = await Promise.all([
      api.organization.listUnits({}),
      api.calendar.listCalendars({}),
      may('audit.read') ? api['audit-trail'].describeTrail({}) : null,
    ]);
    return {
      title: 'Kelola', unitName: hat.unitName,
      units: units.items.length, desa: units.items.filter((unit) => unit.kind === 'desa').length,
      drafts: calendars.items.filter((calendar) => calendar.hasDraft).length, trail, mayOrganize: may('organization.manage'), mayCalendar: may('calendar.manage'), ownUnit: hat.unitId,
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

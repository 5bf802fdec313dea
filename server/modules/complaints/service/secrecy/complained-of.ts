import type { TenantContext } from '../../../../platform/request/context.ts';
import type { LoadedReport } from '../../storage/reports.ts';
import { organizationOf } from '../ports.ts';
import { contentOf } from '../words-of.ts';

/** Whether one of the units is the one complained of, or stands below or above it: it may neither lead nor support. */
export async function complainedOf(t: TenantContext, report: LoadedReport, units: readonly string[]): Promise<boolean> {
  const unit = contentOf(t, report).about?.unit;
  if (!unit) return false;
  const near = new Set([unit, ...(await organizationOf(t).unitsBelow(t, unit)), ...(await organizationOf(t).unitsAbove(t, unit))]);
  return units.some((one) => near.has(one));
}

import { clauseText, ORGANISATION_PREDICATES, type OrganisationPredicate } from '../../../engines/performance/distribution.ts';
import { RATINGS } from '../../../engines/performance/predicate.ts';
import { catalogueRules } from '../../../engines/performance/rules.ts';
import type { PerformanceSettings } from '../../../engines/performance/rules-format.ts';
import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import * as storage from '../storage/settings.ts';
import { organizationOf } from './ports.ts';

/** What is in force on a day: the institution's own rules, before any those of the catalogue. */
export const settingsOn = async (t: TenantContext, day: CalendarDay): Promise<PerformanceSettings> => (await storage.settingOn(t.tx, t.instansi, day))?.rules ?? catalogueRules().settings;

export const getPerformanceSettings = (ctx: Context) => readTenant(ctx, async (t) => {
  const today = await organizationOf(t).today(t);
  const rules = catalogueRules();
  const all = (await storage.listSettings(t.tx, t.instansi)).map((one) => ({ ...one, madeAt: one.madeAt.toISOString() }));
  const own = all.find((one) => one.validFrom <= today);
  return {
    today, all, current: own ?? { id: null, validFrom: '2023-01-01', legalBasis: rules.legalBasis.house?.title ?? '', rules: rules.settings, madeBy: 'Bawaan Pendopo', madeAt: '2023-01-01T00:00:00.000Z' },
    patterns: (Object.keys(ORGANISATION_PREDICATES) as OrganisationPredicate[]).map((predicate) => ({ predicate, title: ORGANISATION_PREDICATES[predicate], clauses: rules.distribution[predicate].map(clauseText), headRating: RATINGS[rules.headRating[predicate]] })),
    credit: Object.entries(rules.credit.coefficients).map(([level, coefficient]) => ({ level, coefficient })), basis: rules.legalBasis,
  };
});

export const savePerformanceSettings = (ctx: Context, input: { validFrom: CalendarDay; legalBasis: string; rules: PerformanceSettings }) => inTenant(ctx, async (t) => {
  if (input.validFrom < (await organizationOf(t).today(t))) throw new Refused({ code: 'performance.settings-past', fields: [{ path: 'validFrom', message: 'Pilih hari ini atau sesudahnya.' }] });
  const id = uuidv7();
  const saved = await storage.insertSetting(t.tx, t.instansi, { id, ...input, madeBy: mustViewer(t).name, madeAt: t.house.clock.now() });
  if (saved === 0) throw new Refused({ code: 'performance.settings-taken', fields: [{ path: 'validFrom', message: 'Pilih hari lain.' }] });
  await audit(t, { action: 'performance.settings-saved', object: 'performance-setting', objectId: id, detail: { validFrom: input.validFrom, legalBasis: input.legalBasis, source: input.rules.source } });
  return { id };
});

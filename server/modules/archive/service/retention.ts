import { addDays, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { compareCodes } from '../../../engines/documents/numbering/classification-code.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { ArchiveSettings } from '../contract.ts';
import type { RetentionFields } from '../contract/words.ts';
import { ruleFor } from '../rules/retention-is-inherited.ts';
import { retentionDates } from '../rules/retention-clock.ts';
import * as storage from '../storage/classification.ts';
import { saveSchedules, unscheduled, type Schedule } from '../storage/folders.ts';
import { organizationOf } from './ports.ts';
import { settingsOf } from './settings.ts';
import { codesOn, mustCode, retentionRow, rulesOn } from './tree.ts';

// Chapters: the schedule · changing it · what a closed folder gets of it

const PAGE = 100;
export const listRetention = (ctx: Context, { query, all, after }: { query: string; all: boolean; after: string }) =>
  readTenant(ctx, async (t) => {
    const day = await organizationOf(t).today(t);
    const [codes, rules] = await Promise.all([codesOn(t, day), rulesOn(t, day)]);
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = codes.flatMap((code) => retentionRow(code, rules) ?? []);
    const wanted = rows.filter((row) => (all || row.from === row.code) && (words.length === 0 || row.code.startsWith(query.trim()) || words.every((word) => row.title.toLowerCase().includes(word))) && (after === '' || compareCodes(row.code, after) > 0));
    return { items: wanted.slice(0, PAGE), ...(wanted.length > PAGE ? { next: wanted[PAGE - 1]!.code } : {}), own: rules.size, without: codes.length - rows.length };
  });

/** Folders that closed before their code had a schedule get it now. @throws Refused `archive.no-such-code`, `.code-earlier` */
export const saveRetention = (ctx: Context, { code, fromDay, ...fields }: RetentionFields & { code: string; fromDay: CalendarDay }) =>
  inTenant(ctx, async (t) => {
    await storage.lockLists(t.tx, t.instansi);
    await mustCode(t, code, fromDay);
    await replaceRetention(t, [{ ...fields, code }], fromDay);
    await audit(t, { action: 'archive.retention-saved', object: 'retention', detail: { code, fromDay, ...fields } });
    return { scheduled: await scheduleClosed(t) };
  });

/** From a day on these hold; what held before ends the day before. */
export async function replaceRetention(t: TenantContext, rules: readonly (RetentionFields & { code: string })[], fromDay: CalendarDay): Promise<void> {
  await storage.endRetention(t.tx, t.instansi, rules.map(({ code }) => code), addDays(fromDay, -1));
  // What began on that very day has no day left before it.
  await storage.insertRetention(t.tx, t.instansi, rules.map((rule) => ({ ...rule, id: uuidv7(), fromDay })));
}

export const endRetention = (ctx: Context, { code, lastDay }: { code: string; lastDay: CalendarDay }) =>
  inTenant(ctx, async (t) => {
    await storage.lockLists(t.tx, t.instansi);
    const own = (await rulesOn(t, addDays(lastDay, 1))).get(code);
    if (!own) throw new Refused({ code: 'archive.no-such-code', data: { code } });
    if (own.fromDay > lastDay) throw new Refused({ code: 'archive.code-earlier', data: { day: own.fromDay }, fields: [{ path: 'lastDay', message: `Paling awal ${own.fromDay}.` }] });
    await storage.endRetention(t.tx, t.instansi, [code], lastDay);
    await audit(t, { action: 'archive.retention-ended', object: 'retention', detail: { code, lastDay } });
    return { lastDay };
  });

/** What a folder that closed on a day is bound to; undefined while neither its code nor one above it has a schedule. */
export function scheduleFor(code: string, closedOn: CalendarDay, rules: ReadonlyMap<string, storage.RetentionRecord>, { start }: ArchiveSettings): Schedule | undefined {
  const found = ruleFor(code, rules);
  if (!found) return undefined;
  const { activeYears, inactiveYears, fate, basis, security, access } = found.rule;
  return { rule: { activeYears, inactiveYears, fate, basis, security, access, from: found.from, start }, fate, ...retentionDates(closedOn, found.rule, start) };
}

export async function scheduleClosed(t: TenantContext): Promise<number> {
  const folders = await unscheduled(t.tx, t.instansi);
  if (folders.length === 0) return 0;
  const [rules, settings] = await Promise.all([rulesOn(t, await organizationOf(t).today(t)), settingsOf(t)]);
  const found = folders.flatMap(({ id, code, closedOn }) => {
    const schedule = scheduleFor(code, closedOn, rules, settings);
    return schedule ? [{ id, schedule }] : [];
  });
  await saveSchedules(t.tx, t.instansi, found);
  return found.length;
}

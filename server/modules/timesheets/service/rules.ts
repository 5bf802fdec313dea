import { policyFormat, type PolicyText } from '../../../engines/attendance/policy.ts';
import { catalogueSchemes } from '../../../engines/attendance/scheme.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { unitKinds, type UnitKind } from '../../organization/contract.ts';
import type { PolicyInput } from '../contract.ts';
import * as storage from '../storage/rules.ts';
import { effectOf } from './effect.ts';
import { unitTree } from './judge.ts';
import { policiesOf, readPolicy, ruleFinder } from './policies.ts';
import { organizationOf } from './ports.ts';
import { namedTwice, ruleOn, sameScope, unitsReached, type Scope } from '../rules/the-nearest-rule-wins.ts';

// Chapters: the list · a form's fields and the rule · drafting · the effect · publishing

const found = (row: storage.PolicyRow | undefined): storage.PolicyRow => {
  if (!row) throw new Refused({ code: 'timesheets.unknown' });
  return row;
};
const KIND_WORDS: Record<UnitKind, string> = { 'head-of-region': 'Kepala daerah', dprd: 'DPRD', setda: 'Sekretariat daerah', dinas: 'Dinas', badan: 'Badan', inspektorat: 'Inspektorat', setwan: 'Sekretariat DPRD', bagian: 'Bagian', bidang: 'Bidang', uptd: 'UPTD (puskesmas, sekolah, pasar)', rsud: 'RSUD', kecamatan: 'Kecamatan', kelurahan: 'Kelurahan', desa: 'Desa', lainnya: 'Lainnya' };
type Tree = Awaited<ReturnType<typeof unitTree>>;
const reachOf = ({ units, unitKinds }: Scope, tree: Tree): string =>
  units.length > 0 ? units.map((unit) => tree.get(unit)?.name ?? 'unit yang sudah ditutup').join(', ') : unitKinds.length > 0 ? `Semua ${unitKinds.map((kind) => KIND_WORDS[kind]).join(', ')}` : 'Seluruh instansi';
const rowView = (row: storage.PolicyRow, inForce: ReadonlySet<string>, tree: Tree) => ({
  id: row.id, title: row.title, legalBasis: row.legalBasis, fromDay: row.fromDay, toDay: row.toDay, reach: reachOf(row, tree), state: row.state, inForce: inForce.has(row.id), ...(row.publishedBy && row.publishedAt ? { publishedBy: row.publishedBy, publishedAt: formatDate(row.publishedAt.toISOString().slice(0, 10)) } : {}),
});
/** Of each group the rule that holds today. */
function inForceToday(rows: readonly storage.PolicyRow[], today: CalendarDay): Set<string> {
  const published = rows.filter((row) => row.state === 'published');
  return new Set(published.flatMap((row) => ruleOn(published.filter((one) => sameScope(one, row)), today)?.id ?? []));
}
export const listPolicies = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const rows = await storage.listPolicies(t.tx, t.instansi);
    const [today, tree] = [await organizationOf(t).today(t), await unitTree(t, rows.flatMap((row) => row.units))];
    const current = inForceToday(rows, today);
    const ruleAt = ruleFinder(await policiesOf(t), tree);
    const general = ruleAt(undefined, today)?.id;
    const ofUnits = [...tree.values()].flatMap(({ id, name }) => {
      const rule = ruleAt(id, today);
      return rule && rule.id !== general ? [{ id, name, policy: rule.id, title: rule.title }] : [];
    });
    return { items: rows.map((row) => rowView(row, current, tree)), ofUnits: ofUnits.sort((a, b) => a.name.localeCompare(b.name, 'id-ID')), schemes: catalogueSchemes().map((one) => ({ id: one.id, title: `Skema ${one.id}: ${one.title}`, complete: one.absent !== undefined && one.missing.in !== undefined && one.missing.out !== undefined && one.late.length > 0 })) };
  });

const text = (hundredths: number): string => String(hundredths / 100);
type Bands = { code: string; from: number; to?: number | undefined; percent: number }[];
const bandsOf = (bands: Bands) => bands.map((one) => ({ ...one, percent: text(one.percent) }));
/** The fields of the form, from a stored rule or a scheme that was found; what a scheme leaves open stays empty or has the form's beginning. */
export const getPolicy = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    const tree = await unitTree(t, []);
    const choices = { units: [...tree.values()].filter((unit) => unit.kind !== 'desa').map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'id-ID')), kinds: unitKinds.filter((kind) => [...tree.values()].some((unit) => unit.kind === kind)).map((kind) => ({ id: kind, name: KIND_WORDS[kind] })) };
    if (id.startsWith('skema:')) {
      const scheme = catalogueSchemes().find((one) => one.id === id.slice(6));
      if (!scheme) throw new Refused({ code: 'timesheets.unknown' });
      return {
        ...choices,
        row: null,
        input: {
          title: '', legalBasis: '', late: bandsOf(scheme.late), early: bandsOf(scheme.early), ...(scheme.missing.in ? { missingIn: { ...scheme.missing.in, percent: text(scheme.missing.in.percent) } } : {}), ...(scheme.missing.out ? { missingOut: { ...scheme.missing.out, percent: text(scheme.missing.out.percent) } } : {}),
          ...(scheme.absent === undefined ? {} : { absent: text(scheme.absent) }), ...(scheme.cap === undefined ? {} : { cap: text(scheme.cap) }), ...(scheme.withoutLog === undefined ? {} : { withoutLogPercent: text(scheme.withoutLog), withoutLogPer: 'month' }), seconds: scheme.seconds, grace: scheme.grace, graceIs: scheme.graceIs,
        },
      };
    }
    const rows = await storage.listPolicies(t.tx, t.instansi);
    const row = found(rows.find((one) => one.id === id));
    const body = row.body as PolicyText & { late: unknown; early: unknown };
    const { missing, withoutLog, forgotten, title: _, legalBasis: __, ...rest } = body;
    return {
      ...choices,
      row: rowView(row, inForceToday(rows, await organizationOf(t).today(t)), tree),
      input: {
        ...rest, title: row.title, legalBasis: row.legalBasis, fromDay: row.fromDay, toDay: row.toDay, units: row.units, unitKinds: row.unitKinds, missingIn: missing.in, missingOut: missing.out, ...(withoutLog ? { withoutLogPercent: withoutLog.percent, withoutLogPer: withoutLog.per } : {}), ...(forgotten ? { forgottenPerMonth: forgotten.perMonth, forgottenWithinDays: forgotten.withinDays } : {}),
      },
    };
  });

/** The rule as the engine takes it. @throws Refused with the fields that are wrong */
export function bodyOf(input: PolicyInput): PolicyText {
  const { missingIn, missingOut, withoutLogPercent, withoutLogPer, forgottenPerMonth, forgottenWithinDays, legalBasis, fromDay: _, toDay: __, units: ___, unitKinds: ____, halfDayAt, cap, late, early, ...rest } = input;
  const clean = (bands: PolicyInput['late']) => bands.map(({ to, ...band }) => ({ ...band, ...(to === undefined ? {} : { to }) }));
  const body: PolicyText = {
    ...rest, legalBasis: { title: legalBasis, source: '', verified: true }, late: clean(late), early: clean(early), missing: { in: missingIn, out: missingOut }, ...(cap === undefined ? {} : { cap }), ...(halfDayAt === undefined ? {} : { halfDayAt: halfDayAt.replace('.', ':') }), forgotten: { perMonth: forgottenPerMonth, withinDays: forgottenWithinDays },
    ...(withoutLogPercent === undefined ? {} : { withoutLog: { percent: withoutLogPercent, per: withoutLogPer } }),
  };
  const read = policyFormat.safeParse(body);
  if (read.success) return body;
  const issue = read.error.issues[0]!;
  const at = String(issue.path[0] ?? '');
  const what = at === 'late' || at === 'early' ? `rentang ${at === 'late' ? 'terlambat' : 'pulang sebelum waktu'} mulai dari 1 menit, bersambung tanpa lompatan, dan yang terakhir tanpa batas atas.` : issue.message;
  throw new Refused({ code: 'timesheets.policy-invalid', data: { what }, fields: [{ path: at, message: what }] });
}

export const savePolicy = (ctx: Context, { id, ...input }: PolicyInput & { id: string }) =>
  inTenant(ctx, async (t) => {
    if (input.toDay && input.toDay < input.fromDay) throw new Refused({ code: 'timesheets.policy-days', fields: [{ path: 'toDay', message: 'Periksa tanggalnya.' }] });
    const [units, kinds] = [[...new Set(input.units)].sort(), [...new Set(input.unitKinds)].sort()];
    if (units.length > 0 && kinds.length > 0) throw new Refused({ code: 'timesheets.policy-reach', fields: [{ path: 'units', message: 'Kosongkan salah satunya.' }] });
    if ((await organizationOf(t).unitFacts(t, units)).size < units.length) throw new Refused({ code: 'timesheets.unknown', fields: [{ path: 'units', message: 'Ada unit yang tidak dikenal.' }] });
    const body = bodyOf(input);
    const before = await storage.lockPolicy(t.tx, t.instansi, id);
    if (before && before.state !== 'draft') throw new Refused({ code: 'timesheets.policy-published' });
    await storage.savePolicy(t.tx, t.instansi, { id, title: input.title, legalBasis: input.legalBasis, fromDay: input.fromDay, toDay: input.toDay ?? null, units, unitKinds: kinds, body, madeBy: mustViewer(t).name, madeAt: t.house.clock.now() });
    await audit(t, { action: 'timesheets.policy-drafted', object: 'policy', objectId: id, detail: { fromDay: input.fromDay } });
    return { id };
  });
export const dropPolicy = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockPolicy(t.tx, t.instansi, id));
    if (row.state !== 'draft') throw new Refused({ code: 'timesheets.policy-published' });
    await storage.deleteDraft(t.tx, t.instansi, id);
    await audit(t, { action: 'timesheets.policy-dropped', object: 'policy', objectId: id, detail: {} });
    return {};
  });

/** What would change in the open days if the draft were published; nothing is written. */
export const previewPolicy = (ctx: Context, { id }: { id: string }) =>
  inTenant(ctx, async (t) => {
    const draft = readPolicy(found(await storage.findPolicy(t.tx, t.instansi, id)));
    return effectOf(t, { from: draft.fromDay, units: unitsReached(await unitTree(t, draft.units), draft) }, draft);
  });

export const publishPolicy = (ctx: Context, { id, reason }: { id: string; reason: string }) =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockPolicy(t.tx, t.instansi, id));
    if (row.state !== 'draft') throw new Refused({ code: 'timesheets.policy-published' });
    await mustBeClear(t, row);
    await storage.withdrawOthers(t.tx, t.instansi, row);
    await storage.publishPolicy(t.tx, t.instansi, { id, by: `${mustViewer(t).name}, ${mustHat(t).title}`, at: t.house.clock.now(), reason });
    await audit(t, { action: 'timesheets.policy-published', object: 'policy', objectId: id, detail: { fromDay: row.fromDay, reason } });
    const reached = unitsReached(await unitTree(t, row.units), row);
    await emit(t, 'timesheets.policy-changed', { policy: id, from: row.fromDay, ...(reached ? { units: reached } : {}) });
    return { id };
  });
/** Of two rules that begin on one day and both name a unit nobody could tell which holds. */
async function mustBeClear(t: TenantContext, row: storage.PolicyRow): Promise<void> {
  for (const other of await storage.publishedPolicies(t.tx, t.instansi)) {
    const twice = namedTwice(row, other);
    if (twice.length === 0) continue;
    const tree = await unitTree(t, twice.filter((one) => one.length === 36));
    throw new Refused({ code: 'timesheets.policy-overlaps', data: { title: other.title, names: twice.map((one) => tree.get(one)?.name ?? KIND_WORDS[one as UnitKind] ?? one).join(', ') } });
  }
}

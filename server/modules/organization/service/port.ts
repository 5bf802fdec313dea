import { audit } from '../../../platform/audit/audit.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { principalOn, type OrganizationPort, type UnitFacts, type UnitLetterhead, type UnitQuestion } from '../contract.ts';
import { bareName } from '../rules/names-are-compared-bare.ts';
import { letterheadOf } from '../rules/letterhead-of-a-unit.ts';
import { reaches } from '../rules/unit-administrators-give-no-power.ts';
import { listHolders, listPlacements, mayReportTo, superiors } from '../storage/holdings.ts';
import * as people from '../storage/people.ts';
import { postTitles } from '../storage/posts.ts';
import * as units from '../storage/units.ts';
import { found, reachOf, today } from './shared.ts';

/** What later modules get as house part `organization`. */
export function createOrganizationPort(): OrganizationPort<TenantContext> {
  return {
    whoHeld: (t, post, day) => listHolders(t.tx, t.instansi, { post }, day),
    holderForSigning: async (t, unit, day) => (await listHolders(t.tx, t.instansi, { headOf: unit }, day))[0],
    holdingInForce: async (t, holding, day) => (await listHolders(t.tx, t.instansi, { holding }, day))[0],
    holdingsInForce: async (t, holdings, day) => new Map((await listHolders(t.tx, t.instansi, { holdings }, day)).map((holder) => [holder.holdingId, holder])),
    holdersWithDuty: (t, unitIds, duty, day) => listHolders(t.tx, t.instansi, { units: unitIds, duty }, day),
    holdersOf: (t, unit, day) => listHolders(t.tx, t.instansi, { unit }, day),
    placements: (t, of, from, to) => listPlacements(t.tx, t.instansi, of, from, to),
    superiorsOf: (t, holdings, day) => superiors(t.tx, t.instansi, holdings, day),
    reportsOf: async (t, person, day) => {
      const near = await mayReportTo(t.tx, t.instansi, person, day);
      if (near.length === 0) return [];
      const placed = [...Map.groupBy(await listPlacements(t.tx, t.instansi, { people: near }, day, day), (one) => one.person).values()].flatMap((all) => principalOn(all, day) ?? []);
      const above = await superiors(t.tx, t.instansi, placed.map((one) => one.holding), day);
      return placed.filter((one) => above.get(one.holding)?.personId === person);
    },
    resolveUnit: async (t, reference, question) => (await resolveUnits(t, [reference], question)).get(reference),
    resolveUnits,
    namesByCode: async (t) => new Map((await units.listUnits(t.tx, t.instansi, 'hide', await today(t))).map((unit) => [unit.code, unit.name])),
    unitFacts: async (t, ids) => new Map((await units.unitFacts(t.tx, t.instansi, ids)).map((unit) => [unit.id, unit])),
    unitsInForce: async (t) => (await units.listUnits(t.tx, t.instansi, 'hide', await today(t))).map(({ id, kind, code, name, region, parent }) => ({ id, kind, code, name, region, parent })),
    unitsBelow: (t, unit) => units.unitsBelow(t.tx, t.instansi, unit),
    unitsAbove: async (t, unit) => (await units.ancestorsOf(t.tx, t.instansi, unit)).map((one) => one.id).reverse(),
    letterheadOf: async (t, unit, day): Promise<UnitLetterhead> => letterheadOf(found(await units.letterheadRow(t.tx, t.instansi, unit, day ?? (await today(t))))),
    today,
    zone: async (t) => (await units.institutionOf(t.tx, t.instansi)).zone,
    mayManageUnit: async (t, unit) => t.viewer?.hat !== undefined && reaches(await reachOf(t), unit),
    linkAccount: async (t, person, account) => {
      const linked = await people.linkAccount(t.tx, t.instansi, person, account);
      if (linked) await audit(t, { action: 'organization.account-linked', object: 'person', objectId: person, detail: { account } });
      return linked;
    },
    namesOf: async (t, { accounts, posts }) => ({
      accounts: new Map((await people.namesByAccount(t.tx, t.instansi, accounts)).map((row) => [row.account, row.name])),
      posts: new Map((await postTitles(t.tx, t.instansi, posts)).map((row) => [row.id, row.title])),
    }),
    institutionsHeld: async (t, accounts, { from, to }) => {
      const held = new Map<string, Set<string>>();
      for (const { account, instansi } of await people.institutionsHeld(t.tx, accounts, from, to)) held.set(account, (held.get(account) ?? new Set()).add(instansi));
      return held;
    },
    accountsOf: async (t, asked) => new Map((await people.accountsOf(t.tx, t.instansi, asked)).map((row) => [row.person, row.account])),
    accountsByName: async (t, text) => {
      const bare = bareName(text);
      return bare === '' ? [] : people.accountsByName(t.tx, t.instansi, bare);
    },
  };
}

/** One statement for all references of a service; a closed unit stands for its successor. */
async function resolveUnits(t: TenantContext, references: readonly string[], question: UnitQuestion): Promise<Map<string, UnitFacts>> {
  const regions = question.regionCodes ?? {};
  const regionOf = (reference: string): string | undefined => regions[reference.slice(reference.indexOf(':') + 1)];
  const start = (word: string) => references.filter((one) => one.startsWith(`${word}:`));
  const owner = question.ownerUnitId;
  const parent = owner && references.includes('parent') ? await units.parentOf(t.tx, t.instansi, owner) : null;
  const villages = start('village').map(regionOf).filter((code) => code?.length === 13) as string[];
  const districts = start('district').map((one) => regionOf(one)?.slice(0, 8)).filter((code) => code?.length === 8) as string[];
  const rows = await units.unitsForReferences(t.tx, t.instansi, {
    ids: [owner, parent].filter((id) => typeof id === 'string'), codes: start('unit').map((one) => one.slice(5)), villages, districts,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const day: CalendarDay = await today(t);
  const open = (row: (typeof rows)[number] | undefined): UnitFacts | undefined => {
    for (let step = 0; row && step < 10; step++) {
      if (row.toDay === null || row.toDay >= day) return { id: row.id, kind: row.kind, code: row.code, name: row.name, region: row.region, parent: row.parent };
      row = row.successor === null ? undefined : byId.get(row.successor);
    }
    return undefined;
  };
  /** Of several that served the region, the open one; else the successor of a closed one. */
  const pick = (fits: (row: (typeof rows)[number]) => boolean): UnitFacts | undefined => {
    const fitting = rows.filter(fits);
    return open(fitting.find((row) => row.toDay === null || row.toDay >= day) ?? fitting[0]);
  };
  const resolved = new Map<string, UnitFacts>();
  for (const reference of references) {
    const region = regionOf(reference);
    const unit =
      reference === 'owner' ? open(owner ? byId.get(owner) : undefined)
      : reference === 'parent' ? open(parent ? byId.get(parent) : undefined)
      : reference.startsWith('unit:') ? open(rows.find((row) => row.code === reference.slice(5)))
      : region === undefined ? undefined
      : reference.startsWith('village:') ? pick((row) => row.region === region && (row.kind === 'desa' || row.kind === 'kelurahan'))
      : pick((row) => row.region === region.slice(0, 8) && row.kind === 'kecamatan');
    if (unit) resolved.set(reference, unit);
  }
  return resolved;
}

import { identifierRefusals } from '../../../engines/identifiers/refusals.ts';
import { maskNik, parseNik } from '../../../engines/identifiers/nik.ts';
import { compareNipWithNik, parseNip } from '../../../engines/identifiers/nip.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holding, PersonDetail, PersonFields, PersonSummary } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { bareName, splitName } from '../rules/names-are-compared-bare.ts';
import { reaches, type Reach } from '../rules/unit-administrators-give-no-power.ts';
import { listHoldings } from '../storage/holdings.ts';
import * as storage from '../storage/people.ts';
import { unitsBelow } from '../storage/units.ts';
import { found, given, mustBeUnchanged, reachOf, today } from './shared.ts';

const postsOf = (holdings: Holding[]) =>
  holdings.filter((one) => one.inForce).map((one) => ({ post: one.post, title: one.postTitle, unit: one.unit, unitName: one.unitName, capacity: one.capacity }));

export const listPeople = (ctx: Context, input: Input<'listPeople'>): Promise<{ items: PersonSummary[]; next?: string }> =>
  inTenant(ctx, async (t) => {
    const reach = await reachOf(t);
    if (input.unit && !reaches(reach, input.unit)) throw new Refused({ code: 'organization.not-your-unit' });
    const units = input.unit ? await unitsBelow(t.tx, t.instansi, input.unit) : reach.whole ? null : [...reach.units];
    const day = await today(t);
    const rows = await storage.listPeople(t.tx, t.instansi, {
      pattern: bareName(input.query).replace(/[\\%_]/g, ''), nip: input.query.replace(/\D/g, ''), units, after: cursorOf(input.cursor), limit: input.limit + 1, day,
    });
    const shown = rows.slice(0, input.limit);
    const holdings = Map.groupBy(await listHoldings(t.tx, t.instansi, { people: shown.map((one) => one.id) }, day), (one) => one.person);
    const last = shown.at(-1);
    return {
      items: shown.map((one) => ({ id: one.id, name: one.name, nip: one.nip, rank: one.rank, employment: one.employment, hasAccount: one.account !== null, posts: postsOf(holdings.get(one.id) ?? []) })),
      ...(rows.length > input.limit && last ? { next: Buffer.from(JSON.stringify([last.bareName, last.id])).toString('base64url') } : {}),
    };
  });

function cursorOf(text: string | undefined): { name: string; id: string } | null {
  if (!text) return null;
  try {
    const [name, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown];
    if (typeof name === 'string' && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)) return { name, id };
  } catch {
    // falls through: a cursor is only ever one that we gave
  }
  throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Penanda halaman tidak dikenal. Mulai lagi dari halaman pertama.' }] });
}

export const getPerson = (ctx: Context, { id }: Input<'getPerson'>): Promise<PersonDetail> =>
  inTenant(ctx, async (t) => {
    const person = found(await storage.findPerson(t.tx, t.instansi, id));
    const holdings = await listHoldings(t.tx, t.instansi, { people: [id] }, await today(t));
    mustReach(await reachOf(t), holdings);
    return {
      id, name: person.name, nip: person.nip, rank: person.rank, employment: person.employment, hasAccount: person.account !== null, posts: postsOf(holdings),
      nikMasked: person.nikSealed ? maskNik(t.house.secrets.open('nik', person.nikSealed)) : null,
      phone: person.phone, email: person.email, account: person.account, version: person.version, holdings,
    };
  });

/** A unit administrator sees and changes people of the own units, and those whom nobody has placed yet. */
function mustReach(reach: Reach, holdings: Holding[]): void {
  if (!reach.whole && holdings.length > 0 && !holdings.some((one) => reach.units.has(one.unit))) throw new Refused({ code: 'request.not-found' });
}

export const createPerson = (ctx: Context, input: Input<'createPerson'>): Promise<{ id: string; warnings: string[] }> =>
  inTenant(ctx, async (t) => {
    const { row, warnings } = checkPerson(t, uuidv7(), input, await today(t));
    await mustBeNew(t, row);
    await storage.insertPeople(t.tx, t.instansi, [row]);
    await audit(t, { action: 'organization.person-created', object: 'person', objectId: row.id, detail: { name: row.name, nip: row.nip, hasNik: row.nikHash !== null, employment: row.employment } });
    return { id: row.id, warnings };
  });

export const updatePerson = (ctx: Context, { id, version, ...input }: Input<'updatePerson'>): Promise<{ version: number; warnings: string[] }> =>
  inTenant(ctx, async (t) => {
    const person = found(await storage.lockPerson(t.tx, t.instansi, id));
    const day = await today(t);
    mustReach(await reachOf(t), await listHoldings(t.tx, t.instansi, { people: [id] }, day));
    mustBeUnchanged(person, version);
    const fields = given(input);
    const { row, warnings } = checkPerson(t, id, { ...person, nik: person.nikSealed ? t.house.secrets.open('nik', person.nikSealed) : null, ...fields }, day);
    await mustBeNew(t, row);
    await storage.savePeople(t.tx, t.instansi, [row]);
    // What changed is told by name of the field; a NIK never stands in the trail.
    const touched = (['name', 'nip', 'rank', 'phone', 'email', 'employment'] as const).filter((key) => (person[key] ?? null) !== (row[key] ?? null));
    const nikChanged = !(person.nikHash ?? Buffer.alloc(0)).equals(row.nikHash ?? Buffer.alloc(0));
    await audit(t, { action: 'organization.person-updated', object: 'person', objectId: id, detail: { fields: [...touched, ...(nikChanged ? ['nik'] : [])] } });
    return { version: person.version + 1, warnings };
  });

async function mustBeNew(t: TenantContext, row: storage.NewPerson): Promise<void> {
  const twins = (await storage.peopleByIdentity(t.tx, t.instansi, row.nip ? [row.nip] : [], row.nikHash ? [row.nikHash] : [])).filter((one) => one.id !== row.id);
  const byNip = twins.find((one) => row.nip !== null && one.nip === row.nip);
  if (byNip) throw new Refused({ code: 'organization.nip-taken', data: { name: byNip.name } });
  if (twins[0]) throw new Refused({ code: 'organization.nik-taken', data: { name: twins[0].name } });
}

/** Checks NIP and NIK by rule and makes the row to be stored: NIK sealed, with a keyed hash to find it by. */
function checkPerson(t: Pick<TenantContext, 'house'>, id: string, fields: PersonFields, day: string): { row: storage.NewPerson; warnings: string[] } {
  const warnings: string[] = [];
  const faults: { path: string; message: string }[] = [];
  const nip = fields.nip?.trim() ? parseNip(fields.nip, { today: day }) : null;
  const nik = fields.nik?.trim() ? parseNik(fields.nik, { today: day }) : null;
  if (nip && !nip.ok) faults.push({ path: 'nip', message: sentenceOf(nip.refusal, identifierRefusals) });
  if (nik && !nik.ok) faults.push({ path: 'nik', message: sentenceOf(nik.refusal, identifierRefusals) });
  if (faults.length > 0) throw new Refused({ code: 'organization.identity-wrong', data: { sentence: faults[0]!.message }, fields: faults });
  if (nip?.ok) warnings.push(...nip.value.warnings.map((warning) => warning.message));
  if (nip?.ok && nik?.ok) warnings.push(...compareNipWithNik(nip.value, nik.value).map((warning) => warning.message));
  const name = splitName(fields.name);
  return {
    warnings,
    row: {
      id, name: name.name, bareName: name.bare, nip: nip?.ok ? nip.value.nip : null,
      nikHash: nik?.ok ? t.house.secrets.hash('nik', nik.value.nik) : null, nikSealed: nik?.ok ? t.house.secrets.seal('nik', nik.value.nik) : null,
      rank: fields.rank || null, phone: fields.phone || null, email: fields.email || null, employment: fields.employment,
    },
  };
}

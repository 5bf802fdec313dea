import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { Institution } from '../../../platform/request/authenticator.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { bareName, createInstitutionMatcher } from '../../assessments/contract.ts';
import type { Region } from '../../wilayah/contract.ts';
import type { Input } from '../operation-input.ts';
import * as storage from '../storage/participants.ts';
import { campaignOf, tell } from './campaigns.ts';
import { institutionsOf, wilayahOf } from './ports.ts';

// Chapters: adding · by region · by list · removing

type Named = Pick<storage.Participant, 'kind' | 'name' | 'region'>;

export const addParticipants = (ctx: Context, asked: Input<'addParticipants'>): Promise<{ added: number; already: number }> =>
  inTenant(ctx, async (t) => {
    const campaign = await campaignOf(t, asked.id);
    if (campaign.state === 'closed') throw new Refused({ code: 'evaluation.not-open' });
    // Who organises does not take part: nobody assesses the own institution.
    const others = (await institutionsOf(t).all(t.house, t.tx)).filter(({ id }) => id !== t.instansi);
    const named = asked.how === 'installation' ? others.map(asNamed).filter(matches(asked)) : asked.how === 'regions' ? await byRegion(t, asked) : await byList(t, asked.names, others);
    if (named.length === 0) throw new Refused({ code: 'evaluation.nobody-added' });
    const tenants = new Map(others.map((one) => [keyOf(asNamed(one)), one.id]));
    const rows = named.map((one) => ({ id: uuidv7(), ...one, bareName: bareName(one.name), tenant: tenants.get(keyOf(one)) ?? null }));
    const added = new Set(await storage.insertParticipants(t.tx, t.instansi, campaign.id, rows));
    if (added.size > 0) await audit(t, { action: 'evaluation.participants-added', object: 'campaign', objectId: campaign.id, detail: { how: asked.how, added: added.size } });
    if (campaign.state === 'open') for (const { id, tenant } of rows) if (tenant !== null && added.has(id)) await tell(t, campaign.id, tenant);
    return { added: added.size, already: named.length - added.size };
  });

/** One institution is its region, a ministry its name. */
const keyOf = ({ kind, name, region }: Named): string => (kind === 'central' ? bareName(name) : region!);
const asNamed = ({ kind, name, region }: Institution): Named => (kind === 'ministry' ? { kind: 'central', name, region: null } : { kind, name: kind === 'province' && !/^provinsi/i.test(name) ? `Provinsi ${name}` : name, region });
const matches = ({ kind, province }: { kind?: string | undefined; province?: string | undefined }) => (one: Named): boolean => (!kind || one.kind === kind) && (!province || one.region?.slice(0, 2) === province);

export async function allRegions(t: TenantContext): Promise<Region[]> {
  const [provinces, below] = await Promise.all([wilayahOf(t).everywhere('province', t), wilayahOf(t).everywhere('regency', t)]);
  return [...provinces, ...below];
}
const kindOfRegion = ({ level, name }: Region): Named['kind'] => (level === 'province' ? 'province' : /^kota\b/i.test(name) ? 'city' : 'regency');
export const ofRegion = (region: Region): Named => ({ kind: kindOfRegion(region), name: region.level === 'province' ? `Provinsi ${region.name}` : region.name, region: region.code });

const byRegion = async (t: TenantContext, asked: { kind?: string | undefined; province?: string | undefined }): Promise<Named[]> => (await allRegions(t)).map(ofRegion).filter(matches(asked));

/** Names or region codes, one a line. All or none: a name that is not clear is said with its line. */
async function byList(t: TenantContext, names: string, others: readonly Institution[]): Promise<Named[]> {
  const whose = await readNames(t, names);
  const here = new Map(others.map((one) => [bareName(one.name), asNamed(one)]));
  const faults = whose.flatMap(({ line, name, why }) => (why && !here.has(bareName(name)) ? [`Baris ${line}: ${why}`] : []));
  if (faults.length > 0) throw new Refused({ code: 'evaluation.bad-names', data: { faults: faults.slice(0, 10).join(' ') }, fields: [{ path: 'names', message: faults.slice(0, 10).join(' ') }] });
  const found = whose.map(({ name, region }) => here.get(bareName(name)) ?? (region ? ofRegion(region) : { kind: 'central' as const, name, region: null }));
  return [...new Map(found.map((one) => [keyOf(one), one])).values()];
}

/** What each line names, never by likeness: a region by name or code, else a ministry; or why it is not clear. */
export async function readNames(t: TenantContext, names: string): Promise<{ line: number; name: string; region?: Region; why?: string }[]> {
  const regions = await allRegions(t);
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const match = createInstitutionMatcher(regions);
  return names.split(/\r?\n/).flatMap((text, at) => {
    const name = text.replace(/\s+/g, ' ').trim().slice(0, 200);
    if (name === '') return [];
    const whose = match(name, '', /^\d{2}(\.\d{2})?$/.test(name) ? name : '');
    return [{ line: at + 1, name, ...(whose.ok ? whose.code !== null && { region: byCode.get(whose.code)! } : { why: whose.why }) }];
  });
}

export const removeParticipant = (ctx: Context, { id, participant: which }: Input<'removeParticipant'>): Promise<Record<string, never>> =>
  inTenant(ctx, async (t) => {
    const campaign = await campaignOf(t, id);
    const participant = await storage.lockParticipant(t.tx, t.instansi, which);
    if (!participant || participant.campaign !== id) throw new Refused({ code: 'evaluation.unknown' });
    if (campaign.state === 'closed') throw new Refused({ code: 'evaluation.not-open' });
    if (participant.submission !== null) throw new Refused({ code: 'evaluation.has-submitted' });
    await storage.deleteParticipant(t.tx, t.instansi, which);
    await audit(t, { action: 'evaluation.participant-removed', object: 'campaign', objectId: id, detail: { name: participant.name } });
    return {};
  });

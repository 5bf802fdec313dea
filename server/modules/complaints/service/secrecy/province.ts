import { audit } from '../../../../platform/audit/audit.ts';
import { emit } from '../../../../platform/events/events.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../../platform/module.ts';
import type { Institution } from '../../../../platform/request/authenticator.ts';
import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { ABOUT, aboutNames, type About } from '../../contract.ts';
import { goesToTheProvince } from '../../rules/who-may-examine.ts';
import { findGroupKey } from '../../storage/keys.ts';
import { findReport } from '../../storage/reports.ts';
import { findDataKey, findProvince, insertHopKey, saveProvince as store, type ProvinceTarget } from '../../storage/sealed.ts';
import { perform } from '../perform.ts';
import { newCode } from './data-key.ts';
import { institutionsOf, organizationOf } from '../ports.ts';

// Chapters: the setting · what the form says · who receives · sending

const NOTHING: ProvinceTarget = { host: '', name: '', contact: '' };
export const getProvince = (ctx: Context) => inTenant(ctx, async (t) => {
  const target = (await findProvince(t.tx, t.instansi)) ?? NOTHING;
  return { ...target, connected: (await connected(t, target)) !== undefined };
});

/** @throws Refused `complaints.no-such-institution` for a host that is none of this installation, or the own one */
export const saveProvince = (ctx: Context, { host, name, contact }: ProvinceTarget) => inTenant(ctx, async (t) => {
  const target = { host: host.toLowerCase(), name, contact };
  if (host && !(await connected(t, target))) throw new Refused({ code: 'complaints.no-such-institution', fields: [{ path: 'host', message: 'Instansi dengan nama inang itu tidak ada pada Pendopo ini. Kosongkan, dan isi kontaknya.' }] });
  await store(t.tx, t.instansi, target);
  await audit(t, { action: 'complaints.province-saved', object: 'complaint-settings', objectId: null, detail: { host: target.host } });
  return {};
});

async function connected(t: TenantContext, { host }: ProvinceTarget): Promise<Institution | undefined> {
  const found = host ? await institutionsOf(t).ofHost(t.house, host) : undefined;
  return found && found.id !== t.instansi ? found : undefined;
}

/** What the form of misconduct must know before anything is typed. */
export const misconductForm = (ctx: Context) => inTenant(ctx, async (t) => {
  const target = (await findProvince(t.tx, t.instansi)) ?? NOTHING;
  const to = await connected(t, target);
  const units = (await organizationOf(t).unitsInForce(t)).filter((unit) => !goesToTheProvince('unit', unit.kind) && unit.kind !== 'desa');
  return {
    about: aboutNames.map((id) => ({ id, label: ABOUT[id] })), units: units.map(({ id, name }) => ({ id, name })), keyMade: (await findGroupKey(t.tx, t.instansi)) !== undefined, code: newCode(),
    province: { connected: to !== undefined, name: target.name || (to?.name ?? ''), contact: target.contact },
  };
});

/**
 * The institution that receives a report instead of this one; undefined when it stays.
 * @throws Refused `complaints.province-not-connected`: nothing is taken into the wrong hands
 */
export const receiverOf = (ctx: Context, about: { who: About; unit?: string | undefined } | undefined): Promise<Institution | undefined> => inTenant(ctx, async (t) => {
  if (!about) return undefined;
  const kind = about.unit ? (await organizationOf(t).unitFacts(t, [about.unit])).get(about.unit)?.kind : undefined;
  if (!goesToTheProvince(about.who, kind)) return undefined;
  const target = (await findProvince(t.tx, t.instansi)) ?? NOTHING;
  const to = await connected(t, target);
  if (!to) throw new Refused({ code: 'complaints.province-not-connected', data: { name: target.name, contact: target.contact } });
  return to;
});

/** Right after it was taken: a report that is not this house's to read goes on its way, by the same message as every other hop. */
export async function sendToProvince(ctx: Context, message: EventMessage): Promise<void> {
  await inTenant(ctx, async (t) => {
    const report = await findReport(t.tx, t.instansi, String(message.payload.report));
    const key = report && (await findDataKey(t.tx, t.instansi, report.id));
    if (!report || !key?.for_instansi || !key.wrapped || report.state.state !== 'submitted') return;
    const target = await institutionsOf(t).byId(t.house, key.for_instansi, t.tx);
    await insertHopKey(t.tx, t.instansi, report.id, target.id, { generation: key.generation, wrapped: key.wrapped });
    await perform(t, { report, roles: ['system'], by: { kind: 'system' }, action: { kind: 'forward', hop: { to: target.name, inside: target.id, at: t.house.clock.now().toISOString() } }, expectedSeq: report.state.seq });
    await emit(t, 'complaints.forwarded', { report: report.id, to: target.id });
  });
}

import { readTime } from '../../../engines/attendance/shift.ts';
import { formatDayLong } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { addDays } from '../../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { PETITIONS, type Petition } from '../contract.ts';
import { dayWords } from '../rules/days-are-compared.ts';
import { mayAsk, type Asking } from '../rules/what-may-be-asked.ts';
import * as storage from '../storage/recaps.ts';
import { unitTree } from './judge.ts';
import { liveDays, petitionView } from './months.ts';
import { policiesOf, ruleFinder } from './policies.ts';
import { noticesOf, organizationOf } from './ports.ts';
import { recomputePeople } from './recompute.ts';
import { nameOf, namesOf, ownHolder, sees, whoLooks } from './who.ts';

// Chapters: asking · withdrawing · what waits for me · deciding · evidence

interface Asked {
  id?: string | undefined;
  kind: 'forgotten' | 'objection';
  day: string;
  side?: 'in' | 'out' | undefined;
  time?: string | undefined;
  reason: string;
  evidence?: string | undefined;
}

/** The superior decides; where nobody stands above, and of objections too, the personnel agency may. */
export const askPetition = (ctx: Context, asked: Asked): Promise<{ id: string; decider: string }> =>
  inTenant(ctx, async (t) => {
    const viewer = mustViewer(t);
    const holder = await ownHolder(t);
    const organization = organizationOf(t);
    const today = await organization.today(t);
    const id = asked.id ?? uuidv7();
    const superior = (await organization.superiorsOf(t, [holder.holdingId], today)).get(holder.holdingId);
    const decider = superior ? `${superior.name}, ${superior.title}` : 'BKPSDM';
    await storage.lockAsker(t.tx, t.instansi, holder.personId);
    const before = await storage.findPetition(t.tx, t.instansi, id);
    if (before && before.person !== holder.personId) throw new Refused({ code: 'timesheets.unknown' });
    if (before) return { id, decider };
    if (asked.kind === 'forgotten' && asked.side === undefined) throw new Refused({ code: 'timesheets.side-needed', fields: [{ path: 'side', message: 'Pilih salah satu.' }] });
    if (asked.day > today) throw new Refused({ code: 'timesheets.future-day', fields: [{ path: 'day', message: 'Pilih hari ini atau sebelumnya.' }] });
    if (asked.day < addDays(today, -400)) throw new Refused({ code: 'timesheets.closed', data: { month: asked.day.slice(0, 7) } });
    const policies = await policiesOf(t);
    const day = (await liveDays(t, [holder.personId], asked.day, asked.day))[0];
    const policy = ruleFinder(policies, await unitTree(t, day ? [day.unit] : []))(day?.unit, asked.day);
    if (!policy) throw new Refused({ code: 'timesheets.no-policy' });
    if (!day) throw new Refused({ code: 'timesheets.not-due' });
    const recap = await storage.holdRecap(t.tx, t.instansi, day.agency, asked.day.slice(0, 7));
    const open = (await storage.petitionsOf(t.tx, t.instansi, { person: holder.personId, from: asked.day, to: asked.day })).filter((one) => one.state === 'open' || one.state === 'granted');
    const asking: Asking = asked.kind === 'objection' ? 'object' : asked.side === 'in' ? 'forgotten-in' : 'forgotten-out';
    const { perMonth, withinDays } = policy.rule.forgotten;
    orRefuse(mayAsk(asking, { ...day, hasIn: day.in !== undefined, hasOut: day.out !== undefined }, {
      today, left: perMonth - (await storage.countForgotten(t.tx, t.instansi, holder.personId, asked.day.slice(0, 7))), most: perMonth, withinDays, state: recap?.state ?? 'draft', objectionsUntil: recap?.objectionsUntil ?? null, open,
    }));
    if (asked.evidence) {
      const [upload] = await findUploads(t.tx, t.instansi, [asked.evidence]);
      if (!upload?.completed_at || upload.account !== viewer.accountId) throw new Refused({ code: 'files.unknown' });
    }
    await storage.insertPetition(t.tx, t.instansi, {
      id, kind: asked.kind, person: holder.personId, holding: day.holding, unit: day.unit, agency: day.agency, day: asked.day, side: asked.side ?? null, time: asked.time ? readTime(asked.time)! : null, reason: asked.reason, evidence: asked.evidence ?? null, superiorPost: superior?.postId ?? null, account: viewer.accountId, askedAt: t.house.clock.now(),
    });
    await audit(t, { action: 'timesheets.asked', object: 'petition', objectId: id, detail: { kind: asked.kind, day: asked.day } });
    if (superior?.accountId) await noticesOf(t).tell(t, superior.accountId, { source: id, at: t.house.clock.now(), kind: 'assigned', title: `${PETITIONS[asked.kind]} menunggu putusan Anda`, text: `Tentang ${formatDayLong(asked.day)}.`, href: '/petugas/kehadiran/permohonan', about: holder.name });
    return { id, decider };
  });

export const withdrawPetition = (ctx: Context, { id, version }: { id: string; version: number }) =>
  inTenant(ctx, async (t) => {
    const row = await storage.lockPetition(t.tx, t.instansi, id);
    if (!row || row.person !== (await ownHolder(t)).personId) throw new Refused({ code: 'timesheets.unknown' });
    if (row.state !== 'open') throw new Refused({ code: 'timesheets.decided' });
    if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
    await storage.decidePetition(t.tx, t.instansi, { id, state: 'withdrawn', by: null, at: null, answer: null, time: row.time });
    await audit(t, { action: 'timesheets.withdrew', object: 'petition', objectId: id, detail: {} });
    return {};
  });

export const petitionViews = async (t: TenantContext, rows: readonly storage.PetitionRow[], who: { zone: Awaited<ReturnType<typeof whoLooks>>['zone']; tree: Awaited<ReturnType<typeof whoLooks>>['tree'] }, withDay: boolean): Promise<Petition[]> => {
  const names = await namesOf(t, rows.map((row) => row.person));
  const found = new Map<string, string>();
  if (withDay && rows.length > 0) {
    const days = rows.map((row) => row.day).sort();
    for (const one of await liveDays(t, [...new Set(rows.map((row) => row.person))], days[0]!, days.at(-1)!)) found.set(`${one.person}/${one.day}`, dayWords(one));
  }
  return rows.map((row) => petitionView(row, { personName: names.get(row.person)?.name ?? '', unitName: nameOf(who, row.unit), found: found.get(`${row.person}/${row.day}`), zone: who.zone }));
};

export const listPetitions = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const own = (await ownHolder(t)).personId;
    const rows = await storage.petitionsOf(t.tx, t.instansi, { waitingFor: who.hat.postId, orAll: who.hat.permissions.has('timesheets.lock') });
    return { items: await petitionViews(t, rows.filter((row) => row.person !== own), who, true) };
  });

/** A granted one counts at once; the person is told either way. */
export const decidePetition = (ctx: Context, { id, version, grant, answer, time }: { id: string; version: number; grant: boolean; answer: string; time?: string | undefined }) =>
  inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const row = await storage.lockPetition(t.tx, t.instansi, id);
    const isSuperior = row?.superiorPost === hat.postId;
    const isAgency = hat.permissions.has('timesheets.lock') && (row?.superiorPost === null || row?.kind === 'objection');
    if (!row || (!isSuperior && !isAgency && !(await isNear(t, row)))) throw new Refused({ code: 'timesheets.unknown' });
    if (row.person === (await ownHolder(t)).personId) throw new Refused({ code: 'timesheets.own-petition' });
    if (!isSuperior && !isAgency) throw new Refused({ code: 'timesheets.not-superior' });
    if (row.state !== 'open') throw new Refused({ code: 'timesheets.decided' });
    if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
    if ((await storage.holdRecap(t.tx, t.instansi, row.agency, row.day.slice(0, 7)))?.state === 'locked') throw new Refused({ code: 'timesheets.closed', data: { month: row.day.slice(0, 7) } });
    if (!grant && answer.length < 5) throw new Refused({ code: 'timesheets.answer-needed', fields: [{ path: 'answer', message: 'Tulis alasannya.' }] });
    const state = grant ? 'granted' : 'refused';
    await storage.decidePetition(t.tx, t.instansi, { id, state, by: hat.title, at: t.house.clock.now(), answer: answer || null, time: time ? readTime(time)! : row.time });
    await audit(t, { action: `timesheets.${state}`, object: 'petition', objectId: id, detail: { kind: row.kind, day: row.day } });
    if (grant) await recomputePeople(t, [row.person], row.day, row.day, `${PETITIONS[row.kind]} disetujui ${hat.title}`);
    await noticesOf(t).tell(t, row.account, { source: uuidv7(), at: t.house.clock.now(), kind: 'case-message', title: `${PETITIONS[row.kind]} ${grant ? 'disetujui' : 'ditolak'}`, text: `Tentang ${formatDayLong(row.day)}.`, href: `/petugas/kehadiran?bulan=${row.day.slice(0, 7)}#${row.day}`, about: answer });
    return { found: dayWords((await liveDays(t, [row.person], row.day, row.day))[0]) };
  });
/** Whoever sees the unit learns that it is not theirs to decide; for others it does not exist. */
async function isNear(t: TenantContext, row: storage.PetitionRow): Promise<boolean> {
  const hat = mustHat(t);
  return row.person === (await ownHolder(t)).personId || (hat.permissions.has('timesheets.see') && sees(await whoLooks(t), row.unit));
}

/** For the person, who decides, and who sees the unit. */
export const evidenceOf = (ctx: Context, id: string): Promise<{ sha256: string; type: string; name: string }> =>
  readTenant(ctx, async (t) => {
    const row = await storage.findPetition(t.tx, t.instansi, id);
    if (!row?.evidence || (row.superiorPost !== mustHat(t).postId && !(await isNear(t, row)))) throw new Refused({ code: 'timesheets.unknown' });
    const [upload] = await findUploads(t.tx, t.instansi, [row.evidence]);
    if (!upload?.sha256 || !upload.type) throw new Refused({ code: 'timesheets.unknown' });
    return { sha256: upload.sha256, type: upload.type, name: upload.name };
  });

import { auditMany } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { bareName } from '../../assessments/contract.ts';
import { ROLES, roleNames, type Role } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { conflictOf, conflictSentences } from '../rules/nobody-assesses-their-own.ts';
import { shareEvenly, type Slot, type Taken } from '../rules/share-evenly.ts';
import * as storage from '../storage/assignments.ts';
import { lockCampaign, type Campaign } from '../storage/campaigns.ts';
import { listParticipants, type Participant } from '../storage/participants.ts';
import { people, rowOf, type Person } from './assessors.ts';
import { campaignOf, detailOf } from './campaigns.ts';
import { settleAgain } from './settle-again.ts';

// Chapters: reading and proposing · assigning

interface Desk {
  campaign: Campaign;
  participants: Participant[];
  taken: storage.Assignment[];
  people: Person[];
}
const deskOf = async (t: TenantContext, campaign: Campaign): Promise<Desk> => ({
  campaign, participants: await listParticipants(t.tx, t.instansi, campaign.id), taken: await storage.assignmentsOf(t.tx, t.instansi, campaign.id), people: await people(t, campaign),
});

const rolesOf = ({ settings }: Campaign): Role[] => ROLES.filter((role) => role !== 'second' || settings.twoAssessors);
const openSlots = (desk: Desk): Slot[] => {
  const filled = new Set(desk.taken.map(({ participant, role }) => `${participant} ${role}`));
  return desk.participants.flatMap(({ id }) => rolesOf(desk.campaign).filter((role) => !filled.has(`${id} ${role}`)).map((role) => ({ participant: id, role })));
};

function propose(desk: Desk): Taken[] {
  const byId = new Map(desk.participants.map((one) => [one.id, one]));
  const byAccount = new Map(desk.people.map((one) => [one.account, one]));
  const declared = desk.people.filter(({ declaredAt }) => declaredAt !== null);
  return shareEvenly(openSlots(desk), desk.taken, { assessors: declared.filter(({ assessor }) => assessor).map(({ account }) => account), reviewers: declared.filter(({ reviewer }) => reviewer).map(({ account }) => account) },
    (account, participant) => conflictOf(byAccount.get(account)!, byId.get(participant)!) === null);
}

export const assignments = (ctx: Context, { id, propose: wanted, query, after, limit }: Input<'assignments'>) =>
  inTenant(ctx, async (t) => {
    const desk = await deskOf(t, await campaignOf(t, id));
    const proposed = wanted === 'yes' ? propose(desk) : [];
    const words = bareName(query);
    const matching = desk.participants.filter((one) => one.bareName.includes(words));
    const at = (participant: string, role: Role) => [...desk.taken, ...proposed].find((one) => one.participant === participant && one.role === role)?.account ?? null;
    const rows = matching.slice(after, after + limit).map((one) => ({
      participant: one.id, name: one.name, region: one.region, first: at(one.id, 'first'), second: at(one.id, 'second'), reviewer: at(one.id, 'reviewer'),
      proposed: proposed.filter(({ participant }) => participant === one.id).map(({ role }) => role),
      barred: desk.people.flatMap((person) => {
        const why = conflictOf(person, one);
        return why ? [{ account: person.account, why: conflictSentences[why] }] : [];
      }),
    }));
    return {
      campaign: await detailOf(t, desk.campaign), twoAssessors: desk.campaign.settings.twoAssessors, people: desk.people.map(rowOf), rows,
      matching: matching.length, next: after + limit < matching.length ? after + limit : null, open: openSlots(desk).length - proposed.length,
    };
  });

export const assign = (ctx: Context, { id, places }: Input<'assign'>): Promise<{ changed: number }> =>
  inTenant(ctx, async (t) => {
    const campaign = await lockCampaign(t.tx, t.instansi, id);
    if (!campaign) throw new Refused({ code: 'evaluation.unknown' });
    return { changed: await put(t, await deskOf(t, campaign), places) };
  });

export const assignEvenly = (ctx: Context, { id }: Input<'assignEvenly'>): Promise<{ changed: number; open: number }> =>
  inTenant(ctx, async (t) => {
    const campaign = await lockCampaign(t.tx, t.instansi, id);
    if (!campaign) throw new Refused({ code: 'evaluation.unknown' });
    const desk = await deskOf(t, campaign);
    const proposed = propose(desk);
    return { changed: await put(t, desk, proposed), open: openSlots(desk).length - proposed.length };
  });

/** All or none. Who is replaced stays in the table with the moment until which he could see. */
async function put(t: TenantContext, { campaign, participants, taken, people: all }: Desk, places: readonly (Slot & { account: string | null })[]): Promise<number> {
  if (campaign.state === 'closed') throw new Refused({ code: 'evaluation.not-open' });
  const byId = new Map(participants.map((one) => [one.id, one]));
  const byAccount = new Map(all.map((one) => [one.account, one]));
  const now = new Map(taken.map((one) => [`${one.participant} ${one.role}`, one]));
  const wanted = new Map(places.map((one) => [`${one.participant} ${one.role}`, one]));
  const changes = [...wanted].filter(([key, one]) => (now.get(key)?.account ?? null) !== one.account).map(([key, one]) => ({ ...one, before: now.get(key) }));
  const after = new Map([...now].map(([key, one]) => [key, one.account as string | null]));
  for (const [key, { account }] of wanted) after.set(key, account);
  for (const { participant, role, account } of changes) {
    const assessed = byId.get(participant);
    if (!assessed) throw new Refused({ code: 'evaluation.unknown' });
    if (account === null) continue;
    mustBeAllowed(byAccount.get(account), assessed, role);
    const other = ROLES.find((one) => one !== role && after.get(`${participant} ${one}`) === account);
    if (other) throw new Refused({ code: 'evaluation.twice', data: { name: byAccount.get(account)!.name, institution: assessed.name } });
  }
  const at = t.house.clock.now();
  const made = changes.flatMap(({ participant, role, account }) => (account === null ? [] : [{ id: uuidv7(), campaign: campaign.id, participant, role, account, name: byAccount.get(account)!.name }]));
  await storage.endAssignments(t.tx, t.instansi, changes.flatMap(({ before }) => (before ? [before.id] : [])), at);
  await storage.insertAssignments(t.tx, t.instansi, made, at);
  await settleAgain(t, campaign, changes.filter(({ before, account, role }) => before && account === null && role !== 'reviewer').map(({ participant }) => participant));
  await auditMany(t, changes.map(({ participant, role, account, before }) => ({ action: 'evaluation.assigned', object: 'participant', objectId: participant, detail: { role, account, before: before?.account ?? null } })));
  for (const account of new Set(made.map((one) => one.account))) await emit(t, 'evaluation.assigned', { campaign: campaign.id, account, count: made.filter((one) => one.account === account).length });
  return changes.length;
}

function mustBeAllowed(person: Person | undefined, assessed: Participant, role: Role): void {
  if (!person || !(role === 'reviewer' ? person.reviewer : person.assessor)) throw new Refused({ code: 'evaluation.not-an-assessor', data: { ...(person && { name: person.name }), role: roleNames[role].toLowerCase() } });
  const why = conflictOf(person, assessed);
  if (why) throw new Refused({ code: 'evaluation.own-institution', data: { name: person.name, institution: assessed.name, why: conflictSentences[why] } });
  if (person.declaredAt === null) throw new Refused({ code: 'evaluation.not-declared', data: { name: person.name } });
}

import { sql } from '../../platform/db/sql.ts';
import { part } from '../../platform/house.ts';
import { addDays } from '../../platform/kernel/calendar-day.ts';
import type { Context, Viewer } from '../../platform/request/context.ts';
import { bareName } from '../../modules/organization/rules/names-are-compared-bare.ts';
import { createDemoAccounts } from '../accounts.ts';
import { entriesOf } from '../entries.ts';
import type { OrganisationPlan, PlannedPerson } from '../organisation.ts';
import type { Seeding } from '../seeding.ts';
import { insertInstitution, writeOrganisation, type DemoEntry } from '../write-organisation.ts';
import type { EvaluationFile } from './evaluation-file.ts';

/** The second institution of the demonstration: who organises assessments, under a host name of its own. */
export interface Team {
  instansi: string;
  entries: DemoEntry[];
  /** A context at a moment, in nobody's name. */
  context(at: Date): Context;
  /** Somebody of the team, by user name. */
  as(userName: string, at: Date): Context & { viewer: Viewer };
}

export async function writeTeam(seeding: Seeding, file: EvaluationFile): Promise<Team> {
  const { house, dice, anchor } = seeding;
  const instansi = dice.id('instansi/evaluation');
  const made = new Date(anchor.now.getTime() - 119 * 86_400_000);
  const { host, ...institution } = file.institution;
  await insertInstitution(house.db, instansi, institution, made);
  await house.db.asOwner((tx) => tx.run(sql`insert into organization.host (host, instansi) values (${host}, ${instansi})`));
  part<{ forget(): void }>(house, 'institutions').forget();
  const context = (at: Date): Context => ({ ...seeding.context(at), instansi });
  const plan = planTeam(seeding, file);
  await writeOrganisation(context(made), plan);
  await createDemoAccounts(context(made), plan.people, []);
  return { instansi, entries: entriesOf(plan).map((entry) => ({ ...entry, group: 'penilai' })), context, as: (userName, at) => ({ ...context(at), viewer: viewerOf(seeding, instansi, plan, userName) }) };
}

function planTeam({ dice, people, anchor }: Seeding, file: EvaluationFile): OrganisationPlan {
  const from = addDays(anchor.day, -500);
  const unit = dice.id('evaluation/unit');
  const plan: OrganisationPlan = { units: [{ id: unit, code: file.unit.code, kind: file.unit.kind, name: file.unit.name, parent: null, region: null, sort: 0, fromDay: from, profile: { address: file.unit.address, email: 'evaluasi@pusat.example' } }], posts: [], people: [], holdings: [], classes: new Map() };
  const head = dice.id(`evaluation/post/${file.posts.find((post) => post.head)!.title}`);
  file.posts.forEach(({ title, head: isHead, duties, holder }, sort) => {
    const [post, id] = [dice.id(`evaluation/post/${title}`), dice.id(`evaluation/person/${holder.account}`)];
    const own = dice.of(`evaluation/person/${holder.account}`);
    const person = people.invent(own, { name: holder.name, sex: holder.sex, from: 1970, to: 1988 });
    const holding = dice.id(`evaluation/holding/${holder.account}`);
    plan.posts.push({ id: post, unit, title, isHead, duties, reportsTo: isHead ? null : head, sort, fromDay: from });
    plan.people.push({ ...person, id, bareName: bareName(holder.name), nip: people.nipOf(own, person, 'pns', 2023), rank: holder.rank, employment: 'pns', duties, account: { id: dice.id(`account/${holder.account}`), userName: holder.account, note: holder.note, documented: true, hat: holding } });
    plan.holdings.push({ id: holding, post, person: id, capacity: 'definitive', orderLetter: null, fromDay: addDays(from, 31), toDay: null });
  });
  return plan;
}

function viewerOf({ house }: Seeding, instansi: string, plan: OrganisationPlan, userName: string): Viewer {
  const person = plan.people.find((one): one is PlannedPerson & { account: object } => one.account?.userName === userName)!;
  const holding = plan.holdings.find((one) => one.person === person.id)!;
  const post = plan.posts.find((one) => one.id === holding.post)!;
  const [unit] = plan.units;
  const permissionsOf = part<(duties: readonly string[]) => ReadonlySet<string>>(house, 'permissions');
  return {
    accountId: person.account!.id, sessionId: person.account!.id, name: person.name, kind: 'officer', level: 'verified',
    hat: { instansi, holdingId: holding.id, postId: post.id, title: post.title, capacity: 'definitive', unitId: unit!.id, unitName: unit!.name, unitKind: unit!.kind, duties: post.duties, permissions: permissionsOf(post.duties) },
  };
}

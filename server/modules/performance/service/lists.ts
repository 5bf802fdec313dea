import { readTenant, mustHat, type Context } from '../../../platform/request/context.ts';
import * as evaluations from '../storage/evaluations.ts';
import { waitingByPerson } from '../storage/logs.ts';
import * as plans from '../storage/plans.ts';
import { standing } from './plans.ts';
import { organizationOf } from './ports.ts';
import { summariesOf } from './view-plan.ts';
import { ledBy, viewerHolder } from './who.ts';

export const listMyPlans = (ctx: Context) => readTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const { settings, superior, covered, top } = await standing(t, me, day);
  const rows = await plans.plansOfPerson(t.tx, t.instansi, me.personId);
  const year = Number(day.slice(0, 4));
  const led = await ledBy(t, me, day);
  const people = led.map((one) => one.person);
  const [below, logs] = people.length === 0 ? [[], []] : [await plans.plansOfPeople(t.tx, t.instansi, people, year), await waitingByPerson(t.tx, t.instansi, people)];
  const waits = below.filter((plan) => plan.state === 'diajukan' || Object.values(plan.folded.evaluations).some((one) => one.state === 'dilaporkan')).length;
  return {
    items: await summariesOf(t, rows), today: day, year, elsewhere: settings.source === 'e-kinerja', covered, post: { holding: me.holdingId, title: me.title, unitName: mustHat(t).unitName }, superior: superior ? { name: superior.name, title: superior.title } : null, top,
    leads: led.length > 0,
    mayStart: settings.source === 'here' && covered && superior !== undefined && !rows.some((row) => row.post === me.postId && row.fromDay <= day && row.toDay >= day),
    waiting: { staff: waits, logs: logs.reduce((sum, one) => sum + one.waiting, 0), dialogues: await evaluations.dialoguesWaiting(t.tx, t.instansi, me.personId, me.postId), reviews: await evaluations.reviewsAsked(t.tx, t.instansi, me.personId) },
  };
});

export const listStaff = (ctx: Context, input: { year?: number | undefined }) => readTenant(ctx, async (t) => {
  const { me, day } = await viewerHolder(t);
  const year = input.year ?? Number(day.slice(0, 4));
  const led = await ledBy(t, me, day);
  const people = led.map((one) => one.person);
  const rows = people.length === 0 ? [] : await plans.plansOfPeople(t.tx, t.instansi, people, year);
  // Plans that were handed in to this post by somebody who has moved since.
  const moved = (await plans.plansBelowPost(t.tx, t.instansi, me.postId, year)).filter((plan) => !people.includes(plan.person) && plan.person !== me.personId);
  const summaries = new Map((await summariesOf(t, [...rows, ...moved])).map((one) => [one.id, one]));
  const waiting = new Map((people.length === 0 ? [] : await waitingByPerson(t.tx, t.instansi, people)).map((one) => [one.person, one.waiting]));
  const facts = await organizationOf(t).unitFacts(t, [...new Set(led.map((one) => one.unit))]);
  const latest = (person: string) => rows.filter((row) => row.person === person).sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1))[0];
  return {
    year,
    items: [
      ...led.map((one) => ({ person: one.person, name: one.name, title: one.postTitle, unitName: facts.get(one.unit)?.name ?? '', plan: latest(one.person) ? summaries.get(latest(one.person)!.id)! : null, logsWaiting: waiting.get(one.person) ?? 0 })),
      ...moved.map((plan) => ({ person: plan.person, name: plan.name, title: `${plan.title} (sudah pindah)`, unitName: plan.unitName, plan: summaries.get(plan.id)!, logsWaiting: 0 })),
    ],
    objections: await summariesOf(t, await plans.plansObjectedAt(t.tx, t.instansi, me.postId)),
  };
});

import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { PageServerLoad } from './$types';
import { waitingFor } from './waiting.ts';

/** The first page of whoever holds a post: their day, what waits for them, and what is theirs. Each part only where the post may see it. */
export const load: PageServerLoad = async (event) => {
  const { hat } = requireOfficer(event);
  const api = event.locals.api;
  const may = (permission: string) => hat.permissions.includes(permission);
  try {
    const [day, month, leave, plans, logs, slips, letters, outgoing, complaints, petitions, reviews, evidence, { desk, counts }] = await Promise.all([
      may('attendance.own') ? api.attendance.myDay({}) : undefined,
      may('timesheets.own') ? api.timesheets.getMyMonth({}) : undefined,
      may('leave.own') ? api.leave.myLeave({}) : undefined,
      may('performance.own') ? api.performance.listMyPlans({}) : undefined,
      may('performance.own') ? api.performance.listLogs({}) : undefined,
      may('allowance.own') ? api.allowance.listOwnSlips({}) : undefined,
      api.letters.inboxCounts({}),
      api.outgoing.deskCounts({}),
      may('complaints.handle') ? api.complaints.queueCounts({}) : undefined,
      may('timesheets.own') ? api.timesheets.listPetitions({}) : undefined,
      may('attendance.review') ? api.attendance.listReviews({}) : undefined,
      may('self-assessment.hand-in') ? api['self-assessment'].listRequests({}) : undefined,
      event.parent(),
    ]);
    const waiting = waitingFor({ letters, outgoing, requests: desk, complaints, leave, petitions, reviews, performance: plans, evidence });
    return {
      title: 'Hari ini', waiting, day, counts: { ...counts, '/petugas/hari-ini': waiting.length },
      month: month && { month: month.month, totals: month.totals, recap: month.recap.state, today: month.days.find((one) => one.day === month.today) },
      leave: leave && { year: leave.year, left: leave.balance.left, next: leave.items.find((one) => one.toDay >= leave.today && ['diajukan', 'ubah', 'dipertimbangkan', 'diberikan'].includes(one.state)) },
      plan: plans && { covered: plans.covered, year: plans.year, latest: plans.items.find((one) => one.year === plans.year) },
      log: logs && { minutes: logs.day.minutes, most: logs.day.cap, refused: logs.month.refused, offered: logs.offered.length, due: logs.month.due, written: logs.month.minutes },
      slip: slips?.items[0],
    };
  } catch (thrown) {
    asPageError(thrown);
  }
};

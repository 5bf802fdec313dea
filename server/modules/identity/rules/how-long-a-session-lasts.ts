const HOUR = 3_600_000;

/**
 * A shared computer: two hours, and half an hour of silence ends it (the session look-up counts that). Who holds a post:
 * one working day. A citizen on their own phone: thirty days. House rule.
 */
export function sessionEnd(now: Date, session: { sharedComputer: boolean; staff: boolean }): Date {
  const hours = session.sharedComputer ? 2 : session.staff ? 12 : 30 * 24;
  return new Date(now.getTime() + hours * HOUR);
}

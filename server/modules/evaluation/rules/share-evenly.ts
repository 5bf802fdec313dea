import type { Role } from '../contract/shapes.ts';

export interface Slot {
  participant: string;
  role: Role;
}
export interface Taken extends Slot {
  account: string;
}

/**
 * Fills open places with the person who has the least so far and may: nobody twice at one participant, nobody where
 * `allowed` says no. The same input gives the same proposal (ties by the order of `people`). Places for which nobody is
 * left are absent.
 */
export function shareEvenly(open: readonly Slot[], taken: readonly Taken[], people: { assessors: readonly string[]; reviewers: readonly string[] }, allowed: (account: string, participant: string) => boolean): Taken[] {
  const load = new Map<string, number>();
  const at = new Map<string, Set<string>>();
  const note = ({ participant, role, account }: Taken) => {
    for (const key of [`${role === 'reviewer'} ${account}`, `${role} ${account}`]) load.set(key, (load.get(key) ?? 0) + 1);
    at.set(participant, (at.get(participant) ?? new Set()).add(account));
  };
  taken.forEach(note);
  const made: Taken[] = [];
  // Where few may, they are asked first, so that the last places do not stay empty.
  const choices = (slot: Slot) => (slot.role === 'reviewer' ? people.reviewers : people.assessors).filter((account) => allowed(account, slot.participant));
  const hardest = open.map((slot, order) => ({ slot, order, may: choices(slot) })).toSorted((a, b) => a.may.length - b.may.length || a.order - b.order);
  for (const { slot, may } of hardest) {
    const free = may.filter((account) => !at.get(slot.participant)?.has(account));
    // First of all, then of this place: nobody is always the second.
    const loadOf = (account: string) => (load.get(`${slot.role === 'reviewer'} ${account}`) ?? 0) * 10_000 + (load.get(`${slot.role} ${account}`) ?? 0);
    const least = free.reduce<string | undefined>((best, one) => (best === undefined || loadOf(one) < loadOf(best) ? one : best), undefined);
    if (least === undefined) continue;
    const one = { ...slot, account: least };
    note(one);
    made.push(one);
  }
  return made;
}

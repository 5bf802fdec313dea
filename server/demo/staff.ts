import type { Duty, Employment, UnitKind } from '../modules/organization/contract.ts';
import type { NewHoldingRow } from '../modules/organization/storage/holdings.ts';
import { addDays, type CalendarDay } from '../platform/kernel/calendar-day.ts';
import type { Names, Sex, StaffFile, StaffMember } from './catalogue.ts';
import type { People } from './people.ts';
import type { Dice } from './random.ts';

/** What the plan of the organisation lends to the chapter of its staff; `P` is a person of the plan. */
export interface StaffTools<P> {
  dice: Dice;
  names: Names;
  people: People;
  anchorDay: CalendarDay;
  addPost(unit: string, title: string, duties: readonly Duty[], options: { sort: number; name: string }): string;
  addPerson(id: string, given: { name: string; sex: Sex; rank?: string; employment: Employment; ageFrom: number; ageTo: number }): P;
  hold(person: P, post: string, duties: readonly Duty[], how?: Partial<NewHoldingRow>): string;
  giveAccount(person: P, userName: string, hat: string, note: string): void;
  titlesIn(unit: string): readonly string[];
  /** Job class of the post, for the allowance. */
  classed(post: string, jobClass: number): void;
}

/** The middle of the month before: since when those who moved work where they work now. */
export const movedOn = (anchorDay: CalendarDay): CalendarDay => `${addDays(`${anchorDay.slice(0, 7)}-01`, -1).slice(0, 7)}-16`;

/** Everybody else of the offices: the team of a unit's kind, then those of the unit itself. A post that the unit has already stands once. */
export function planStaff<P>(file: StaffFile, units: readonly { key: string; kind: UnitKind }[], tools: StaffTools<P>): void {
  for (const unit of units) {
    const own = file.units[unit.key] ?? [];
    const team = file.teams.filter((one) => one.kinds.includes(unit.kind)).flatMap((one) => one.members);
    const there = tools.titlesIn(unit.key);
    const members = [...team.filter((member) => !there.some((title) => title.startsWith(member.title))), ...own];
    members.forEach((member, at) => {
      for (let n = 0; n < member.times; n++) addMember(unit.key, member, `${at}-${n}`, tools);
    });
  }
}

function addMember<P>(unit: string, member: StaffMember, n: string, tools: StaffTools<P>): void {
  const key = `staff/${unit}/${n}`;
  const own = tools.dice.of(key);
  const sex = member.sex ?? (own.chance(0.5) ? 'L' : 'P');
  const drawn = [member.before, tools.people.name(own, sex)].filter(Boolean).join(' ');
  const behind = own.pick(member.titles);
  const post = tools.addPost(unit, member.title, member.duties, { sort: 50 + Number(n.split('-')[0]), name: key });
  if (member.class) tools.classed(post, member.class);
  const person = tools.addPerson(key, {
    name: member.name ?? (behind ? `${drawn}, ${behind}` : drawn), sex, employment: member.employment, ageFrom: member.from, ageTo: member.to,
    ...(member.rank ? { rank: member.rank } : {}),
  });
  const moved = movedOn(tools.anchorDay);
  if (member.movedFrom) {
    const before = tools.addPost(member.movedFrom, member.movedTitle ?? member.title, [], { sort: 90, name: `${key}/before` });
    if (member.class) tools.classed(before, member.class);
    tools.hold(person, before, [], { toDay: addDays(moved, -1) });
  }
  const holding = tools.hold(person, post, member.duties, member.movedFrom ? { fromDay: moved, orderLetter: `800.1.3.3/0467/BKPSDM/${moved.slice(0, 4)}` } : {});
  if (member.account) tools.giveAccount(person, member.account, holding, member.note ?? '');
}

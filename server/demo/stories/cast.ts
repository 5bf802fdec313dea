import { isWorkingDay } from '../../engines/working-time/work-calendar.ts';
import { addDays, type CalendarDay } from '../../platform/kernel/calendar-day.ts';
import type { Dice } from '../random.ts';
import type { Seeding } from '../seeding.ts';
import type { Citizens } from './citizens.ts';
import type { Tale } from './play.ts';
import { taleOf, type RequestPlan, type ServiceKey, type Telling } from './request.ts';
import { penelitian, reklame, usaha, type Place } from './services.ts';
import type { Stage } from './stage.ts';

/** How many requests, over how many days, and how the two months went: from four in five on time to more than nine in ten. */
const DAYS_BACK = 62;
const COUNTS: Record<ServiceKey, number> = { usaha: 148, penelitian: 54, reklame: 60 };

/** A village whose head signs in ink: its letters wait for the scan. */
export const BY_HAND = '35.02.01.2001';

/** Everyday requests: spread over days, hours, places, ways of coming in and ways of ending. `share` of them, for tests. */
export function everyday(stage: Stage, citizens: Citizens, share = 1): Tale[] {
  const { seeding } = stage;
  const places = placesOf(seeding);
  return (Object.keys(COUNTS) as ServiceKey[]).flatMap((key) =>
    Array.from({ length: Math.round(COUNTS[key] * share) }, (_, n) => {
      const dice = seeding.dice.of(`everyday/${key}/${n}`);
      return taleOf(stage, dice, tellingOf(stage, key, planOf(stage, key, n, dice, citizens), dice, dice.pick(places), n));
    }),
  );
}

function planOf(stage: Stage, key: ServiceKey, n: number, dice: Dice, citizens: Citizens): RequestPlan {
  const { anchor, people } = stage.seeding;
  const own = dice.chance(0.68);
  const age = Math.floor(dice.next() ** 1.25 * DAYS_BACK);
  const submitAt = momentOn(stage, addDays(anchor.day, -age), own, dice);
  const share = dice.next();
  const late = dice.chance(0.06 + (0.14 * age) / DAYS_BACK);
  const ending: RequestPlan['ending'] =
    age > 34 && key !== 'penelitian' && share < 0.06 ? 'lapsed'
    : share < 0.05 ? 'rejected'
    : share < 0.08 && own ? 'withdrawn'
    : share < 0.2 && own ? 'corrected'
    : age < 15 && share < 0.24 && own ? 'returned'
    : undefined;
  return {
    key: `${key}/${n}`, submitAt, pace: late ? 2.6 : 0.42 + dice.next() * 0.3,
    applicant: own ? { citizen: dice.pick(citizens.others) } : { person: people.invent(dice.of('applicant'), { from: 1955, to: 2003 }) },
    ...(ending ? { ending } : {}),
    ...(dice.chance(0.12) ? { message: dice.between(0, 9) } : {}),
    ...(dice.chance(0.1) ? { note: dice.between(0, 9) } : {}),
  };
}

/** Officers at counters work in office hours; people with a phone also in the evening and on Sundays. */
function momentOn(stage: Stage, from: CalendarDay, own: boolean, dice: Dice): Date {
  const { anchor } = stage.seeding;
  let day = from;
  while (!own && !isWorkingDay(anchor.calendar, day)) day = addDays(day, -1);
  const clock = own ? dice.between(6 * 60, 21 * 60) : dice.pick([dice.between(8 * 60, 11 * 60), dice.between(13 * 60, 15 * 60)]);
  const at = anchor.at(day, `${String(Math.floor(clock / 60)).padStart(2, '0')}:${String(clock % 60).padStart(2, '0')}`);
  return at < anchor.now ? at : new Date(anchor.now.getTime() - dice.between(10, 90) * 60_000);
}

export function tellingOf(stage: Stage, key: ServiceKey, plan: RequestPlan, dice: Dice, place: Place, n: number): Telling {
  const { file } = stage;
  if (key === 'usaha') {
    const business = dice.pick(file.businesses);
    return usaha(plan, dice, place, { ...business, name: business.name.replace('{n}', `${dice.chance(0.5) ? 'Pak' : 'Bu'} ${stage.seeding.people.name(dice, 'L').split(' ')[0]}`) });
  }
  if (key === 'penelitian') return penelitian(plan, dice, place, { ...dice.pick(file.research.titles), campus: dice.pick(file.research.campuses) });
  if (n % 4 === 3) {
    const event = dice.pick(file.events.slice(1));
    return reklame(plan, dice, place, { holder: event.name, text: event.text, points: event.points });
  }
  const advert = dice.pick(file.advertisers.slice(5));
  return reklame(plan, dice, place, { holder: advert.name, text: advert.text, kind: advert.kind });
}

/** Villages whose people have accounts: they can be looked at afterwards. */
export function placesOf(seeding: Seeding): Place[] {
  const withAccount = new Set(seeding.plan.people.flatMap((person) => (person.account ? seeding.plan.holdings.filter((one) => one.person === person.id).map((one) => one.post) : [])));
  const units = new Set(seeding.plan.posts.filter((post) => withAccount.has(post.id) && post.duties.includes('signer')).map((post) => post.unit));
  return seeding.plan.units.filter((unit) => units.has(unit.id) && unit.region !== BY_HAND && (unit.kind === 'desa' || unit.kind === 'kelurahan')).map((unit) => ({ region: unit.region!, name: unit.name }));
}

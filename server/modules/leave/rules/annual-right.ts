import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Days as whole halves: 3 is a day and a half. */
export type Halves = number;

/** What is known of one person's annual leave. Years are calendar years. */
export interface AnnualFacts {
  /** Of the person's kind of employment, in days (Peraturan BKN 24/2017; data of the institution). */
  rule: { days: number; carry: number; untouchedYears: number; untouchedTotal: number; postponedTotal: number };
  /** First day on which there is a right: a year after the service began. */
  entitledFrom: CalendarDay;
  /** From this year on every leave is recorded here; earlier years are known by their opening alone. */
  recordedFrom: number;
  /** `left`: of the year's own days nobody took; `used`: taken before the records began. */
  opening: ReadonlyMap<number, { left?: Halves; used?: Halves }>;
  used: ReadonlyMap<number, Halves>;
  waiting: ReadonlyMap<number, Halves>;
  /** Cuti bersama that was worked. */
  credits: ReadonlyMap<number, Halves>;
  /** Years whose own days a long leave cancels. */
  cancelled: ReadonlySet<number>;
  /** Days that were asked for and put off for the sake of the service. */
  postponed: ReadonlyMap<number, Halves>;
}
export interface RightLine {
  words: string;
  halves: Halves;
}
export interface YearRight {
  year: number;
  own: Halves;
  carried: Halves;
  right: Halves;
  used: Halves;
  waiting: Halves;
  /** Below 0 where a later fact (a shorter right, an amended calendar) took more than was left. */
  left: Halves;
  lines: RightLine[];
  notes: string[];
}

/**
 * The annual leave of a year and how it came about (PP 11/2017 art. 311-313, reference of attendance, section 5): its own days; what the year before left
 * of its own, up to the carry; everything where nobody took a day in as many years as the rule says; the whole where the official postponed it.
 * Carried days are taken first. Used 8 of 12 → 16 in the next year; 3 → 18; none → 18; none in two years → 24.
 */
export function annualRight(facts: AnnualFacts, year: number): YearRight {
  const first = Math.min(year, facts.recordedFrom, ...facts.opening.keys());
  const known = (one: number): boolean => one >= facts.recordedFrom || facts.opening.has(one);
  const entitledYear = Number(facts.entitledFrom.slice(0, 4));
  const { rule } = facts;
  let right: YearRight | undefined;
  /** Years in a row, up to the one before, of which nobody took a day. */
  let untouched = 0;
  let ownLeft: Halves = 0;
  for (let at = first; at <= year; at++) {
    const lines: RightLine[] = [];
    const notes: string[] = [];
    const before = at - 1;
    const base = at >= entitledYear ? rule.days * 2 : 0;
    const own = facts.cancelled.has(at) ? 0 : base;
    lines.push({ words: own === base ? (base > 0 ? `Hak tahun ${at}` : `Hak tahun ${at}: belum setahun bekerja`) : `Hak tahun ${at} gugur karena cuti besar`, halves: own });
    let carried = 0;
    if (before >= entitledYear && at > first) {
      const postponed = facts.postponed.get(before) ?? 0;
      const cap = untouched >= rule.untouchedYears ? (rule.untouchedTotal - rule.days) * 2 : Math.max(rule.carry * 2, Math.min(postponed, (rule.postponedTotal - rule.days) * 2));
      carried = Math.max(0, Math.min(ownLeft, cap));
      const why = untouched >= rule.untouchedYears ? ` (tidak diambil ${rule.untouchedYears} tahun berturut-turut)` : postponed > rule.carry * 2 ? ' (ditangguhkan untuk dinas)' : ownLeft > carried ? `, paling banyak ${cap / 2}` : '';
      if (known(before)) lines.push({ words: `Sisa tahun ${before}: ${daysText(ownLeft)}${why}`, halves: carried });
    }
    if (before >= entitledYear && !known(before)) notes.push(`Sisa tahun ${before} belum tercatat, jadi dihitung nol. Minta BKPSDM memasukkan saldo awalnya.`);
    const credited = facts.credits.get(at) ?? 0;
    if (credited > 0) lines.push({ words: 'Bekerja pada cuti bersama', halves: credited });
    const opening = facts.opening.get(at);
    const usedBefore = opening?.used ?? 0;
    const usedHere = facts.used.get(at) ?? 0;
    const waiting = facts.waiting.get(at) ?? 0;
    const used = usedBefore + usedHere;
    if (usedBefore > 0) lines.push({ words: 'Sudah diambil sebelum dicatat di sini', halves: -usedBefore });
    if (usedHere > 0) lines.push({ words: 'Sudah diberikan', halves: -usedHere });
    if (waiting > 0) lines.push({ words: 'Menunggu persetujuan', halves: -waiting });
    const whole = own + carried + credited;
    right = { year: at, own, carried, right: whole, used, waiting, left: whole - used - waiting, lines, notes };
    // What the year leaves of its own, for the next one: an opening says it, else carried days went first.
    const taken = used + waiting;
    ownLeft = !known(at) ? 0 : opening?.left !== undefined && at < facts.recordedFrom ? Math.min(opening.left, own) : Math.max(0, own + credited - Math.max(0, taken - carried));
    untouched = known(at) && own > 0 && ownLeft >= own && taken === 0 ? untouched + 1 : 0;
  }
  return right!;
}

/** 3 → "1,5 hari" */
export const daysText = (halves: Halves): string => `${(halves / 2).toLocaleString('id-ID')} hari`;

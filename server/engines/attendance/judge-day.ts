import type { Chosen, PunchFact } from './choose-punches.ts';
import { fault, minutesOf, sentence, type Fault } from './deduct.ts';
import { percentText, type Hundredths } from './percent.ts';
import type { AttendancePolicy } from './policy.ts';
import { readTime } from './shift.ts';
import type { Result } from '../../platform/kernel/refusal.ts';

// Chapters: what a day is judged from · what it becomes · the rule · hours that are expected · pieces

export type DayPart = 'full' | 'morning' | 'afternoon';
/** Everything that is known of one person on one day. Hours are seconds since midnight of the day, moments milliseconds. */
export interface DayFacts {
  /** Midnight of the day where the person works. */
  midnight: number;
  now: number;
  kind: 'work' | 'rest' | 'holiday' | 'joint-leave';
  /** Of a holiday. */
  name?: string | undefined;
  shift?: { start: number; end: number; opens: number; closes: number; breakMinutes: number; flexMinutes: number; code?: string } | undefined;
  /** "Lima hari kerja", and which version of calendar and pattern said so. */
  pattern: string;
  version: string;
  /** Title of the policy. */
  rule: string;
  punches: Chosen;
  leave?: readonly { code: string; title: string; part: DayPart; letter?: string | undefined }[];
  duty?: readonly { number: string; destination: string; part: DayPart }[];
  status?: { code: string; title: string; decision: string } | undefined;
  outages?: readonly { from: number; to: number; reason: string }[];
  /** Forgotten punches that were granted. */
  granted?: readonly { side: 'in' | 'out'; time?: number | undefined; by: string; /** An objection that was granted stands over a punch that is there. */ overrides?: boolean }[];
  hasLog?: boolean | undefined;
}
export interface JudgedDay {
  code: string;
  in?: number;
  out?: number;
  late?: Fault;
  early?: Fault;
  percent: Hundredths;
  class?: 'A' | 'B' | 'C' | 'D';
  effectiveMinutes: number;
  /** Nothing that may still happen by itself changes it. */
  isOver: boolean;
  steps: string[];
}

const DAY_ENDS = 86_400;
const CLASSES = 'ABCD';

/**
 * What one day of one person became and what it costs, with every step as a sentence. Never refuses: a policy is complete.
 * Order: no hours due · study by decision · leave · duty · presence · absence. Half days move the hours (or as the policy says).
 */
export function judgeDay(policy: AttendancePolicy, facts: DayFacts): JudgedDay {
  const { shift } = facts;
  const steps: string[] = [];
  if (facts.kind !== 'work' || !shift) return dayOff(facts);

  const nowSeconds = (facts.now - facts.midnight) / 1000;
  const isOver = nowSeconds > shift.closes;
  steps.push(`Jam kerja ${clock(shift.start)} sampai ${clock(shift.end)}${shift.code ? `, sif ${shift.code}` : ''} (${facts.pattern}, ${facts.version}). Aturan: ${facts.rule}.`);

  const length = Math.max(0, Math.round((shift.end - shift.start) / 60) - shift.breakMinutes);
  const whole = wholeDay(facts, steps);
  if (whole) {
    if (facts.punches.used.length > 0) steps.push(`Ada absen ${times(facts.punches.used, facts.midnight)}; tidak mengubah status ini.`);
    return { code: whole.code, percent: 0, effectiveMinutes: whole.isDuty ? length : 0, isOver: true, steps };
  }

  for (const one of facts.punches.void) steps.push(`Absen ${clockAt(one.at, facts.midnight)} tidak dihitung: ${one.void}.`);
  const expected = expectedHours(policy, facts, steps);
  if (facts.punches.in) steps.push(`Absen masuk ${clock(seconds(facts.punches.in, facts), true)}.`);
  if (facts.punches.out) steps.push(`Absen pulang ${clock(seconds(facts.punches.out, facts), true)}.`);
  const entered = grantedPunches(facts, steps);
  const begin = entered.in ?? (facts.punches.in ? seconds(facts.punches.in, facts) : undefined);
  const finish = entered.out ?? (facts.punches.out ? seconds(facts.punches.out, facts) : undefined);

  const half = [...(facts.duty ?? []).map(() => 'DL'), ...(facts.leave ?? []).map((one) => one.code)][0];
  if (begin === undefined && finish === undefined && !expected.excusesIn && !expected.excusesOut && half === undefined) {
    if (!isOver) return { code: '?', percent: 0, effectiveMinutes: 0, isOver, steps: [...steps, nowSeconds < shift.start ? 'Jam kerja belum mulai.' : 'Belum ada absen; hari ini belum selesai.'] };
    steps.push(`Tidak ada absen masuk dan pulang, dan tidak ada keterangan: tidak hadir, ${percentText(policy.absent)} persen.`);
    return { code: 'TK', percent: policy.absent, effectiveMinutes: 0, isOver, steps };
  }

  const measured = measure(policy, expected, { begin, finish, nowSeconds, isOver }, shift.flexMinutes, steps);
  const classOf = weakest([facts.punches.in, facts.punches.out]);
  const { late, early } = measured;
  const sum = (late?.percent ?? 0) + (early?.percent ?? 0);
  let percent = policy.cap === undefined ? sum : Math.min(sum, policy.cap);
  if (percent < sum) steps.push(`Jumlahnya ${percentText(sum)} persen; paling banyak ${percentText(percent)} persen sehari.`);
  if (percent > 0 && classOf && !policy.cutClasses.includes(classOf)) {
    steps.push(`Absen terlemah hari ini kelas ${classOf}; menurut aturan kelas itu tidak dipotong.`);
    percent = 0;
  }
  if (!late && !early && isOver) steps.push('Masuk dan pulang tepat waktu: tidak ada potongan.');
  else if (!late && !early && begin !== undefined) steps.push('Sejauh ini tepat waktu.');
  if (isOver && facts.hasLog === false && policy.withoutLog?.per === 'day') {
    percent += policy.withoutLog.percent;
    steps.push(`Tidak ada laporan harian: ${percentText(policy.withoutLog.percent)} persen.`);
  }
  const place = facts.punches.in?.placeKind ?? facts.punches.out?.placeKind;
  const isAbsentHalf = begin === undefined && finish === undefined && half !== undefined;
  const code = isAbsentHalf ? half : place === 'home' ? 'WFH' : place === 'anywhere' ? 'WFA' : 'H';
  if (code === 'WFH' || code === 'WFA') steps.push(code === 'WFH' ? 'Tempatnya rumah yang disetujui: WFH.' : 'Tempatnya bebas menurut persetujuan: WFA.');
  return {
    code, percent, isOver, steps, effectiveMinutes: effective(shift, begin, finish),
    ...(begin === undefined ? {} : { in: facts.midnight + begin * 1000 }), ...(finish === undefined ? {} : { out: facts.midnight + finish * 1000 }),
    ...(late ? { late } : {}), ...(early ? { early } : {}), ...(classOf ? { class: classOf } : {}),
  };
}

function dayOff(facts: DayFacts): JudgedDay {
  const why = facts.kind === 'holiday' ? `Libur: ${facts.name ?? 'hari libur'}` : facts.kind === 'joint-leave' ? `Cuti bersama: ${facts.name ?? ''}`.trim() : 'Bukan hari kerja';
  const steps = [`${why} (${facts.pattern}, ${facts.version}).`];
  if (facts.punches.used.length > 0) steps.push(`Ada absen ${times(facts.punches.used, facts.midnight)}; tidak dihitung sebagai hari kerja.`);
  return { code: '-', percent: 0, effectiveMinutes: 0, isOver: true, steps };
}

function wholeDay(facts: DayFacts, steps: string[]): { code: string; isDuty: boolean } | undefined {
  if (facts.status) {
    steps.push(`${facts.status.title} menurut ${facts.status.decision}.`);
    return { code: facts.status.code, isDuty: false };
  }
  const [leave, duty] = [facts.leave ?? [], facts.duty ?? []];
  const covers = (parts: readonly { part: DayPart }[]): boolean => parts.some((one) => one.part === 'full') || (['morning', 'afternoon'] as const).every((part) => parts.some((one) => one.part === part));
  if (!covers([...leave, ...duty])) return undefined;
  for (const one of leave) steps.push(`${one.title}${partWords(one.part)}${one.letter ? `, surat ${one.letter}` : ''}.`);
  for (const one of duty) steps.push(`Dinas luar ke ${one.destination}${partWords(one.part)}, surat ${one.number}.`);
  const fullLeave = leave.find((one) => one.part === 'full') ?? (duty.length === 0 ? leave[0] : undefined);
  return fullLeave ? { code: fullLeave.code, isDuty: false } : { code: 'DL', isDuty: true };
}

interface Expected {
  start: number;
  end: number;
  excusesIn: boolean;
  excusesOut: boolean;
}
/** Half days and outages move what is expected; an excused side costs nothing without a punch. */
function expectedHours(policy: AttendancePolicy, facts: DayFacts, steps: string[]): Expected {
  const shift = facts.shift!;
  const expected: Expected = { start: shift.start, end: shift.end, excusesIn: false, excusesOut: false };
  const middle = policy.halfDayAt === undefined ? (shift.start + shift.end) / 2 : inside(readTime(policy.halfDayAt)!, shift);
  for (const one of [...(facts.leave ?? []).map((l) => ({ part: l.part, words: `${l.title}${l.letter ? `, surat ${l.letter}` : ''}` })), ...(facts.duty ?? []).map((d) => ({ part: d.part, words: `Dinas luar ke ${d.destination}, surat ${d.number}` }))]) {
    if (one.part === 'full') continue;
    if (policy.halfDay === 'stands') {
      steps.push(`${one.words}${partWords(one.part)}; menurut aturan jam kerja hari itu tetap.`);
    } else if (policy.halfDay === 'covers-day') {
      steps.push(`${one.words}${partWords(one.part)}; menurut aturan keterlambatan hari itu tidak dihitung.`);
      expected.excusesIn = expected.excusesOut = true;
      expected.start = shift.end;
      expected.end = shift.start;
    } else if (one.part === 'morning') {
      expected.start = Math.max(expected.start, middle);
      steps.push(`${one.words}${partWords(one.part)}: diharapkan masuk mulai ${clock(expected.start)}.`);
    } else {
      expected.end = Math.min(expected.end, middle);
      steps.push(`${one.words}${partWords(one.part)}: boleh pulang mulai ${clock(expected.end)}.`);
    }
  }
  for (const outage of facts.outages ?? []) {
    const [from, to] = [(outage.from - facts.midnight) / 1000, (outage.to - facts.midnight) / 1000];
    if (to < shift.opens || from > shift.closes) continue;
    if (policy.outage === 'covers-day') {
      steps.push(`Gangguan ${clock(from)} sampai ${clock(to)} (${outage.reason}): menurut aturan keterlambatan hari itu tidak dihitung.`);
      Object.assign(expected, { excusesIn: true, excusesOut: true, start: shift.end, end: shift.start });
      continue;
    }
    if (from <= expected.start && to >= expected.start) {
      expected.start = Math.min(to, Math.max(expected.end, shift.start));
      expected.excusesIn = true;
      steps.push(`Gangguan ${clock(from)} sampai ${clock(to)} (${outage.reason}): diharapkan masuk mulai ${clock(expected.start)}, dan tidak adanya absen masuk dimaafkan.`);
    }
    if (from <= expected.end && to >= expected.end) {
      expected.end = Math.max(from, Math.min(expected.start, shift.end));
      expected.excusesOut = true;
      steps.push(`Gangguan ${clock(from)} sampai ${clock(to)} (${outage.reason}): tidak adanya absen pulang sesudah ${clock(expected.end)} dimaafkan.`);
    }
  }
  return expected;
}

function grantedPunches(facts: DayFacts, steps: string[]): { in?: number; out?: number } {
  const found: { in?: number; out?: number } = {};
  for (const one of facts.granted ?? []) {
    if (facts.punches[one.side] && !one.overrides) continue;
    const at = one.time === undefined ? (one.side === 'in' ? facts.shift!.start : facts.shift!.end) : inside(one.time, facts.shift!);
    found[one.side] = at;
    steps.push(`Absen ${one.side === 'in' ? 'masuk' : 'pulang'} ${clock(at)} menurut ${one.overrides ? 'keberatan' : 'permohonan lupa absen'} yang disetujui ${one.by}${one.by.endsWith('.') ? '' : '.'}`);
  }
  return found;
}

interface Measured {
  late?: Fault | undefined;
  early?: Fault | undefined;
}
function measure(policy: AttendancePolicy, expected: Expected, { begin, finish, nowSeconds, isOver }: { begin: number | undefined; finish: number | undefined; nowSeconds: number; isOver: boolean }, flexOfShift: number, steps: string[]): Measured {
  const scheme = { ...policy, id: policy.title, withoutLog: undefined };
  const flex = Math.max(policy.flexMinutes, flexOfShift) * 60;
  const found: Measured = {};
  let lateSeconds = begin === undefined ? undefined : begin - expected.start;
  if (lateSeconds !== undefined && lateSeconds > 0 && flex > 0 && lateSeconds <= flex) {
    const stayed = finish === undefined ? 0 : Math.max(0, finish - expected.end);
    const isOpen = finish === undefined && !isOver;
    if (isOpen) steps.push(`Terlambat ${Math.floor(lateSeconds / 60)} menit; dapat diganti dengan pulang paling cepat ${clock(expected.end + lateSeconds)}.`);
    else if (stayed > 0) steps.push(`Terlambat ${Math.floor(lateSeconds / 60)} menit, diganti dengan pulang ${Math.floor(stayed / 60)} menit lebih lama.`);
    lateSeconds = isOpen ? 0 : Math.max(0, lateSeconds - stayed);
  }
  const value = (asked: Result<Fault | undefined>): Fault | undefined => {
    if (!asked.ok) throw new Error(`a policy without value: ${asked.refusal.code}`);
    return asked.value;
  };
  if (lateSeconds !== undefined) found.late = value(fault(scheme, 'in', minutesOf(scheme, lateSeconds)));
  // Who left has not come back before the end of the hours; who only left cannot come in any more.
  else if (!expected.excusesIn && (isOver || finish !== undefined)) found.late = value(fault(scheme, 'in', undefined));
  if (finish !== undefined) {
    if (nowSeconds >= expected.end) found.early = value(fault(scheme, 'out', minutesOf(scheme, expected.end - finish)));
  } else if (isOver) {
    if (!expected.excusesOut) found.early = value(fault(scheme, 'out', undefined));
  } else if (nowSeconds >= 0) steps.push('Belum ada absen pulang; hari ini belum selesai.');
  for (const one of [sentence('masuk', 'Terlambat', found.late), sentence('pulang', 'Pulang sebelum waktu', found.early)]) if (one) steps.push(one);
  return found;
}

const weakest = (punches: readonly (PunchFact | undefined)[]): 'A' | 'B' | 'C' | 'D' | undefined =>
  punches.reduce<'A' | 'B' | 'C' | 'D' | undefined>((found, one) => (one && (found === undefined || CLASSES.indexOf(one.class) > CLASSES.indexOf(found)) ? one.class : found), undefined);

/** Minutes inside the hours, the break left out of who worked at least half of them. */
function effective(shift: NonNullable<DayFacts['shift']>, begin: number | undefined, finish: number | undefined): number {
  if (begin === undefined || finish === undefined) return 0;
  const spent = Math.max(0, Math.floor((Math.min(finish, shift.end) - Math.max(begin, shift.start)) / 60));
  return spent * 120 >= shift.end - shift.start ? Math.max(0, spent - shift.breakMinutes) : spent;
}
/** A time of the clock as seconds of this shift: after midnight of an overnight one. */
const inside = (time: number, shift: { start: number; end: number }): number => (time < shift.start - DAY_ENDS / 2 && shift.end > DAY_ENDS ? time + DAY_ENDS : time);
const seconds = (punch: PunchFact, facts: DayFacts): number => (punch.at - facts.midnight) / 1000;
const partWords = (part: DayPart): string => (part === 'full' ? '' : part === 'morning' ? ' (paruh pertama)' : ' (paruh kedua)');
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
/** 27059 → "07.30", with seconds "07.30.59"; from midnight on "esok 06.55". */
function clock(at: number, withSeconds = false): string {
  const day = Math.floor(at / DAY_ENDS);
  const rest = Math.floor(at - day * DAY_ENDS);
  const text = `${two(Math.floor(rest / 3600))}.${two(Math.floor((rest % 3600) / 60))}${withSeconds ? `.${two(rest % 60)}` : ''}`;
  return day > 0 ? `esok ${text}` : day < 0 ? `kemarin ${text}` : text;
}
const clockAt = (at: number, midnight: number): string => clock((at - midnight) / 1000);
const times = (punches: readonly PunchFact[], midnight: number): string => punches.map((one) => clockAt(one.at, midnight)).join(', ');

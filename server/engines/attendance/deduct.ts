import { ok, refuse, type Result } from '../../platform/kernel/refusal.ts';
import { percentText, type Hundredths } from './percent.ts';
import type { Band, DeductionScheme } from './scheme.ts';
import { placeIn, type Shift } from './shift.ts';

/** Seconds of the clock, without day: which day is told by the shift. */
export interface Punches {
  in?: number | undefined;
  out?: number | undefined;
}
/** One side of the day. `minutes` is undefined where the punch is missing. */
export interface Fault {
  code: string;
  minutes: number | undefined;
  percent: Hundredths;
}
export interface Deduction {
  absent: boolean;
  late: Fault | undefined;
  early: Fault | undefined;
  /** What the day costs, after the cap. */
  percent: Hundredths;
  /** Every step as a sentence for its owner. */
  steps: string[];
}

/**
 * What one working day costs under a scheme (reference of attendance, section 3). Two faults of a day add up, at most to the
 * cap of the scheme. Refuses `attendance.not-in-scheme` where the regulation that was found gives no value: nothing is invented.
 */
export function deduct(scheme: DeductionScheme, shift: Shift, punches: Punches): Result<Deduction> {
  if (punches.in === undefined && punches.out === undefined) {
    if (scheme.absent === undefined) return refuse('attendance.not-in-scheme', { scheme: scheme.id, what: 'tidak hadir' });
    return ok({ absent: true, late: undefined, early: undefined, percent: scheme.absent, steps: [`Tidak ada absen masuk dan pulang: tidak hadir, ${percentText(scheme.absent)} persen.`] });
  }
  const begin = punches.in === undefined ? undefined : placeIn(shift, punches.in, shift.start);
  const finish = punches.out === undefined ? undefined : placeIn(shift, punches.out, shift.end);
  if (begin !== undefined && finish !== undefined && finish < begin) return refuse('attendance.out-before-in');

  const late = fault(scheme, 'in', begin === undefined ? undefined : minutesOf(scheme, begin - shift.start));
  if (!late.ok) return late;
  const early = fault(scheme, 'out', finish === undefined ? undefined : minutesOf(scheme, shift.end - finish));
  if (!early.ok) return early;

  const sum = (late.value?.percent ?? 0) + (early.value?.percent ?? 0);
  const percent = scheme.cap === undefined ? sum : Math.min(sum, scheme.cap);
  const steps = [sentence('masuk', 'Terlambat', late.value), sentence('pulang', 'Pulang sebelum waktu', early.value)].filter((one) => one !== undefined);
  if (percent < sum) steps.push(`Jumlahnya ${percentText(sum)} persen; paling banyak ${percentText(percent)} persen sehari.`);
  if (steps.length === 0) steps.push('Masuk dan pulang tepat waktu: tidak ada potongan.');
  return ok({ absent: false, late: late.value, early: early.value, percent, steps });
}

/** Whole minutes by the scheme's way with seconds; 0 for who is in time or within the grace. `difference` in seconds. */
export function minutesOf({ seconds, grace, graceIs }: Pick<DeductionScheme, 'seconds' | 'grace' | 'graceIs'>, difference: number): number {
  const minutes = Math.max(0, seconds === 'dropped' ? Math.floor(difference / 60) : Math.ceil(difference / 60));
  if (minutes <= grace) return 0;
  return graceIs === 'forgiven' ? minutes - grace : minutes;
}

/** What one side of the day costs; `minutes` undefined is a punch that is missing. Refuses `attendance.not-in-scheme`. */
export function fault(scheme: DeductionScheme, side: 'in' | 'out', minutes: number | undefined): Result<Fault | undefined> {
  if (minutes === 0) return ok(undefined);
  if (minutes === undefined) {
    const missing = scheme.missing[side];
    return missing ? ok({ ...missing, minutes: undefined }) : refuse('attendance.not-in-scheme', { scheme: scheme.id, what: side === 'in' ? 'tanpa absen masuk' : 'tanpa absen pulang' });
  }
  const band = bandOf(side === 'in' ? scheme.late : scheme.early, minutes);
  return band ? ok({ code: band.code, minutes, percent: band.percent }) : refuse('attendance.not-in-scheme', { scheme: scheme.id, what: side === 'in' ? 'terlambat' : 'pulang sebelum waktu' });
}

const bandOf = (bands: readonly Band[], minutes: number): Band | undefined => bands.find((band) => minutes >= band.from && (band.to === undefined || minutes <= band.to));

/** The sentence for one side. */
export function sentence(side: string, what: string, one: Fault | undefined): string | undefined {
  if (!one) return undefined;
  return one.minutes === undefined ? `Tidak ada absen ${side}: ${one.code}, ${percentText(one.percent)} persen.` : `${what} ${one.minutes} menit: ${one.code}, ${percentText(one.percent)} persen.`;
}

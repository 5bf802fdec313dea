import { percentText, type Hundredths } from '../attendance/percent.ts';
import type { Predicate } from './predicate.ts';

/** How much of a month's allowance for productivity is earned: by logs, by the last predicate, or by both with weights. */
export interface ProductivityRule {
  /** Whole percents that make 100. */
  logs: number;
  predicate: number;
  /** What a predicate is worth, whole percents. */
  worth: Readonly<Record<Predicate, number>>;
  /** When a person has no predicate yet: the logs alone, or full. */
  withoutPredicate: 'logs' | 'full';
  /** Logs that nobody decided in time: counted or not. */
  expired: 'counts' | 'lost';
}

export interface Productivity {
  percent: Hundredths;
  steps: string[];
  predicate?: Predicate;
}

const FULL = 10_000;
const share = (weight: number, of: Hundredths): number => (weight * of) / 100;
const number = (value: number): string => value.toLocaleString('id-ID');

/** Minutes earned of minutes due, at most full; a month without minutes due (leave all through) is full. Half up. */
export function logsPercent(minutes: number, due: number): Hundredths {
  if (due <= 0) return FULL;
  return Math.min(FULL, Math.floor((minutes * FULL * 2 + due) / (2 * due)));
}

/** Productivity of a person in a month with every step as a sentence. Hundredths of a percent, half up. */
export function productivityOf(rule: ProductivityRule, facts: { minutes: number; due: number; predicate?: Predicate; predicateFrom?: string }): Productivity {
  const steps: string[] = [];
  const logs = logsPercent(facts.minutes, facts.due);
  if (rule.logs > 0) steps.push(facts.due <= 0 ? 'Tidak ada menit kerja yang wajib pada masa ini: laporan harian dihitung penuh.' : `Laporan harian disetujui ${number(facts.minutes)} menit dari ${number(facts.due)} menit kerja wajib: ${percentText(logs)}%.`);
  if (rule.predicate === 0) return { percent: logs, steps };
  if (facts.predicate === undefined) {
    const full = rule.withoutPredicate === 'full';
    steps.push(full ? 'Belum ada predikat kinerja yang final: produktivitas dihitung penuh menurut aturan instansi.' : 'Belum ada predikat kinerja yang final: laporan harian dihitung seluruhnya.');
    if (rule.logs === 0 && !full) steps.push(facts.due <= 0 ? 'Tidak ada menit kerja yang wajib pada masa ini.' : `Laporan harian disetujui ${number(facts.minutes)} dari ${number(facts.due)} menit: ${percentText(logs)}%.`);
    return { percent: full ? FULL : logs, steps };
  }
  const worth = rule.worth[facts.predicate] * 100;
  steps.push(`Predikat ${facts.predicate}${facts.predicateFrom ? ` (${facts.predicateFrom})` : ''}: ${percentText(worth)}%.`);
  const percent = Math.round(share(rule.logs, logs) + share(rule.predicate, worth));
  if (rule.logs > 0) steps.push(`${rule.logs}% × ${percentText(logs)}% + ${rule.predicate}% × ${percentText(worth)}% = ${percentText(percent)}%.`);
  return { percent, steps, predicate: facts.predicate };
}

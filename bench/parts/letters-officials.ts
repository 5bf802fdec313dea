import { fillLetters } from '../harness/fill-letters.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { morning } from '../harness/load.ts';
import { makeOfficials } from '../harness/officials.ts';

/** Seconds between two things that somebody does. */
const THINKS: [number, number] = [3, 9];
const SECONDS = 30;

/** 300 officials at their work in a register of a million letters; before them ten of them alone. */
export async function lettersOfficials(bench: Bench): Promise<Figure[]> {
  await fillLetters(bench);
  const officials = await makeOfficials(bench);
  const asked = { url: bench.url, thinks: THINKS, seconds: SECONDS };
  // Ten of one office, whose letters nobody else touches; at a pace that leaves the machine idle.
  const alone = await morning({ ...asked, officials: officials.slice(0, 10), thinks: [0.5, 1.5], seconds: SECONDS / 2 });
  await bench.settle();
  const worked = await morning({ ...asked, officials });
  if (worked.bad > 0) bench.say(`first bad answer: ${worked.firstBad}`);
  return [{
    part: 'letters-officials', what: `${officials.length} officials working at once, p99`, value: worked.p99, unit: 'ms', target: { most: 200 }, baseline: { what: 'ten of them alone', value: alone.p99 }, ratio: worked.p99 / alone.p99,
    note: `${worked.calls} calls in ${worked.seconds.toFixed(0)} s, ${worked.bad} errors, ${worked.refused} told that somebody acted meanwhile; p50 ${worked.p50.toFixed(1)}, slowest ${worked.slowest.toFixed(0)}; p99 by kind: ${worked.kinds.map((one) => `${one.kind} ${one.p99.toFixed(0)}`).join(', ')}; ${THINKS.join(' to ')} s of thinking between two deeds`,
  }];
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { isMet, table, type Figure } from './harness/figure.ts';
import { startBench, type Bench } from './harness/house.ts';
import { parts } from './parts.ts';

/** `npm run bench -- [part …] [--seconds N]`: all parts in the order of `parts.ts`, or the ones named. */
const words = process.argv.slice(2);
const at = words.indexOf('--seconds');
const seconds = at >= 0 ? Number(words.splice(at, 2)[1]) : 8;
const unknown = words.filter((word) => !parts.some((part) => part.name === word));
if (unknown.length > 0 || !(seconds >= 1)) {
  console.error(`Parts: ${parts.map((part) => part.name).join(', ')}. Seconds of one stretch: --seconds 8`);
  process.exit(1);
}
const chosen = parts.filter((part) => words.length === 0 || words.includes(part.name));
const say = (sentence: string) => console.error(`  ${sentence}`);

console.log(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}, load average at the start ${loadavg().map((l) => l.toFixed(1)).join(' ')}`);
const figures: Figure[] = [];
let house: Awaited<ReturnType<typeof startBench>> | undefined;
// However it ends, the database of the house ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void house?.stop().finally(() => process.exit(1)));
try {
  for (const part of chosen) {
    if (part.needs === 'house') house ??= await startBench({ seconds, say, pages: chosen.some((one) => one.pages) });
    console.error(`${part.name} …`);
    const made = await part.run(house?.bench as Bench, { seconds, say });
    figures.push(...made);
    console.error(table(made));
  }
} finally {
  await house?.stop();
}
console.log(`\n${table(figures)}\n\nload average at the end ${loadavg().map((l) => l.toFixed(1)).join(' ')}`);
mkdirSync(import.meta.dirname, { recursive: true });
writeFileSync(join(import.meta.dirname, 'last.json'), `${JSON.stringify({ at: new Date().toISOString(), node: process.version, cores: cpus().length, load: loadavg(), figures: figures.map((f) => ({ ...f, met: isMet(f) })) }, null, 2)}\n`);
process.exit(0);

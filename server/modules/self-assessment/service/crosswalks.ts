import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

const crosswalks = z.array(z.strictObject({ from: z.string(), to: z.string(), official: z.boolean(), pairs: z.record(z.string(), z.array(z.string()).min(1)) }));
export type Crosswalk = z.infer<typeof crosswalks>[number];

let read: Crosswalk[] | undefined;
/** Between editions, from the catalogue; read once. */
export function crosswalkTo(instrument: string, from: string): Crosswalk | undefined {
  read ??= crosswalks.parse(parse(readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'catalog', 'reference', 'assessment-crosswalks.yaml'), 'utf8')));
  return read.find((one) => one.to === instrument && one.from === from);
}

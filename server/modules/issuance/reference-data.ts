import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { NumberOrder } from './contract.ts';

const file = z.object({ legalBasis: z.string().min(3), verified: z.boolean(), series: z.record(z.string(), z.object({ id: z.string(), classification: z.string(), pattern: z.string() })) });
let known: z.infer<typeof file> | undefined;

/** The series of a letter that no service defines, by its template; read once. Throws for one that the catalogue has none for. */
export function seriesOf(template: string): NumberOrder['series'] {
  known ??= file.parse(parse(readFileSync(new URL('../../../catalog/reference/letter-series.yaml', import.meta.url), 'utf8')));
  const series = known.series[template];
  if (!series) throw new Error(`catalog/reference/letter-series.yaml has no series for ${template}`);
  return series;
}

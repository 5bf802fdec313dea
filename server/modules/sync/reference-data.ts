import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const retention = z.object({ reason: z.string().min(3), verified: z.boolean(), commandDays: z.number().int().min(30) });
let known: z.infer<typeof retention> | undefined;

/** The period that holds until an institution sets its own; read once. */
export const retentionAtFirst = (): z.infer<typeof retention> => (known ??= retention.parse(parse(readFileSync(new URL('../../../catalog/reference/sync-retention.yaml', import.meta.url), 'utf8'))));

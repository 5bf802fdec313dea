import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const retention = z.object({ legalBasis: z.string().min(3), verified: z.boolean(), noticeDays: z.number().int().min(30), deliveryDays: z.number().int().min(30) });
export type RetentionAtFirst = z.infer<typeof retention>;
let known: RetentionAtFirst | undefined;

/** The periods that hold until an institution sets its own; read once. */
export const retentionAtFirst = (): RetentionAtFirst => (known ??= retention.parse(parse(readFileSync(new URL('../../../catalog/reference/notification-retention.yaml', import.meta.url), 'utf8'))));

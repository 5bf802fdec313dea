import * as z from 'zod';
import type { CardId } from '../../platform/kernel/ids.ts';
import { newId } from '../../platform/kernel/ids.ts'; // reported
import { checkDigit } from '../../engines/cards/check-digit.ts'; // reported
import { lend } from './service.ts'; // reported

export const card = z.object({ id: z.string().default(newId), digit: z.string().default(checkDigit) });
export type Lend = (card: CardId) => ReturnType<typeof lend>;

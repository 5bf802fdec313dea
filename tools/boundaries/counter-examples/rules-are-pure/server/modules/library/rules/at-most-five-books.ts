import { existsSync } from 'node:fs'; // reported
import { readCard } from '../../../engines/cards/read-card.ts'; // reported
import type { Card } from '../contract.ts';
import { countLoans } from '../storage.ts'; // reported

export const mayBorrow = (card: Card): boolean => existsSync(card) && countLoans(readCard(card)) < 5;

import { newId } from './new-card.ts';

export const checkDigit = (): string => newId().slice(-1);

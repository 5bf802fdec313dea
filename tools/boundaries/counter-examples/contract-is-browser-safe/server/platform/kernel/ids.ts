import { randomUUID } from 'node:crypto';

export type CardId = string;
export const newId = (): CardId => randomUUID();

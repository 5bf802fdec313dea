import { readFileSync } from 'node:fs';

export const readCard = (path: string): string => readFileSync(path, 'utf8');

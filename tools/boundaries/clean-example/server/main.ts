import { modules } from './modules.ts';

export const start = (): number => modules.length;

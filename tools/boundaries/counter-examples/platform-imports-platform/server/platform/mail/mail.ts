import { half } from '../../engines/fees/evaluate.ts'; // reported

export const price = half(2);

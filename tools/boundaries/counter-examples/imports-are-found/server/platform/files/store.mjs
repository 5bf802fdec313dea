import { keep } from './keep.mjs'; // reported

export const store = keep;

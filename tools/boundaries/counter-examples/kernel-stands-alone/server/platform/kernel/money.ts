import { keep } from '../files/file-store.ts'; // reported

export const kept = keep('rupiah');

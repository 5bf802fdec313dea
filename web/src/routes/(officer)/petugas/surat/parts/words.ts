import { SECRECY, URGENCY } from '../../../../../../../server/modules/letters/contract.ts';

export const secrecyOptions = Object.entries(SECRECY).map(([id, { title, help }]) => ({ id, label: title, help }));
export const urgencyOptions = Object.entries(URGENCY).map(([id, { title }]) => ({ id, label: title }));
export const boxes = { 'belum-dibaca': 'unread', terbuka: 'open', terlambat: 'late', menunggu: 'waiting', selesai: 'done' } as const;
export type BoxWord = keyof typeof boxes;
export const boxWord = (text: string | null): BoxWord => (text && Object.hasOwn(boxes, text) ? (text as BoxWord) : 'belum-dibaca');
export const wordOf = (box: string): BoxWord => (Object.keys(boxes) as BoxWord[]).find((word) => boxes[word] === box) ?? 'belum-dibaca';

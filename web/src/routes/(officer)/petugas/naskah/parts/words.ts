export const boxes = { konsep: 'drafts', paraf: 'initial', 'tanda-tangan': 'sign', menunggu: 'others', terkirim: 'sent' } as const;
export type BoxWord = keyof typeof boxes;
export const boxWord = (text: string | null): BoxWord | undefined => (text && Object.hasOwn(boxes, text) ? (text as BoxWord) : undefined);
export const wordOf = (box: string): BoxWord => (Object.keys(boxes) as BoxWord[]).find((word) => boxes[word] === box) ?? 'konsep';

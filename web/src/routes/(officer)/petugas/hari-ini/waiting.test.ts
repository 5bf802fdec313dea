import { expect, test } from 'vitest';
import { waitingFor } from './waiting.ts';

test('what nobody counted or what is empty is no line', () => {
  expect(waitingFor({})).toEqual([]);
  expect(waitingFor({ letters: { boxes: [{ box: 'unread', count: 0 }], prepared: 0 }, leave: { waiting: 0 }, petitions: { items: [] } })).toEqual([]);
});

test('each kind leads to where it is done, with how many are late, and what signs comes first', () => {
  const lines = waitingFor({
    leave: { waiting: 2 }, outgoing: { boxes: [{ box: 'initial', count: 1 }, { box: 'sign', count: 4 }, { box: 'drafts', count: 9 }] },
    letters: { boxes: [{ box: 'open', count: 5 }, { box: 'late', count: 3 }], prepared: 0 },
    performance: { waiting: { staff: 0, logs: 0, dialogues: 1, reviews: [{}, {}] } },
  });
  expect(lines.map(({ href, count, late }) => [href, count, late ?? 0])).toEqual([
    ['/petugas/naskah?kotak=tanda-tangan', 4, 0], ['/petugas/naskah?kotak=paraf', 1, 0], ['/petugas/surat?kotak=terbuka', 5, 3], ['/petugas/cuti/tinjau', 2, 0], ['/petugas/skp', 3, 0],
  ]);
});

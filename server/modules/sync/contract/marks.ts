import type { ChainMark } from '../../../engines/sync/chain.ts';
import type { ClockMark } from '../../../engines/sync/clock.ts';

export type MarkCode = ChainMark | ClockMark;

/** What people read. A mark blames nobody: it says what was noticed. */
export const MARKS: Record<MarkCode, string> = {
  gap: 'Ada perintah sebelumnya dari perangkat ini yang belum pernah sampai.',
  late: 'Perintah ini sampai sesudah yang dibuat kemudian.',
  broken: 'Perintah ini tidak bersambung dengan yang sebelumnya.',
  fork: 'Urutannya sudah dipakai perintah lain dari perangkat ini.',
  inserted: 'Perintah ini tampak disisipkan belakangan.',
  'no-anchor': 'Perangkat belum pernah menyapa server, jadi waktunya menurut perangkat saja.',
  absurd: 'Jam perangkat menunjukkan tahun yang tidak mungkin.',
  'set-back': 'Jam perangkat dimundurkan sejak terakhir terhubung.',
  'set-forward': 'Jam perangkat dimajukan sejak terakhir terhubung.',
  ahead: 'Waktunya melewati saat perintah ini sampai.',
  backwards: 'Waktunya lebih awal daripada perintah sebelumnya.',
  unsent: 'Perangkat sempat terhubung sesudah waktu ini tanpa mengirimkannya.',
};

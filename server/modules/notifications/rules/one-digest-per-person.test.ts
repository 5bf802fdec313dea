import { describe, expect, it } from 'vitest';
import { digestNotice, dueText, type DueMove } from './one-digest-per-person.ts';

const reason = 'Cuti bersama 20 Maret 2026 (SKB tiga menteri)';
const move = (n: number, over: Partial<DueMove> = {}): DueMove => ({ request: `r${n}`, number: `PNG-${n}`, old: '2026-03-20T16:59:59Z', new: '2026-03-25T16:59:59Z', reason, ...over });

describe('one digest per person', () => {
  it('tells one request with both dates and the reason', () => {
    expect(digestNotice([move(1)], 'WIB')).toMatchObject({
      kind: 'due-moved', title: 'Janji waktu permohonan PNG-1 berubah', href: '/permohonan-saya/r1', link: '/lacak?nomor=PNG-1',
      text: `Sebabnya: ${reason}.\nPNG-1: semula Jumat, 20 Maret 2026, menjadi Rabu, 25 Maret 2026.`,
    });
  });

  it('puts many into one, grouped by reason, ten by name', () => {
    const notice = digestNotice([...Array.from({ length: 11 }, (_, i) => move(i)), move(50, { reason: 'Jam Ramadan' })], 'WIB')!;
    expect(notice.title).toBe('Janji waktu 12 permohonan Anda berubah');
    expect(notice.text.match(/semula/g)).toHaveLength(10);
    expect(notice.text).toContain('Dan 2 permohonan lagi.');
    expect(notice.href).toBe('/permohonan-saya');
  });

  it('tells a request that moved twice once, from the first date to the last', () => {
    const text = digestNotice([move(1), move(1, { old: '2026-03-25T16:59:59Z', new: '2026-03-26T16:59:59Z', reason: 'Libur daerah' })], 'WIB')!.text;
    expect(text).toContain('semula Jumat, 20 Maret 2026, menjadi Kamis, 26 Maret 2026');
    expect(text).toContain(`${reason}; Libur daerah`);
    expect(text.match(/semula/g)).toHaveLength(1);
  });

  it('says nothing when a promise came back to where it was, or nothing moved', () => {
    expect(digestNotice([move(1), move(1, { old: '2026-03-25T16:59:59Z', new: '2026-03-20T16:59:59Z' })], 'WIB')).toBeUndefined();
    expect(digestNotice([], 'WIB')).toBeUndefined();
  });

  it('reads days, moments, nothing, and the zone', () => {
    expect(dueText('2026-03-20', 'WIB')).toBe('Jumat, 20 Maret 2026');
    expect(dueText('2026-03-20T08:00:00Z', 'WITA')).toBe('Jumat, 20 Maret 2026 pukul 16.00 WITA');
    expect(dueText('2026-03-20T15:59:59Z', 'WITA')).toBe('Jumat, 20 Maret 2026');
    expect(dueText(null, 'WIB')).toBe('tanpa tanggal');
    expect(dueText('2026-02-30', 'WIB')).toBe('2026-02-30');
  });
});

import { describe, expect, it } from 'vitest';
import { stepsOf, subjectOf } from './request.ts';

const steps = [
  { id: 'a', title: 'Periksa', state: 'done' as const },
  { id: 'b', title: 'Tinjau', state: 'skipped' as const },
  { id: 'c', title: 'Tanda tangan', state: 'now' as const },
  { id: 'd', title: 'Terbit', state: 'todo' as const },
];

describe('a request as its applicant sees it', () => {
  it('leaves out the steps that it does not need', () => {
    expect(stepsOf({ steps, status: 'in-progress' })).toEqual([
      { label: 'Periksa', state: 'done' }, { label: 'Tanda tangan', state: 'now' }, { label: 'Terbit', state: 'next' },
    ]);
  });
  it('shows where a rejected, lapsed or withdrawn one ended', () => {
    for (const status of ['rejected', 'lapsed', 'withdrawn'] as const) expect(stepsOf({ steps, status })[1]).toEqual({ label: 'Tanda tangan', state: 'failed' });
  });
  it('does not say the name of the service twice', () => {
    expect(subjectOf({ title: 'Surat Keterangan Usaha, Warung Bu Sri', layanan: 'Surat Keterangan Usaha' })).toBe('Warung Bu Sri');
    expect(subjectOf({ title: 'Surat Keterangan Usaha', layanan: 'Surat Keterangan Usaha' })).toBe('Surat Keterangan Usaha');
  });
});

import { describe, expect, it } from 'vitest';
import type { PhasePlan } from '../../self-assessment/contract.ts';
import { isOver, phaseOn, phasesInOrder } from './phases-are-in-order.ts';

const plan = (...phases: [PhasePlan[number]['phase'], string, string][]): PhasePlan => phases.map(([phase, from, to]) => ({ phase, from, to }));
const EVALUASI = plan(['self', '2026-08-01', '2026-09-15'], ['document', '2026-09-16', '2026-10-10'], ['interview', '2026-10-11', '2026-10-20'], ['final', '2026-11-01', '2026-11-20']);
const sentence = (asked: PhasePlan, mode: 'pemantauan' | 'evaluasi' = 'evaluasi', family = 'spbe') => {
  const result = phasesInOrder(asked, mode, family);
  return result.ok ? 'ok' : (result.refusal.data?.sentence ?? result.refusal.code);
};

describe('phases of a campaign', () => {
  it('stand in the order of the regulation, however they were given', () => {
    expect(phasesInOrder(EVALUASI.toReversed(), 'evaluasi', 'spbe')).toEqual({ ok: true, value: EVALUASI });
  });

  it.each<[string, PhasePlan, 'pemantauan' | 'evaluasi', string]>([
    ['an evaluasi without interview', EVALUASI.filter(({ phase }) => phase !== 'interview'), 'evaluasi', 'Penilaian interviu wajib ada'],
    ['a pemantauan with one', EVALUASI, 'pemantauan', 'Pemantauan tidak memakai penilaian interviu'],
    ['a pemantauan with a visit', [...EVALUASI.filter(({ phase }) => phase !== 'interview'), ...plan(['visit', '2026-10-11', '2026-10-12'])], 'pemantauan', 'Pemantauan tidak memakai penilaian visitasi'],
    ['no self-assessment', EVALUASI.slice(1), 'evaluasi', 'Penilaian mandiri wajib ada'],
    ['one phase twice', [...EVALUASI, EVALUASI[0]!], 'evaluasi', 'Penilaian mandiri hanya boleh satu kali'],
    ['an end before its beginning', plan(['self', '2026-08-02', '2026-08-01'], ...EVALUASI.slice(1).map(({ phase, from, to }) => [phase, from, to] as [typeof phase, string, string])), 'evaluasi', 'Penilaian mandiri selesai sebelum dimulai'],
    ['a day that no year has', plan(['self', '2026-02-30', '2026-03-01'], ...EVALUASI.slice(1).map(({ phase, from, to }) => [phase, from, to] as [typeof phase, string, string])), 'evaluasi', 'Tanggal Penilaian mandiri tidak ada dalam kalender'],
    ['a day shared by two', EVALUASI.map((one) => (one.phase === 'document' ? { ...one, from: '2026-09-15' } : one)), 'evaluasi', 'Penilaian dokumen harus dimulai sesudah penilaian mandiri selesai'],
    ['the wrong order', EVALUASI.map((one) => (one.phase === 'interview' ? { ...one, from: '2026-07-01', to: '2026-07-02' } : one)), 'evaluasi', 'Penilaian interviu harus dimulai sesudah penilaian dokumen selesai'],
  ])('refuse %s', (_, asked, mode, expected) => expect(sentence(asked, mode)).toBe(expected));

  it('know no pemantauan for Index Pemdi, and an optional visit for both', () => {
    expect(sentence(EVALUASI, 'pemantauan', 'pemdi')).toBe('evaluation.mode');
    expect(sentence(EVALUASI, 'evaluasi', 'pemdi')).toBe('ok');
    expect(sentence([...EVALUASI, ...plan(['visit', '2026-10-21', '2026-10-31'])])).toBe('ok');
    expect(sentence(EVALUASI.filter(({ phase }) => phase !== 'interview'), 'pemantauan')).toBe('ok');
  });

  it.each([['2026-07-31', undefined], ['2026-08-01', 'self'], ['2026-10-20', 'interview'], ['2026-10-25', 'interview'], ['2026-12-31', 'final']])('on %s the phase is %s', (day, phase) => expect(phaseOn(EVALUASI, day)).toBe(phase));
  it('are over the day after their last', () => {
    expect(isOver(EVALUASI, 'self', '2026-09-15')).toBe(false);
    expect(isOver(EVALUASI, 'self', '2026-09-16')).toBe(true);
    expect(isOver(EVALUASI, 'visit', '2027-01-01')).toBe(false);
  });
});

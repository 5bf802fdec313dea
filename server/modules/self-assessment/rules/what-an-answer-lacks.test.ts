import { describe, expect, it } from 'vitest';
import { indicatorsOf } from '../../../engines/scoring/instrument.ts';
import { weighted } from '../self-assessment.testing.ts';
import { lacksOf, lowestMicro, type Answer, type Piece } from './what-an-answer-lacks.ts';

const spbe = weighted('spbe-2020');
const days = { today: '2026-11-18', until: '2026-12-18' };
const of = (number: string, instrument = spbe) => indicatorsOf(instrument.tree).find((one) => one.indicator.number === number)!.indicator;
const piece = (level: number, letter: string | null, documentDate: string | null = null, expiresOn: string | null = null): Piece => ({ level, letter, documentDate, expiresOn });
const answer = (more: Partial<Answer> = {}): Answer => ({ micro: 3_000_000n, met: ['2.a', '3.a'], asks: '', hasFakta: true, hasAnalisis: true, evidence: [piece(3, 'a')], ...more });
const codes = (number: string, one: Answer, instrument = spbe) => lacksOf(instrument, of(number, instrument), one, days).map(({ code }) => code);

describe('what an answer lacks', () => {
  it('a whole answer lacks nothing', () => expect(codes('1', answer())).toEqual([]));
  it('unanswered is one lack, not many', () => expect(codes('1', answer({ micro: null, hasFakta: false }))).toEqual(['unanswered']));
  it('a level implies the criteria of those below', () => expect(lacksOf(spbe, of('1'), answer({ micro: 4_000_000n, met: ['4.a'] }), days)).toContainEqual({ code: 'criteria', blocking: true, count: 3, keys: ['2.a', '3.a', '4.b'] }));
  it('a level above the lowest needs evidence, the lowest does not', () => {
    expect(codes('1', answer({ evidence: [] }))).toEqual(['evidence']);
    expect(codes('1', answer({ micro: 1_000_000n, met: [], evidence: [] }))).toEqual([]);
  });
  it('Fakta and Analisis are told apart', () => expect([codes('1', answer({ hasFakta: false })), codes('1', answer({ hasAnalisis: false }))]).toEqual([['fakta'], ['analisis']]));
  it('45 to 47 name their service', () => expect([codes('45', answer({ met: ['2.a', '2.b', '2.c', '3.a', '3.b', '3.c'] })).includes('asks'), codes('45', answer({ asks: 'Perizinan' })).includes('asks')]).toEqual([true, false]));
  it('expired and soon expired evidence warns and does not block', () => {
    const four = { micro: 4_000_000n, met: ['2.a', '3.a', '4.a', '4.b'] };
    expect(lacksOf(spbe, of('1'), answer({ ...four, evidence: [piece(4, 'b', '2024-01-01', '2026-01-01')] }), days)).toEqual([{ code: 'expired', blocking: false, count: 1, keys: [] }]);
    expect(lacksOf(spbe, of('1'), answer({ ...four, evidence: [piece(4, 'b', '2024-12-01', '2026-12-01')] }), days)).toEqual([{ code: 'expiring', blocking: false, count: 1, keys: [] }]);
    // Above the claim it is only kept.
    expect(codes('1', answer({ evidence: [piece(3, 'a'), piece(4, 'b', '2024-01-01', '2026-01-01')] }))).toEqual([]);
  });
  it('a policy that follows a review after more than a year is told', () => {
    const five = { micro: 5_000_000n, met: ['2.a', '3.a', '4.a', '4.b', '5.a'] };
    expect(codes('1', answer({ ...five, evidence: [piece(4, 'b', '2025-01-10', '2027-01-10'), piece(5, 'a', '2026-02-01')] }))).toEqual(['late-follow-up']);
    expect(codes('1', answer({ ...five, evidence: [piece(4, 'b', '2025-01-10', '2027-01-10'), piece(5, 'a', '2026-01-10')] }))).toEqual([]);
  });
  it('what another body scores needs no criteria; its decimal stands on the level below', () => {
    const pemdi = weighted('pemdi-2026');
    expect(codes('5', answer({ micro: 3_250_000n, met: [] }), pemdi)).toEqual([]);
  });
  it('criteria that nobody filled in lack nothing', () => expect(codes('1', answer({ met: [] }), weighted('pemdi-2026'))).toEqual([]));
  it('the lowest level of SPBE 2018 is 0', () => expect([lowestMicro(spbe), lowestMicro(weighted('spbe-2018'))]).toEqual([1_000_000n, 0n]));
});

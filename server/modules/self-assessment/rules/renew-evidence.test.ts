import { expect, test } from 'vitest';
import { indicatorsOf } from '../../../engines/scoring/instrument.ts';
import { weighted } from '../self-assessment.testing.ts';
import { renewalOf } from './renew-evidence.ts';

const indicator = indicatorsOf(weighted('spbe-2020').tree).find((one) => one.indicator.number === '21')!.indicator;
const piece = (letter: string | null, documentDate: string | null, expiresOn: string | null = null, level = 4) => ({ level, letter, documentDate, expiresOn });
test.each([
  ['a review of 25 months', piece('b', '2024-02-01'), 'expired'],
  ['a review of two years less a day', piece('b', '2024-03-03'), 'expiring'],
  ['a review of last year', piece('b', '2025-06-01'), null],
  ['a review of two years to the day still counts today', piece('b', '2024-03-02'), 'expiring'],
  ['a review without a date', piece('b', null), 'undated'],
  ['a decree of long ago', piece('a', '2015-01-01'), null],
  ['a paper whose own day has passed', piece('a', '2025-01-01', '2026-01-01'), 'expired'],
  ['a letter that this instrument does not know', piece('z', '2025-01-01'), 'gone'],
  ['no letter', piece(null, null), null],
])('%s', (_, one, why) => expect(renewalOf(indicator, one, '2026-03-02', '2026-04-30').why).toBe(why));

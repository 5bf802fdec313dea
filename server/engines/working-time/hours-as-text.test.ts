import { describe, expect, it } from 'vitest';
import { hoursFromText, textFromHours } from './hours-as-text.ts';

describe('hours as people write them', () => {
  it('reads dots and colons, dashes and words, and writes one form', () => {
    const read = hoursFromText({ 1: '7.30 - 12.00; 13:00–16:00', 5: '07.30 s/d 11.30', 7: '' });
    expect(read).toEqual({ ok: true, value: { 1: [[450, 720], [780, 960]], 5: [[450, 690]] } });
    if (read.ok) expect(textFromHours(read.value)).toEqual({ 1: '07:30-12:00, 13:00-16:00', 5: '07:30-11:30' });
  });

  it.each(['pagi', '07:30', '07:30-25:00', '07:60-08:00', '07:30-12:00-13:00'])('names the day of %s', (line) => {
    expect(hoursFromText({ 3: line })).toMatchObject({ ok: false, refusal: { code: 'calendar.bad-hours', data: { day: 'Rabu' } } });
  });
});

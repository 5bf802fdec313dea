import { describe, expect, it } from 'vitest';
import { addMonths, ageOf, expiresOn, followsTooLate } from './evidence-grows-old.ts';
import { evidenceLink } from './links-lead-outside-safely.ts';

const review = { id: 'b', text: 'Notula reviu', main: true, maxAgeMonths: 24 };
const followUp = { id: 'a', text: 'Kebijakan baru', main: true, monthsAfterReview: 12 };

describe('age of evidence', () => {
  it.each([['2024-11-20', 24, '2026-11-20'], ['2024-02-29', 12, '2025-02-28'], ['2025-01-31', 1, '2025-02-28'], ['2025-12-31', 2, '2026-02-28'], ['2025-03-15', 0, '2025-03-15']])('%s plus %i months is %s', (day, months, then) => expect(addMonths(day, months)).toBe(then));

  it('expires only where the instrument sets an age and the date is known', () => {
    expect(expiresOn(review, '2024-11-20')).toBe('2026-11-20');
    expect(expiresOn(review, null)).toBeNull();
    expect(expiresOn(followUp, '2024-11-20')).toBeNull();
    expect(expiresOn(undefined, '2024-11-20')).toBeNull();
  });

  it('counts on its last day, warns of what ends before the assessors look', () => {
    expect(ageOf('2026-11-20', '2026-11-20', null)).toBe('fresh');
    expect(ageOf('2026-11-20', '2026-11-21', null)).toBe('expired');
    expect(ageOf('2026-11-20', '2026-11-01', '2026-12-18')).toBe('expiring');
    expect(ageOf('2026-12-18', '2026-11-01', '2026-12-18')).toBe('fresh');
    expect(ageOf(null, '2026-11-01', '2026-12-18')).toBe('fresh');
  });

  it('a follow-up comes within a year after the newest review, and not before it', () => {
    expect(followsTooLate(followUp, '2025-11-20', ['2023-01-01', '2024-11-20'])).toBe(false);
    expect(followsTooLate(followUp, '2025-11-21', ['2024-11-20'])).toBe(true);
    expect(followsTooLate(followUp, '2024-11-19', ['2024-11-20'])).toBe(true);
    expect(followsTooLate(followUp, '2030-01-01', [])).toBe(false);
    expect(followsTooLate(review, '2030-01-01', ['2024-11-20'])).toBe(false);
  });
});

describe('a link as evidence', () => {
  it.each(['http://ponorogo.go.id', 'javascript:alert(1)', 'https://', 'https://localhost/x', 'https://a b.id', '', 'ponorogo.go.id', 'https://u:p@ponorogo.go.id/'])('%j is refused in words', (text) => expect(evidenceLink(text)).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) }));
  it('is kept with a short name', () => expect(evidenceLink(' https://ponorogo.go.id/berita/1?x=2 ')).toEqual({ ok: true, href: 'https://ponorogo.go.id/berita/1?x=2', short: 'ponorogo.go.id/berita/1' }));
});

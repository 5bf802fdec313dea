import { describe, expect, it } from 'vitest';
import type { PhasePlan } from '../contract/exchange.ts';
import { adding, answering, looksUntil, planFaults, reminderDue, standingOn } from './phase-of-the-day.ts';

const plan: PhasePlan = [
  { phase: 'self', from: '2026-11-01', to: '2026-11-30' }, { phase: 'internal', from: '2026-11-25', to: '2026-12-05' }, { phase: 'document', from: '2026-12-07', to: '2026-12-11' },
  { phase: 'interview', from: '2026-12-14', to: '2026-12-18' }, { phase: 'objection', from: '2027-01-04', to: '2027-01-08' },
];

describe('phases of a campaign', () => {
  it('run on both their ends', () => {
    expect(standingOn(plan, '2026-11-01')).toMatchObject({ phase: 'self', until: '2026-11-30', daysLeft: 29 });
    expect(standingOn(plan, '2026-11-30')).toMatchObject({ phase: 'self', daysLeft: 0, next: { phase: 'document' } });
    expect(standingOn(plan, '2026-12-06')).toMatchObject({ phase: null, daysLeft: null, next: { phase: 'document', from: '2026-12-07' } });
    expect(standingOn(plan, '2027-02-01')).toEqual({ phase: null, until: null, daysLeft: null, next: null });
  });

  it('let answers be written in self and internal only, and say since or until when', () => {
    expect(answering(plan, '2026-10-31')).toEqual({ open: false, because: 'early', from: '2026-11-01' });
    expect(answering(plan, '2026-12-05')).toEqual({ open: true, phase: 'internal', until: '2026-12-05' });
    expect(answering(plan, '2026-12-06')).toEqual({ open: false, because: 'late', to: '2026-12-05' });
    expect(answering([], '2026-12-06')).toEqual({ open: false, because: 'never' });
  });

  it('let evidence be added while assessors talk', () => {
    expect(adding(plan, '2026-12-16')).toMatchObject({ open: true, phase: 'interview' });
    expect(adding(plan, '2026-12-19')).toMatchObject({ open: false, because: 'late' });
  });

  it('know until when assessors look', () => {
    expect(looksUntil(plan)).toBe('2026-12-18');
    expect(looksUntil([])).toBeNull();
  });

  it('name what is wrong in a plan', () => {
    expect(planFaults(plan)).toEqual([]);
    expect(planFaults([{ phase: 'self', from: '2026-11-30', to: '2026-11-01' }])[0]?.message).toContain('hari terakhir');
    expect(planFaults([plan[0]!, plan[0]!])[0]?.message).toContain('dua kali');
    expect(planFaults([{ phase: 'document', from: '2026-10-01', to: '2026-10-05' }, plan[0]!])[0]?.message).toContain('tidak boleh mulai sebelum');
  });

  it.each([
    ['2026-11-15', [], null], ['2026-11-16', [], 14], ['2026-11-20', [14], null], ['2026-11-23', [14], 7], ['2026-11-28', [14, 7], 3], ['2026-11-29', [14, 7, 3], 1], ['2026-11-29', [14, 7, 3, 1], null], ['2026-11-30', [], null], ['2026-12-01', [], null],
    // The server stood still for a week: one reminder, the nearest.
    ['2026-11-24', [], 7],
  ])('remind on %s after %j: %s', (today, told, due) => expect(reminderDue('2026-11-30', today, told)).toBe(due));
});

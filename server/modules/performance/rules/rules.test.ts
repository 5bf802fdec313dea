import { describe, expect, it } from 'vitest';
import type { PlanContent } from '../contract.ts';
import { aLogFitsItsDay, effectiveMinutes } from './a-log-fits-its-day.ts';
import { aPlanIsWhole } from './a-plan-is-whole.ts';
import { ALLOWED, mayAct, type Asked, type Role } from './allowed-actions.ts';
import { fold, type Action } from './fold.ts';
import { monthsOf, periodsOf } from './periods-of-a-plan.ts';
import { isTop } from './where-a-plan-hangs.ts';

const common = { at: '2026-03-02T02:00:00.000Z', by: { name: 'Siti' } };
const start: Action = { ...common, kind: 'start', source: 'here' };
const submit: Action = { ...common, kind: 'submit' };
const approve: Action = { ...common, kind: 'approve', begun: true };
const running = [start, submit, approve];
const rate = (period: 'q1' | 'year'): Action[] => [{ ...common, kind: 'report', period }, { ...common, kind: 'rate', period, hasil: 'di-atas', perilaku: 'di-bawah', words: '' }];
const code = (actions: Action[], roles: Role[], kind: Asked, period?: 'q1' | 'year') => {
  const said = mayAct(fold(actions), roles, kind, period);
  return said.ok ? 'ok' : said.refusal.code;
};

describe('the states of a plan', () => {
  it('go from draft to final by the actions', () => {
    expect(fold([start]).state).toBe('draft');
    expect(fold([start, submit]).state).toBe('diajukan');
    expect(fold([start, submit, { ...common, kind: 'return', words: 'x' }]).state).toBe('revisi');
    expect(fold([start, submit, { ...common, kind: 'withdraw' }]).state).toBe('draft');
    expect(fold([start, submit, { ...approve, begun: false }]).state).toBe('disetujui');
    expect(fold([start, submit, { ...approve, begun: false }, { ...common, kind: 'begin' }]).state).toBe('berjalan');
    expect(fold([...running, ...rate('q1')])).toMatchObject({ state: 'berjalan', evaluations: { q1: { state: 'dinilai', predicate: 'Kurang' } } });
    const year = [...running, ...rate('year')];
    expect(fold(year).state).toBe('dinilai');
    const objected = [...year, { ...common, kind: 'object', period: 'year', words: 'x' } satisfies Action];
    expect(fold(objected).state).toBe('keberatan');
    expect(fold([...objected, { ...common, kind: 'answer', period: 'year', hasil: 'di-atas', perilaku: 'sesuai', words: 'x' }])).toMatchObject({ state: 'final', evaluations: { year: { state: 'final', predicate: 'Baik' } } });
    expect(fold([...year, { ...common, kind: 'close', period: 'year' }])).toMatchObject({ state: 'final', evaluations: { year: { predicate: 'Kurang' } } });
  });
  it('make a new version of a change after approval, which needs approval again', () => {
    const changed = [...running, { ...common, kind: 'change', words: 'Target berubah' } satisfies Action];
    expect(fold(changed)).toMatchObject({ state: 'revisi', number: 2, approved: true });
    expect(code(changed, ['owner'], 'report', 'q1')).toBe('performance.not-approved');
    expect(fold([...changed, submit, approve])).toMatchObject({ state: 'berjalan', number: 2 });
  });
  it('refuse by the table', () => {
    expect(code([start], ['owner'], 'report', 'q1')).toBe('performance.not-approved');
    expect(code([start, submit], ['superior'], 'rate', 'q1')).toBe('performance.not-approved');
    expect(code(running, ['superior'], 'rate', 'q1')).toBe('performance.nothing-reported');
    expect(code(running, ['owner'], 'edit')).toBe('performance.not-now');
    expect(code(running, ['owner'], 'sign', 'q1')).toBe('performance.not-for-you');
    expect(code([...running, ...rate('q1')], ['superior'], 'sign', 'q1')).toBe('performance.not-final');
    expect(code([...running, ...rate('q1')], ['superior'], 'rate', 'q1')).toBe('performance.not-now');
    expect(code([...running, ...rate('q1'), { ...common, kind: 'object', period: 'q1', words: 'x' }], ['superior'], 'answer', 'q1')).toBe('performance.not-for-you');
  });
  it('give nobody a step that is not his', () => {
    for (const [kind, rule] of Object.entries(ALLOWED) as [Asked, (typeof ALLOWED)[Asked]][]) {
      for (const role of ['owner', 'superior', 'above'] as const) if (!rule.by.includes(role)) expect(code(running, [role], kind, 'q1')).toBe('performance.not-for-you');
    }
  });
});

describe('a plan', () => {
  const row = { id: 'r1', kind: 'utama' as const, result: 'Izin terbit tepat waktu', supports: { plan: 'p', row: 'a', text: '' }, indicators: [{ id: 'i', aspect: 'waktu' as const, text: 'Hari kerja', target: '5' }] };
  const content: PlanContent = { agreement: '', rows: [row], expectations: {}, resources: '', accountability: '', consequences: '' };
  const said = (changed: Partial<PlanContent>, top = false) => {
    const result = aPlanIsWhole({ ...content, ...changed }, { top, offered: [{ plan: 'p', row: 'a' }] });
    return result.ok ? [] : result.refusal.fields!.map((one) => one.path);
  };
  it('supports a result of the superior, or the agreement at the top', () => {
    expect(said({})).toEqual([]);
    expect(said({ rows: [{ ...row, supports: undefined }] })).toEqual(['hasil.r1']);
    expect(said({ rows: [{ ...row, supports: { plan: 'p', row: 'gone', text: '' } }] })).toEqual(['hasil.r1']);
    expect(said({ rows: [{ ...row, supports: { agreement: 'Sasaran' } }] })).toEqual(['hasil.r1']);
    expect(said({}, true)).toEqual(['agreement', 'hasil.r1']);
    expect(said({ agreement: '100/1/2026', rows: [{ ...row, supports: { agreement: 'Sasaran' } }] }, true)).toEqual([]);
    expect(said({ rows: [row, { ...row, id: 'r2', kind: 'tambahan', supports: undefined }] })).toEqual([]);
    expect(said({ rows: [{ ...row, kind: 'tambahan' }] })).toEqual(['hasil']);
  });
  it('hangs at the agreement for heads and for whoever answers to the regent', () => {
    expect([isTop({ isHead: true, unitKind: 'dinas' }, undefined, ['dinas']), isTop({ isHead: false, unitKind: 'dinas' }, { isHeadOfRegion: true }, ['dinas']), isTop({ isHead: true, unitKind: 'bidang' }, { isHeadOfRegion: false }, ['dinas']), isTop({ isHead: false, unitKind: 'dinas' }, { isHeadOfRegion: false }, ['dinas'])]).toEqual([true, true, false, false]);
  });
  it('has the quarters that it touches', () => {
    expect(periodsOf({ year: 2026, fromDay: '2026-05-04', toDay: '2026-09-30' })).toEqual([{ period: 'q2', fromDay: '2026-05-04', toDay: '2026-06-30' }, { period: 'q3', fromDay: '2026-07-01', toDay: '2026-09-30' }, { period: 'year', fromDay: '2026-05-04', toDay: '2026-09-30' }]);
    expect([monthsOf('2026-01-01', '2026-12-31'), monthsOf('2026-04-01', '2026-12-31'), monthsOf('2026-05-20', '2026-05-22'), monthsOf('2026-05-16', '2026-12-14')]).toEqual([12, 9, 1, 6]);
  });
});

describe('a daily log', () => {
  const monday = { day: '2026-03-02', kind: 'work' as const, cap: 450 };
  const said = (log: Partial<Parameters<typeof aLogFitsItsDay>[1]>, facts = monday) => {
    const result = aLogFitsItsDay(facts, { minutes: 60, others: 0, writtenOn: '2026-03-02', lockAfterDays: 7, ...log });
    return result.ok ? result.value.left : result.refusal.code;
  };
  it('takes no more than the working time of its day', () => expect([said({}), said({ minutes: 450 }), said({ minutes: 451 }), said({ minutes: 60, others: 390 }), said({ minutes: 61, others: 390 })]).toEqual([390, 0, 'performance.over-hours', 0, 'performance.over-hours']));
  it('is neither ahead nor after the lock', () => expect([said({ writtenOn: '2026-03-01' }), said({ writtenOn: '2026-03-09' }), said({ writtenOn: '2026-03-10' })]).toEqual(['performance.day-ahead', 390, 'performance.day-locked']));
  it('counts a shift without its break, also past midnight', () => expect([effectiveMinutes({ start: 27_000, end: 57_600, breakMinutes: 60, overnight: false }), effectiveMinutes({ start: 75_600, end: 25_200, breakMinutes: 0, overnight: true }), effectiveMinutes({ start: 75_600, end: 111_600, breakMinutes: 60, overnight: true })]).toEqual([450, 600, 540]));
});

import { describe, expect, it } from 'vitest';
import type { UnitKind } from '../../organization/contract.ts';
import { namedTwice, ruleOn, rulesFor, unitsReached, type ScopedRule } from './the-nearest-rule-wins.ts';

const unit = (id: string, kind: UnitKind, parent: string | null): [string, { kind: UnitKind; parent: string | null }] => [id, { kind, parent }];
const units = new Map([unit('bupati', 'head-of-region', null), unit('dinkes', 'dinas', 'bupati'), unit('puskesmas', 'uptd', 'dinkes'), unit('rsud', 'rsud', 'dinkes'), unit('igd', 'bidang', 'rsud'), unit('dlh', 'dinas', 'bupati')]);
type Rule = ScopedRule & { name: string };
const rule = (name: string, reach: Partial<ScopedRule> = {}): Rule => ({ name, units: [], unitKinds: [], fromDay: '2026-01-01', toDay: null, ...reach });
const on = (rules: Rule[], where: string, day = '2026-06-01') => ruleOn(rulesFor(rules, units, where), day)?.name;

describe('which rule holds for a unit on a day', () => {
  it('a named unit before its kind, its kind before the institution', () => {
    const rules = [rule('all'), rule('hospitals', { unitKinds: ['rsud'] }), rule('emergency', { units: ['igd'] })];
    expect([on(rules, 'igd'), on(rules, 'rsud'), on(rules, 'dinkes'), on(rules, 'dlh')]).toEqual(['emergency', 'hospitals', 'all', 'all']);
  });
  it('the nearer of two named units, whichever began later', () => {
    const rules = [rule('health', { units: ['dinkes'], fromDay: '2026-05-01' }), rule('hospital', { units: ['rsud'], fromDay: '2026-02-01' }), rule('all')];
    expect([on(rules, 'igd'), on(rules, 'puskesmas'), on(rules, 'igd', '2026-01-15')]).toEqual(['hospital', 'health', 'all']);
  });
  it('of one group the one that began last; one that ended gives back to what was before', () => {
    const rules = [rule('old'), rule('fasting', { fromDay: '2026-02-18', toDay: '2026-03-19' }), rule('ward', { units: ['igd'], fromDay: '2026-04-01', toDay: '2026-04-30' })];
    expect([on(rules, 'dlh', '2026-02-17'), on(rules, 'dlh', '2026-02-18'), on(rules, 'dlh', '2026-03-19'), on(rules, 'dlh', '2026-03-20')]).toEqual(['old', 'fasting', 'fasting', 'old']);
    expect([on(rules, 'igd', '2026-04-30'), on(rules, 'igd', '2026-05-01')]).toEqual(['ward', 'old']);
  });
  it('none before the first, none for units that nothing reaches', () => {
    expect(on([rule('all')], 'dlh', '2025-12-31')).toBeUndefined();
    expect(on([rule('health', { units: ['dinkes'] })], 'dlh')).toBeUndefined();
    expect(on([rule('all')], 'somewhere closed')).toBe('all');
  });
  it('two groups that name one unit from the same day are told', () => {
    const group = rule('a', { units: ['rsud', 'dlh'] });
    expect(namedTwice(group, rule('b', { units: ['dlh', 'dinkes'] }))).toEqual(['dlh']);
    expect(namedTwice(group, rule('b', { units: ['dlh', 'rsud'] }))).toEqual([]);
    expect(namedTwice(group, rule('b', { units: ['dlh'], fromDay: '2026-01-02' }))).toEqual([]);
    expect(namedTwice(rule('a', { unitKinds: ['rsud', 'uptd'] }), rule('b', { unitKinds: ['uptd'] }))).toEqual(['uptd']);
  });
  it('reaches everything below', () => {
    expect(unitsReached(units, rule('x', { units: ['dinkes'] }))).toEqual(['dinkes', 'puskesmas', 'rsud', 'igd']);
    expect(unitsReached(units, rule('x', { unitKinds: ['rsud'] }))).toEqual(['rsud', 'igd']);
    expect(unitsReached(units, rule('x'))).toBeUndefined();
  });
});

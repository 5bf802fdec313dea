import { describe, expect, it } from 'vitest';
import { PHASES } from '../../self-assessment/contract.ts';
import { maySee, THINGS, WATCHERS, type Thing, type Watcher } from './may-see.ts';

// Each cell: the first phase in which it is seen; what was seen stays visible. A dash: never.
const TABLE: Record<Thing, Record<Watcher, string>> = {
  sealed: { institution: 'self', assessor: 'document', reviewer: 'final', organiser: 'self', public: '-' },
  questions: { institution: 'document', assessor: 'document', reviewer: 'final', organiser: 'document', public: '-' },
  'own-verdicts': { institution: '-', assessor: 'document', reviewer: 'final', organiser: '-', public: '-' },
  'other-verdicts': { institution: '-', assessor: 'interview', reviewer: 'final', organiser: 'document', public: '-' },
  'all-stages': { institution: '-', assessor: 'final', reviewer: 'final', organiser: 'document', public: '-' },
  final: { institution: 'objection', assessor: 'final', reviewer: 'final', organiser: 'final', public: '-' },
  objection: { institution: 'objection', assessor: 'objection', reviewer: 'objection', organiser: 'objection', public: '-' },
  result: { institution: 'publication', assessor: 'publication', reviewer: 'publication', organiser: 'publication', public: 'publication' },
};

describe('who sees what in which phase', () => {
  it.each(THINGS.flatMap((thing) => WATCHERS.map((who) => [thing, who, TABLE[thing][who]] as const)))('%s: %s from %s', (thing, who, from) => {
    expect(PHASES.filter((phase) => maySee(who, thing, phase))).toEqual(from === '-' ? [] : PHASES.slice(PHASES.indexOf(from as (typeof PHASES)[number])));
    expect(maySee(who, thing, undefined)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { conflictOf, type Belonging } from './nobody-assesses-their-own.ts';
import { shareEvenly, type Taken } from './share-evenly.ts';

const who = (tenants: string[], ...interests: Belonging['interests']): Belonging => ({ tenants: new Set(tenants), interests });
const region = (code: string) => ({ region: code, bareName: `wilayah ${code}` });
const ponorogo = { tenant: 'png', region: '35.02', bareName: 'kabupaten ponorogo' };
const ministry = { tenant: null, region: null, bareName: 'kementerian agama' };

describe('nobody assesses their own', () => {
  it.each([
    ['somebody from elsewhere', who(['tim'], region('33')), ponorogo, null],
    ['a post there', who(['tim', 'png']), ponorogo, 'post'],
    ['the region itself declared', who([], region('35.02')), ponorogo, 'institution'],
    ['its province declared', who([], region('35')), ponorogo, 'region'],
    ['a regency of the province that is assessed', who([], region('35.02')), { tenant: null, region: '35', bareName: 'provinsi jawa timur' }, 'region'],
    ['a neighbouring regency', who([], region('35.01')), ponorogo, null],
    ['a code that only begins alike', who([], region('35.0')), ponorogo, null],
    ['a ministry by its name', who([], { region: null, bareName: 'kementerian agama' }), ministry, 'institution'],
    ['another ministry', who([], { region: null, bareName: 'kementerian sosial' }), ministry, null],
    ['a ministry and a region', who([], region('35')), ministry, null],
    ['no tenant is not the same as no tenant', who([]), ministry, null],
  ])('%s', (_, person, assessed, expected) => expect(conflictOf(person, assessed)).toBe(expected));
});

describe('sharing evenly', () => {
  const places = (n: number) => Array.from({ length: n }, (_, at) => [{ participant: `p${at}`, role: 'first' as const }, { participant: `p${at}`, role: 'second' as const }]).flat();
  const load = (made: readonly Taken[], account: string) => made.filter((one) => one.account === account).length;
  const team = { assessors: ['a', 'b', 'c'], reviewers: ['r'] };
  const anybody = () => true;

  it('gives each about the same, and nobody both places of one institution', () => {
    const made = shareEvenly(places(12), [], team, anybody);
    expect(made).toHaveLength(24);
    expect(['a', 'b', 'c'].map((one) => load(made, one))).toEqual([8, 8, 8]);
    const pair = shareEvenly(places(12), [], { assessors: ['a', 'b'], reviewers: [] }, anybody);
    expect(['a', 'b'].map((one) => pair.filter(({ account, role }) => account === one && role === 'first').length)).toEqual([6, 6]);
    for (let at = 0; at < 12; at++) expect(new Set(made.filter(({ participant }) => participant === `p${at}`).map(({ account }) => account)).size).toBe(2);
    expect(shareEvenly(places(12), [], team, anybody)).toEqual(made);
  });

  it('counts what somebody already has, keeps who may not away, and leaves open what nobody may', () => {
    const taken: Taken[] = [1, 2, 3, 4].map((n) => ({ participant: `x${n}`, role: 'first', account: 'a' }));
    const made = shareEvenly(places(3), taken, team, anybody);
    expect(load(made, 'a')).toBe(0);
    expect(shareEvenly(places(2), [], team, (account, participant) => !(account === 'a' && participant === 'p0')).filter(({ participant }) => participant === 'p0').map(({ account }) => account).sort()).toEqual(['b', 'c']);
    expect(shareEvenly(places(1), [], { assessors: ['a'], reviewers: [] }, anybody)).toEqual([{ participant: 'p0', role: 'first', account: 'a' }]);
    expect(shareEvenly(places(1), [], team, () => false)).toEqual([]);
  });

  it('does not count reviews against assessing', () => {
    const both = { assessors: ['r', 'a'], reviewers: ['r'] };
    const made = shareEvenly([{ participant: 'p', role: 'reviewer' }, { participant: 'q', role: 'first' }], [], both, anybody);
    expect(made).toEqual([{ participant: 'p', role: 'reviewer', account: 'r' }, { participant: 'q', role: 'first', account: 'r' }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ChainStep, Content } from '../contract.ts';
import { mayAct, possibleActions } from './allowed-actions.ts';
import { contentIsSound } from './content-is-sound.ts';
import { apply, fold } from './fold.ts';
import { desksOf, stepsNow, type Action, type LetterFold } from './letter-state.ts';
import { readingOf, type ReaderFacts } from './who-may-read.ts';

const by = { kind: 'officer' as const, account: 'a', person: 'p-drafter', name: 'Endang', post: 'drafter', unit: 'setda' };
const at = '2026-03-02T02:00:00.000Z';
const begin: Action = { kind: 'begin', at, by, type: 'surat-dinas', post: 'drafter', unit: 'setda' };
const tier = (post: string): ChainStep => ({ post, kind: 'tier' });
const beside = (post: string): ChainStep => ({ post, kind: 'coordination' });
const submit = (hash: string, chain: ChainStep[], version = 1): Action => ({ kind: 'submit', at, by, version, hash, chain, signer: 'signer', unit: 'setda', secrecy: 'biasa', type: 'surat-dinas', named: [] });
const initial = (post: string, hash = 'h1'): Action => ({ kind: 'initial', at, by: { ...by, post, capacity: 'definitive' }, post, hash });
const back: Action = { kind: 'return', at, by };
const now = (letter: LetterFold) => stepsNow(letter).map(({ post }) => post);
const standing = (letter: LetterFold) => letter.steps.map((step) => (step.done ? 'done' : step.void !== undefined ? 'void' : 'open'));

describe('the way of a letter', () => {
  it('goes tier by tier, then to those coordinated with side by side, then to who signs', () => {
    let letter = fold([begin, submit('h1', [tier('kasi'), beside('hukum'), tier('kabid'), beside('bpkad')])]);
    expect([letter.state, now(letter)]).toEqual(['paraf', ['kasi']]);
    letter = apply(letter, initial('kasi'));
    expect(now(letter)).toEqual(['kabid']);
    letter = apply(letter, initial('kabid'));
    expect(now(letter)).toEqual(['hukum', 'bpkad']);
    letter = apply(letter, initial('bpkad'));
    expect([letter.state, now(letter)]).toEqual(['paraf', ['hukum']]);
    letter = apply(letter, initial('hukum'));
    expect(letter.state).toBe('siap_ttd');
    expect(desksOf(letter)).toEqual([{ post: 'signer', task: 'sign' }, ...['drafter', 'kasi', 'kabid', 'hukum', 'bpkad'].map((post) => ({ post, task: 'others' }))]);
  });
  it('needs no paraf where the chain is empty', () => expect(fold([begin, submit('h1', [])]).state).toBe('siap_ttd'));
  it('another text voids every paraf that was given', () => {
    const letter = fold([begin, submit('h1', [tier('kasi'), tier('kabid')]), initial('kasi'), back, submit('h2', [tier('kasi'), tier('kabid')], 2)]);
    expect([letter.state, standing(letter), now(letter)]).toEqual(['paraf', ['void', 'open'], ['kasi']]);
    const again = apply(letter, initial('kasi', 'h2'));
    expect(again.steps[0]!.done!.version).toBe(2);
  });
  it('the same text keeps those before the lowest tier that changed', () => {
    const before = [begin, submit('h1', [tier('kasi'), tier('kabid'), tier('kadis')]), initial('kasi'), initial('kabid'), back];
    expect(standing(fold([...before, submit('h1', [tier('kasi'), tier('kabid'), tier('kadis')])]))).toEqual(['done', 'done', 'open']);
    expect(standing(fold([...before, submit('h1', [tier('kasi'), tier('sekdis'), tier('kabid'), tier('kadis')])]))).toEqual(['done', 'open', 'void', 'open']);
  });
  it('one more who is coordinated with voids nobody beside', () => {
    const letter = fold([begin, submit('h1', [beside('hukum'), beside('bpkad')]), initial('hukum'), back, submit('h1', [beside('hukum'), beside('bpkad'), beside('inspektorat')])]);
    expect(standing(letter)).toEqual(['done', 'open', 'open']);
  });
  it('keeps its number when it is cancelled', () => {
    const letter = fold([begin, submit('h1', []), { kind: 'number', at, by, document: 'd', number: '000/7/X', unit: 'setda', day: '2026-03-02', holder: { person: 'p', name: 'n', capacity: 'definitive' }, ink: false }, { kind: 'cancel', at, by }]);
    expect([letter.state, letter.document?.number]).toEqual(['batal', '000/7/X']);
  });
  it('a try that failed leaves it where it was, and the next one ends it', () => {
    const numbered = fold([begin, submit('h1', []), { kind: 'number', at, by, document: 'd', number: '7', unit: 'setda', day: '2026-03-02', holder: { person: 'p', name: 'n', capacity: 'plh' }, ink: false }]);
    const failed = apply(numbered, { kind: 'fail', at, by, code: 'signature.no-answer', uncertain: true });
    expect([failed.state, failed.failure]).toEqual(['penomoran', { code: 'signature.no-answer', uncertain: true }]);
    expect(mayAct(numbered, ['signer'], 'retry').ok).toBe(false);
    expect(mayAct(failed, ['signer'], 'retry').ok).toBe(true);
    const signed = apply(failed, { kind: 'sign', at, by, sha256: 'x', mode: 'internal' });
    expect([signed.state, signed.failure, signed.document?.sha256]).toEqual(['ditandatangani', undefined, 'x']);
  });
});

describe('who may what', () => {
  const paraf = fold([begin, submit('h1', [tier('kasi')])]);
  const ready = fold([begin, submit('h1', [])]);
  it('by one table', () => {
    expect(possibleActions(fold([begin]), ['drafter'])).toEqual(['edit', 'submit', 'cancel']);
    expect(possibleActions(paraf, ['drafter'])).toEqual(['withdraw']);
    expect(possibleActions(paraf, ['initialer'])).toEqual(['initial', 'return']);
    expect(possibleActions(paraf, ['signer'])).toEqual(['cancel']);
    expect(possibleActions(ready, ['signer'])).toEqual(['return', 'pass', 'sign', 'number-for-ink', 'cancel']);
    expect(possibleActions(ready, ['clerk'])).toEqual(['number-for-ink']);
    expect(possibleActions(ready, [])).toEqual([]);
  });
  it('the drafter drops what has no number, never what runs', () => {
    expect(mayAct(ready, ['drafter'], 'cancel')).toMatchObject({ ok: false, refusal: { code: 'outgoing.not-for-you' } });
    expect(mayAct(fold([begin, submit('h1', []), back]), ['drafter'], 'cancel').ok).toBe(true);
  });
});

describe('what may be handed on', () => {
  const content: Content = {
    type: 'surat-dinas', subject: 'Undangan rapat', secrecy: 'biasa', urgency: 'biasa', classification: '', attachments: '', files: [], addressees: [{ kind: 'outside', name: 'Rektor Universitas', place: '', email: '' }], attention: '', copies: [], signer: 'sekda', signFor: 'none', onBehalfOf: null, through: [], chain: [], fields: {},
  };
  const titles: Record<string, string> = { sekda: 'Sekretaris Daerah', bupati: 'Bupati Ponorogo', asisten: 'Asisten Administrasi Umum', kabag: 'Kepala Bagian Umum', kosong: 'Kepala Bagian Hukum' };
  const check = (more: Partial<Content>, initials = 0, hasBody = true) => {
    const result = contentIsSound({ ...content, ...more }, { needsAddressee: true, needsBody: true, initials, headOfRegion: more.type === 'keputusan' }, { held: new Set(['sekda', 'bupati', 'asisten', 'kabag']), titleOf: (post) => titles[post] ?? post, signs: new Set(['sekda', 'bupati', 'asisten']), headsRegion: new Set(['bupati']) }, hasBody);
    return result.ok ? 'ok' : `${result.refusal.code} ${result.refusal.fields?.map((field) => field.path).join()}`;
  };
  it.each([
    ['all there', {}, 'ok'],
    ['a.n.', { signFor: 'an', onBehalfOf: 'bupati' }, 'ok'],
    ['u.b. below an a.n.', { signer: 'asisten', signFor: 'ub', onBehalfOf: 'bupati', through: ['sekda'] }, 'ok'],
    ['u.b. without a.n.', { signer: 'asisten', signFor: 'ub' }, 'outgoing.ub-without-an onBehalfOf'],
    ['u.b. without who stands between', { signer: 'asisten', signFor: 'ub', onBehalfOf: 'bupati' }, 'outgoing.ub-without-an signFor'],
    ['a.n. nobody', { signFor: 'an' }, 'outgoing.incomplete signFor'],
    ['a.n. oneself', { signFor: 'an', onBehalfOf: 'sekda' }, 'outgoing.incomplete signFor'],
    ['no subject, no addressee', { subject: ' ', addressees: [] }, 'outgoing.incomplete subject,addressees'],
    ['a copy to an addressee whose place only one of both names', { copies: [{ kind: 'outside', name: 'Rektor Universitas', place: 'Madiun', email: '' }] }, 'outgoing.incomplete copies'],
    ['a copy to an addressee', { copies: [{ kind: 'outside', name: 'REKTOR  universitas', place: '', email: '' }] }, 'outgoing.incomplete copies'],
    ['an addressee twice', { addressees: [content.addressees[0]!, content.addressees[0]!] }, 'outgoing.incomplete addressees'],
    ['a paraf twice', { chain: [tier('kabag'), beside('kabag')] }, 'outgoing.incomplete chain'],
    ['a paraf of who signs', { chain: [tier('sekda')] }, 'outgoing.incomplete chain'],
    ['a paraf of an empty post', { chain: [tier('kosong')] }, 'outgoing.incomplete chain'],
    ['signed by who does not sign', { signer: 'kabag' }, 'outgoing.incomplete signer'],
    ['a decision that only the head of region signs', { type: 'keputusan' }, 'outgoing.incomplete signer'],
    ['nobody signs', { signer: null }, 'outgoing.incomplete signer'],
  ] satisfies [string, Partial<Content>, string][])('%s', (_, more, expected) => expect(check(more as Partial<Content>)).toBe(expected));
  it('as many paraf as its kind asks for, and a body', () => {
    expect(check({}, 1)).toBe('outgoing.incomplete chain');
    expect(check({ chain: [tier('kabag')] }, 1)).toBe('ok');
    expect(check({}, 0, false)).toBe('outgoing.incomplete body');
  });
});

describe('who reads', () => {
  const nobody: ReaderFacts = { drafter: false, submitted: true, named: false, onWay: false, acted: false, clerk: false, unitInvolved: false, mandate: 'none', aboveSigns: false };
  it.each([
    ['biasa', { aboveSigns: true }, 'whole'], ['terbatas', { aboveSigns: true }, 'none'], ['terbatas', { unitInvolved: true }, 'whole'], ['terbatas', { clerk: true }, 'whole'],
    ['rahasia', { unitInvolved: true }, 'none'], ['rahasia', { clerk: true }, 'line'], ['rahasia', { onWay: true }, 'whole'],
    ['sangat-rahasia', { onWay: true, acted: true }, 'none'], ['sangat-rahasia', { named: true }, 'whole'], ['sangat-rahasia', { clerk: true }, 'line'],
    ['biasa', { submitted: false, unitInvolved: true, clerk: true }, 'none'], ['sangat-rahasia', { submitted: false, drafter: true }, 'whole'],
  ] as const)('%s %j: %s', (secrecy, who, expected) => expect(readingOf(secrecy, { ...nobody, ...who })).toBe(expected));
});

import { beforeAll, describe, expect, it } from 'vitest';
import { judgeLink } from './chain.ts';
import { judgeClock, trustOf, type Received, type Told } from './clock.ts';
import { digestOf, isSignedBy, makeKey, readKey, signCommand, signedBytes, type Command, type DeviceKey, type KeyPair, type Unsigned } from './envelope.ts';

const unsigned: Unsigned = {
  id: '019a0000-0000-7000-8000-000000000001', device: '019a0000-0000-7000-8000-0000000000aa', seq: 1, kind: 'library.borrow', body: { card: 7, title: 'Serat Centhini' }, holding: '019a0000-0000-7000-8000-0000000000bb',
  deviceTime: '2026-03-02T00:45:00.000Z', monotonicMs: 2_700_000, bridgedMs: 0, contact: { at: '2026-03-02T00:00:00.000Z', proof: 'p', deviceTime: '2026-03-02T00:00:00.000Z' }, previous: '',
};

describe('an envelope', () => {
  let key: KeyPair;
  let publicKey: DeviceKey;
  let signed: Command;
  beforeAll(async () => {
    key = await makeKey();
    publicKey = (await crypto.subtle.exportKey('jwk', key.publicKey)) as DeviceKey;
    signed = await signCommand(key.privateKey, unsigned);
  });

  it('has the same bytes in whatever order its fields came, without what does not belong to it', () => {
    const turned = Object.fromEntries(Object.entries(signed).toReversed()) as unknown as Command;
    expect(signedBytes({ ...turned, body: { title: 'Serat Centhini', card: 7 }, extra: 1 } as Unsigned)).toEqual(signedBytes(unsigned));
    expect(new TextDecoder().decode(signedBytes(unsigned))).not.toContain('signature');
  });
  it('is signed by its device and by no other', async () => {
    expect(await isSignedBy(publicKey, signed)).toBe(true);
    const other = (await crypto.subtle.exportKey('jwk', (await makeKey()).publicKey)) as DeviceKey;
    expect(await isSignedBy(other, signed)).toBe(false);
  });
  it.each<[string, Partial<Command>]>([
    ['another body', { body: { card: 8, title: 'Serat Centhini' } }], ['another place', { seq: 2 }], ['another time', { deviceTime: '2026-03-02T00:30:00.000Z' }], ['another duration', { monotonicMs: 1 }], ['another post', { holding: unsigned.device }],
    ['another contact', { contact: { ...unsigned.contact, at: '2026-03-01T00:00:00.000Z' } }], ['another link', { previous: 'x' }], ['a dependency that was not there', { dependsOn: unsigned.device }],
    ['no signature', { signature: '' }], ['not base64', { signature: '§' }], ['a short one', { signature: 'AAAA' }],
  ])('is refused with %s', async (_, change) => {
    expect(await isSignedBy(publicKey, { ...signed, ...change })).toBe(false);
  });
  it('is refused under a key that is none', async () => {
    expect(await isSignedBy({ ...publicKey, x: 'AAAA' }, signed)).toBe(false);
    await expect(readKey({ kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' })).rejects.toBeInstanceOf(DOMException);
  });
  it('has one digest for one content', async () => {
    expect(await digestOf(signed)).toBe(await digestOf(unsigned));
    expect(await digestOf({ ...unsigned, body: { card: 7, title: 'Serat Centhini ' } })).not.toBe(await digestOf(unsigned));
  });
  it('made by the first app is read by every later one', async () => {
    const first = { kty: 'EC', crv: 'P-256', x: '8ZZi4eHiZ_7Ihji9Msa0pYzenH3p8ybpw61E15l1DEs', y: 'NB8c8TLrr_b8JhQVaqQC5TXj_nOzJg6BM4cxvhoK1R8' } as const;
    expect(await isSignedBy(first, { ...unsigned, signature: '_aCfWBNN8d_flrWUcCYDv4qMXCaRbzjFMcFIZLBqtNfeSQMYx7ROjzYI_yADAy2KuXuzkZO_b7k3iT0Wb_LjzA' })).toBe(true);
    expect(await digestOf(unsigned)).toBe('RB2DjRGEuIO_rAQf02yY6JIB-mUCCDF5Wp8ZmpcZyPU');
  });
  it('keeps its private key in the device', async () => {
    await expect(crypto.subtle.exportKey('jwk', key.privateKey)).rejects.toBeInstanceOf(DOMException);
  });
});

describe('a link of the chain', () => {
  const head = { seq: 4, digest: 'd4' };
  it.each([
    ['the next one', { seq: 5, previous: 'd4', digest: 'd5' }, { head }, [], 0, 5],
    ['the very first', { seq: 1, previous: '', digest: 'd1' }, { head: { seq: 0, digest: '' } }, [], 0, 1],
    ['a first that claims a forerunner', { seq: 1, previous: 'x', digest: 'd1' }, { head: { seq: 0, digest: '' } }, ['broken'], 0, 1],
    ['the next place, hung elsewhere', { seq: 5, previous: 'dX', digest: 'd5' }, { head }, ['broken'], 0, 5],
    ['two are missing', { seq: 7, previous: 'd6', digest: 'd7' }, { head }, ['gap'], 2, 7],
    ['a place that is taken', { seq: 3, previous: 'd2', digest: 'dY' }, { head, same: 'another', before: { digest: 'd2' } }, ['fork'], 0, 4],
    ['a missing one, come late', { seq: 3, previous: 'd2', digest: 'd3' }, { head, before: { digest: 'd2' }, after: { previous: 'd3' } }, ['late'], 0, 4],
    ['one put between', { seq: 3, previous: 'd2', digest: 'dZ' }, { head, before: { digest: 'd2' }, after: { previous: 'd3' } }, ['inserted'], 0, 4],
    ['one put between, hung on nothing', { seq: 3, previous: 'dX', digest: 'd3' }, { head, before: { digest: 'd2' }, after: { previous: 'd3' } }, ['inserted'], 0, 4],
  ] as const)('%s', (_, link, known, marks, missing, at) => {
    const verdict = judgeLink(link, known);
    expect({ marks: verdict.marks, missing: verdict.missing, at: verdict.head.seq }).toEqual({ marks: [...marks], missing, at });
  });
});

describe('the clock', () => {
  const contact = '2026-03-02T00:00:00.000Z';
  const told = (minutes: number, more: Partial<Told> = {}, wallOffset = 0): Told => ({
    monotonicMs: minutes * 60_000, bridgedMs: 0, deviceTime: new Date(Date.parse(contact) + minutes * 60_000 + wallOffset).toISOString(), contact: { at: contact, proof: 'p', deviceTime: new Date(Date.parse(contact) + wallOffset).toISOString() }, ...more,
  });
  const received: Received = { at: new Date('2026-03-02T03:00:00Z'), isProven: true, registered: new Date('2026-02-01T00:00:00Z') };
  const judged = (t: Told, r: Partial<Received> = {}) => {
    const { at, source, marks } = judgeClock(t, { ...received, ...r });
    return [at.toISOString().slice(11, 16), source, marks];
  };

  it('is the server time of the last contact and what has passed since', () => expect(judged(told(45))).toEqual(['00:45', 'anchored', []]));
  it('does not mind a clock that is steadily wrong by three days', () => {
    expect(judged(told(45, {}, -3 * 86_400_000))).toEqual(['00:45', 'anchored', []]);
    expect(judgeClock(told(45, {}, -3 * 86_400_000), received).offsetMs).toBe(-3 * 86_400_000);
  });
  it('notices one that was set back and takes the true time', () => expect(judged(told(45, { deviceTime: '2026-03-01T23:45:00.000Z' }))).toEqual(['00:45', 'anchored', ['set-back']]));
  it('notices one that was set forward', () => expect(judged(told(45, { deviceTime: '2026-03-02T01:45:00.000Z' }))).toEqual(['00:45', 'anchored', ['set-forward']]));
  it.each(['1970-01-01T00:00:05.000Z', '2099-12-31T00:00:00.000Z', 'kemarin'])('does not believe %s', (deviceTime) => {
    const [at, source, marks] = judged(told(45, { deviceTime }));
    expect([at, source]).toEqual(['00:45', 'anchored']);
    expect(marks).toContain('absurd');
  });
  it('says when part of the time was taken from the wall clock', () => expect(judged(told(45, { bridgedMs: 40 * 60_000 }))).toEqual(['00:45', 'bridged', []]));
  it('is never later than the arrival', () => expect(judged(told(600))).toEqual(['03:00', 'anchored', ['ahead']]));
  it('notices time that runs backwards within a chain', () => expect(judged(told(45), { previous: new Date('2026-03-02T02:00:00Z') })[2]).toEqual(['backwards']));
  it('notices a time that the device passed without sending anything', () => {
    const at = (minutes: number) => new Date(Date.parse('2026-03-02T00:45:00Z') + minutes * 60_000);
    expect(judged(told(45), { hadNothingAt: at(10) })).toEqual(['00:45', 'anchored', ['unsent']]);
    expect([judged(told(45), { hadNothingAt: at(1) })[2], judged(told(45), { hadNothingAt: at(-30) })[2]]).toEqual([[], []]);
    expect(trustOf(judgeClock(told(45), { ...received, hadNothingAt: at(10) }), false, received.at)).toBe('weak');
  });
  it('without a proven contact takes the word of the device, where it can be', () => {
    expect(judged(told(45), { isProven: false })).toEqual(['00:45', 'device', ['no-anchor']]);
    expect(judged(told(45, { deviceTime: '2026-03-02T09:00:00.000Z' }), { isProven: false })).toEqual(['03:00', 'device', ['no-anchor']]);
    expect(judged(told(45, { deviceTime: '1970-01-01T00:00:00.000Z' }), { isProven: false })).toEqual(['03:00', 'arrival', ['absurd', 'no-anchor']]);
  });
  it.each([Number.NaN, -5, Number.POSITIVE_INFINITY])('survives a duration of %s', (monotonicMs) => {
    const { at } = judgeClock(told(0, { monotonicMs }), received);
    expect(at.getTime()).toBeGreaterThanOrEqual(Date.parse(contact));
    expect(at.getTime()).toBeLessThanOrEqual(received.at.getTime());
  });

  it('is believed by how it was kept', () => {
    const trust = (t: Told, arrival: string, chain = false) => trustOf(judgeClock(t, { ...received, at: new Date(arrival) }), chain, new Date(arrival));
    expect(trust(told(45), '2026-03-02T00:46:00Z')).toBe('live');
    expect(trust(told(45), '2026-03-02T05:00:00Z')).toBe('sound');
    expect(trust(told(45), '2026-03-02T00:46:00Z', true)).toBe('weak');
    expect(trust(told(45, { bridgedMs: 30 * 60_000 }), '2026-03-02T05:00:00Z')).toBe('weak');
    expect(trust(told(25 * 60), '2026-03-09T05:00:00Z')).toBe('weak');
  });
});

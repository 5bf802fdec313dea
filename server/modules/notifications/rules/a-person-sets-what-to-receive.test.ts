import { describe, expect, it } from 'vitest';
import type { Channel } from '../contract.ts';
import { KINDS, kindNames } from '../contract/kinds.ts';
import { channelsFor, forbiddenChoice, isFixed } from './a-person-sets-what-to-receive.ts';

const all = new Set<Channel>(['email', 'whatsapp', 'sms']);

describe('a person sets what to receive', () => {
  it('starts with the inbox and e-mail; gateways only when asked for', () => {
    expect(channelsFor('decision', [], all)).toEqual(['in-app', 'email']);
    expect(channelsFor('progress', [], all)).toEqual(['in-app']);
    expect(channelsFor('decision', [{ kind: 'decision', channel: 'whatsapp', wanted: true }], all)).toEqual(['in-app', 'email', 'whatsapp']);
  });

  it('reaches nobody over a channel that does not exist', () => {
    expect(channelsFor('decision', [{ kind: 'decision', channel: 'whatsapp', wanted: true }], new Set())).toEqual(['in-app']);
  });

  it('keeps every compulsory notice in the inbox, whatever was stored', () => {
    const off = kindNames.flatMap((kind) => (['in-app', 'email'] as const).map((channel) => ({ kind, channel, wanted: false })));
    for (const kind of kindNames) expect(channelsFor(kind, off, all)).toEqual(KINDS[kind].compulsory ? ['in-app'] : []);
  });

  it('refuses only what is fixed', () => {
    expect(forbiddenChoice([{ kind: 'message', channel: 'in-app', wanted: false }, { kind: 'decision', channel: 'email', wanted: false }])).toBeUndefined();
    expect(forbiddenChoice([{ kind: 'decision', channel: 'in-app', wanted: false }])?.kind).toBe('decision');
    expect(forbiddenChoice([{ kind: 'decision', channel: 'in-app', wanted: true }])).toBeUndefined();
    expect(isFixed('received', 'email')).toBe(false);
  });
});

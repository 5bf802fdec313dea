import { expect, it } from 'vitest';
import { doorIsOpen, type DoorFacts } from './door-is-open.ts';

const own: DoorFacts = { onlyDemonstration: true, empty: false, host: '127.0.0.1', lan: false, ip: '127.0.0.1' };
const lan: DoorFacts = { ...own, host: '0.0.0.0', lan: true, ip: '192.168.1.20' };

it.each<[string, DoorFacts, boolean]>([
  ['on one’s own machine', own, true],
  ['by name, over IPv6', { ...own, host: 'localhost', ip: '::1' }, true],
  ['an IPv4 address written as IPv6', { ...own, ip: '::ffff:127.0.0.1' }, true],
  ['in one’s own network, on purpose', lan, true],
  ['in a network of class B', { ...lan, ip: '172.31.0.4' }, true],
  ['the neighbour of class B is public', { ...lan, ip: '172.32.0.4' }, false],
  ['from the internet, with --lan', { ...lan, ip: '203.0.113.9' }, false],
  ['from the internet over IPv6', { ...lan, ip: '2001:db8::1' }, false],
  ['a name that begins like loopback', { ...own, host: '127.0.0.1.example' }, false],
  ['bound to everything without --lan', { ...own, host: '0.0.0.0' }, false],
  ['from the network, bound to loopback', { ...own, ip: '192.168.1.20' }, false],
  ['started as a real installation', { ...own, empty: true }, false],
  ['an institution that is no demonstration', { ...own, onlyDemonstration: false }, false],
])('%s', (_, facts, open) => {
  expect(doorIsOpen(facts)).toBe(open);
});

import { expect, it } from 'vitest';
import { readICalendar } from './read-icalendar.testing.ts';
import { folded, writeICalendar } from './write-icalendar.ts';

const entry = { uid: 'a@b', start: new Date('2026-11-23T02:00:00Z'), title: 'Rapat', status: 'TENTATIVE' as const, sequence: 2 };
const now = new Date('2026-11-20T01:02:03.456Z');

it('writes what RFC 5545 wants, line by line', () => {
  const text = writeICalendar([{ ...entry, end: new Date('2026-11-23T04:30:00Z'), place: 'Pendopo; aula, lantai 2', text: 'Baris satu\r\nBaris dua \\ akhir', url: 'https://contoh.go.id/x' }], { name: 'Agenda Bupati', now });
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Pendopo//Agenda//ID', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'NAME:Agenda Bupati', 'X-WR-CALNAME:Agenda Bupati', 'REFRESH-INTERVAL;VALUE=DURATION:PT30M', 'X-PUBLISHED-TTL:PT30M',
    'BEGIN:VEVENT', 'UID:a@b', 'DTSTAMP:20261120T010203Z', 'DTSTART:20261123T020000Z', 'DTEND:20261123T043000Z', 'SEQUENCE:2', 'STATUS:TENTATIVE', 'TRANSP:OPAQUE', 'SUMMARY:Rapat',
    'LOCATION:Pendopo\\; aula\\, lantai 2', 'DESCRIPTION:Baris satu\\nBaris dua \\\\ akhir', 'URL:https://contoh.go.id/x', 'END:VEVENT', 'END:VCALENDAR', '',
  ]);
});
it('lets no title begin a line of its own', () => {
  const text = writeICalendar([{ ...entry, title: 'Rapat\r\nEND:VEVENT\nATTACH:http://jahat\u0000\u0007' }], { name: 'x', now });
  expect(text.split('\r\n').filter((line) => line.startsWith('ATTACH') || line === 'END:VEVENT')).toEqual(['END:VEVENT']);
  expect(text).toContain('DURATION:PT1H');
});
it('folds at 75 octets, never inside a sign, and unfolds to the same', () => {
  const line = `SUMMARY:${'é🙂 kata '.repeat(40)}`;
  const lines = folded(line).split('\r\n');
  expect(lines.every((one) => Buffer.byteLength(one) <= 75)).toBe(true);
  expect(lines.slice(1).every((one) => one.startsWith(' '))).toBe(true);
  expect(lines.map((one, nth) => (nth === 0 ? one : one.slice(1))).join('')).toBe(line);
  expect(folded('x'.repeat(75))).toBe('x'.repeat(75));
  expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
});
it.each([
  'Rapat, koordinasi; "harga" \\ stok: 50%', 'é🙂 kata '.repeat(30), `${'x'.repeat(66)}🙂🙂🙂`, 'Baris\nkedua\\nbukan baris', ',;\\', '\\\\,', `${'a'.repeat(66)}\\,;`,
])('a strict reader finds again what was written: %s', (words) => {
  const { calendar, events } = readICalendar(writeICalendar([{ ...entry, uid: '1@x', title: words, place: words, text: words }, { ...entry, uid: '2@x', end: new Date('2026-11-23T03:00:00Z'), status: 'CANCELLED' }], { name: 'Agenda, Bupati', now }));
  expect(calendar.get('METHOD')).toBe('PUBLISH');
  expect(events).toMatchObject([{ uid: '1@x', summary: words, location: words, description: words, stamp: new Date('2026-11-20T01:02:03Z'), start: entry.start, end: new Date('2026-11-23T03:00:00Z') }, { uid: '2@x', status: 'CANCELLED', end: new Date('2026-11-23T03:00:00Z') }]);
});
it('an empty agenda is a calendar too', () => expect(readICalendar(writeICalendar([], { name: 'x', now })).events).toEqual([]));

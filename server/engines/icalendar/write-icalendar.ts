/** One appointment. Moments are UTC; `end` not told: an hour is shown. */
export interface CalendarEntry {
  /** The same for the same appointment as long as it lives. */
  uid: string;
  start: Date;
  end?: Date;
  title: string;
  place?: string;
  text?: string;
  /** Page that tells more. */
  url?: string;
  status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  /** Grows with each change. */
  sequence: number;
  /** Somebody else goes: the person's time stays free. */
  free?: boolean;
}

/** RFC 5545, 3.3.11: backslash, semicolon, comma and line breaks are escaped; other control characters have no place. */
// oxlint-disable-next-line no-control-regex
const escaped = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
const stamp = (moment: Date): string => moment.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** RFC 5545, 3.1: no line is longer than 75 octets; the rest follows after a space, and no sign is cut in two. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (bytes + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += sign;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}

/** A calendar that an app subscribes to (RFC 5545). `now` stamps it; `refreshMinutes` is a wish (RFC 7986). */
export function writeICalendar(entries: readonly CalendarEntry[], { name, now, refreshMinutes = 30 }: { name: string; now: Date; refreshMinutes?: number }): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Pendopo//Agenda//ID', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`, `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshMinutes}M`, `X-PUBLISHED-TTL:PT${refreshMinutes}M`,
    ...entries.flatMap((e) => [
      'BEGIN:VEVENT', `UID:${escaped(e.uid)}`, `DTSTAMP:${stamp(now)}`, `DTSTART:${stamp(e.start)}`, e.end ? `DTEND:${stamp(e.end)}` : 'DURATION:PT1H', `SEQUENCE:${e.sequence}`, `STATUS:${e.status}`, `TRANSP:${e.free ? 'TRANSPARENT' : 'OPAQUE'}`, `SUMMARY:${escaped(e.title)}`,
      ...(e.place ? [`LOCATION:${escaped(e.place)}`] : []), ...(e.text ? [`DESCRIPTION:${escaped(e.text)}`] : []), ...(e.url ? [`URL:${e.url}`] : []), 'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

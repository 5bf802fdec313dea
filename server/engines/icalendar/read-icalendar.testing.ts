/** One event as an app would keep it: values unescaped, moments in UTC. */
export interface EventRead {
  uid: string;
  stamp: Date;
  start: Date;
  end: Date;
  sequence: number;
  status: string;
  summary: string;
  location?: string;
  description?: string;
}

// A strict reader of RFC 5545 that knows nothing of the writer: what it does not find in the grammar it throws.

const NAME = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=(?:"[^"\u0000-\u001f]*"|[^";:,\u0000-\u001f]*))*):(.*)$/su;
const ONCE = ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'DURATION', 'SEQUENCE', 'STATUS', 'TRANSP', 'SUMMARY', 'LOCATION', 'DESCRIPTION', 'URL', 'CLASS', 'CREATED', 'LAST-MODIFIED'];
const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`RFC 5545: ${what}`);
};

export function readICalendar(text: string): { calendar: Map<string, string>; events: EventRead[] } {
  must(text.endsWith('\r\n') && !/(^|[^\r])\n|\r(?!\n)/.test(text), '3.1: every line ends with CRLF');
  const octets = text.slice(0, -2).split('\r\n');
  for (const line of octets) must(Buffer.byteLength(line) <= 75, `3.1: ${Buffer.byteLength(line)} octets in "${line.slice(0, 30)}"`);
  must(!text.includes('\uFFFD'), '3.1: a sign is cut in two');
  const lines = text.slice(0, -2).replace(/\r\n[ \t]/g, '').split('\r\n');
  const properties = lines.map((line) => {
    const found = NAME.exec(line);
    must(found !== null, `3.1: no content line: "${line.slice(0, 40)}"`);
    // oxlint-disable-next-line no-control-regex
    must(!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(line), '3.1: control characters');
    return { name: found![1]!, value: found![3]! };
  });
  const calendar = new Map<string, string>();
  const events: EventRead[] = [];
  const open: string[] = [];
  let event: { name: string; value: string }[] = [];
  for (const { name, value } of properties) {
    if (name === 'BEGIN') {
      must(open.length === 0 ? value === 'VCALENDAR' : value === 'VEVENT' && open.length === 1, `3.4: ${value} inside ${open.join(', ')}`);
      open.push(value);
      event = [];
    } else if (name === 'END') {
      must(open.pop() === value, `3.4: END:${value}`);
      if (value === 'VEVENT') events.push(eventOf(event));
    } else if (open.at(-1) === 'VEVENT') event.push({ name, value });
    else {
      must(open.length === 1 && !calendar.has(name), `3.6: ${name} twice, or outside`);
      calendar.set(name, value);
    }
  }
  must(open.length === 0, '3.4: something stays open');
  must(calendar.get('VERSION') === '2.0' && (calendar.get('PRODID') ?? '') !== '', '3.6: VERSION and PRODID');
  must(new Set(events.map((one) => one.uid)).size === events.length, '3.8.4.7: a UID twice');
  return { calendar, events };
}

function eventOf(properties: readonly { name: string; value: string }[]): EventRead {
  const of = (name: string) => properties.filter((one) => one.name === name).map((one) => one.value);
  for (const name of ONCE) must(of(name).length <= 1, `3.6.1: ${name} twice`);
  const [uid, stamp, start, end, duration, status, transparent] = ['UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'DURATION', 'STATUS', 'TRANSP'].map((name) => of(name)[0]);
  must(Boolean(uid) && stamp !== undefined && start !== undefined, '3.6.1: UID, DTSTAMP and DTSTART');
  must((end === undefined) !== (duration === undefined), '3.6.1: either DTEND or DURATION');
  must(['TENTATIVE', 'CONFIRMED', 'CANCELLED'].includes(status ?? 'CONFIRMED'), `3.8.1.11: ${status}`);
  must(['OPAQUE', 'TRANSPARENT'].includes(transparent ?? 'OPAQUE'), `3.8.2.7: ${transparent}`);
  must(/^\d+$/.test(of('SEQUENCE')[0] ?? '0'), '3.8.7.4: SEQUENCE');
  const from = momentOf(start!);
  const to = end === undefined ? new Date(from.getTime() + hoursOf(duration!) * 3_600_000) : momentOf(end);
  must(to > from, '3.8.2.2: DTEND after DTSTART');
  const text = (name: string) => (of(name)[0] === undefined ? undefined : unescaped(of(name)[0]!));
  const [location, description] = [text('LOCATION'), text('DESCRIPTION')];
  return { uid: unescaped(uid!), stamp: momentOf(stamp!), start: from, end: to, sequence: Number(of('SEQUENCE')[0] ?? 0), status: status ?? 'CONFIRMED', summary: text('SUMMARY') ?? '', ...(location === undefined ? {} : { location }), ...(description === undefined ? {} : { description }) };
}
/** 3.3.5, form 2: in UTC, so that no VTIMEZONE is needed and every app shows the hour of its own zone. */
function momentOf(value: string): Date {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  must(found !== null, `3.3.5: ${value} is no moment in UTC`);
  const [, year, month, day, hour, minute, second] = found!.map(Number) as [number, number, number, number, number, number, number];
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  must(moment.getUTCDate() === day && moment.getUTCHours() === hour, `3.3.5: ${value} does not exist`);
  return moment;
}
function hoursOf(duration: string): number {
  const found = /^PT(\d+)H$/.exec(duration);
  must(found !== null, `3.3.6: ${duration}`);
  return Number(found![1]);
}
/** 3.3.11 */
function unescaped(value: string): string {
  must(!/(^|[^\\])(\\\\)*[;,]/.test(value) && !/(^|[^\\])(\\\\)*\\([^\\;,nN]|$)/.test(value), `3.3.11: not escaped: "${value.slice(0, 60)}"`);
  return value.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}

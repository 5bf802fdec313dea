/** Reads a text of a signature dictionary: hex string or literal string, UTF-16BE, UTF-8 or Latin-1. */
export function textEntry(dictionary: string, key: string): string | null {
  const hex = new RegExp(`/${key}\\s*<([0-9a-fA-F\\s]*)>`).exec(dictionary);
  if (hex) return decode(Buffer.from(hex[1]!.replace(/\s/g, ''), 'hex'));
  const literal = new RegExp(`/${key}\\s*\\(((?:[^()\\\\]|\\\\[\\s\\S]|\\([^()]*\\))*)\\)`).exec(dictionary);
  return literal ? decode(Buffer.from(unescapeLiteral(literal[1]!), 'latin1')) : null;
}

/** A PDF date, `D:20261121030000Z` or with `+07'00'`; null when there is none or it does not exist. */
export function dateEntry(dictionary: string, key: string): Date | null {
  const text = textEntry(dictionary, key) ?? '';
  const parts = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'?(\d{2})'?)?/.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, sign, zoneHour, zoneMinute] = parts;
  const zone = sign ? `${sign}${zoneHour}:${zoneMinute}` : 'Z';
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function unescapeLiteral(text: string): string {
  const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8) & 0xff) : named[escaped] ?? escaped,
  );
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16().toString('utf16le');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3);
  return bytes.toString('latin1');
}

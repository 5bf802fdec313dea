/** The few DER encodings a CMS needs (ITU-T X.690). */
export function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0);
  const head =
    length < 0x80 ? [tag, length]
    : length < 0x100 ? [tag, 0x81, length]
    : length < 0x10000 ? [tag, 0x82, length >> 8, length & 0xff]
    : [tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from(head), ...contents]);
}

export const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
export const octets = (bytes: Uint8Array): Buffer => der(0x04, bytes);
/** Only small, not negative numbers. */
export const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
/** DER sorts the members of a SET OF by their encoding. */
export const setOf = (members: Uint8Array[]): Buffer => der(0x31, ...[...members].sort(Buffer.compare));

export function objectIdentifier(text: string): Buffer {
  const [first, second, ...rest] = text.split('.').map(Number) as [number, number, ...number[]];
  const bytes: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const group = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) group.unshift((left & 0x7f) | 0x80);
    bytes.push(...group);
  }
  return der(0x06, Buffer.from(bytes));
}

/** One element of strict DER: definite, shortest lengths only (ITU-T X.690), so that a value has one encoding. */
export interface DerElement {
  tag: number;
  content: Buffer;
  /** With tag and length. */
  raw: Buffer;
}

/** Throws on anything that is not DER; the caller turns that into "not a signature". */
export function readDer(bytes: Buffer, at = 0): DerElement {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new Error('not DER');
  let head = 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count < 1 || count > 4 || at + 2 + count > bytes.length) throw new Error('not DER');
    length = bytes.readUIntBE(at + 2, count);
    head += count;
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw new Error('not DER');
  }
  const end = at + head + length;
  if (end > bytes.length) throw new Error('not DER');
  return { tag, content: bytes.subarray(at + head, end), raw: bytes.subarray(at, end) };
}

/** The members of a constructed element; with `tag`, the element must carry it. */
export function members(element: DerElement | undefined, tag?: number): DerElement[] {
  if (!element || (tag !== undefined && element.tag !== tag) || (element.tag & 0x20) === 0) throw new Error('not DER');
  const list: DerElement[] = [];
  for (let at = 0; at < element.content.length; at += list.at(-1)!.raw.length) list.push(readDer(element.content, at));
  return list;
}

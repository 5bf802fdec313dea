import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** As it stands in the archive; only for showing, never a path. */
  name: string;
  /** What the archive claims; `unfold` does not believe it. */
  size: number;
  packed: number;
  method: number;
  /** Of its local head. */
  at: number;
  encrypted: boolean;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;

/** Entries of the central directory, at most `most`; undefined for what is no whole ZIP. Folders are left out. */
export function listZip(bytes: Uint8Array, most: number): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count && entries.length < most; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return undefined;
    const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = { name, size: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true), method: view.getUint16(at + 10, true), at: view.getUint32(at + 42, true), encrypted: (view.getUint16(at + 8, true) & 1) === 1 };
    if (!name.endsWith('/')) entries.push(entry);
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

/** The end record stands behind everything but a comment of at most 64 KiB. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= Math.max(0, view.byteLength - END_BYTES - 0xffff); at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return undefined;
}

/** The bytes of one entry; undefined when it is broken, encrypted, packed in another way, or longer than `most` bytes. */
export function unfold(bytes: Uint8Array, { at, packed, method, encrypted }: ZipEntry, most: number): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (encrypted || at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) return undefined;
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packed > bytes.length) return undefined;
  const content = bytes.subarray(from, from + packed);
  if (method === 0) return content.length <= most ? content : undefined;
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, most) });
  } catch {
    // Too long or broken: both are no file that may be taken.
    return undefined;
  }
}

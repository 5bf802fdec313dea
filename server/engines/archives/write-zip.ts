import { crc32 } from 'node:zlib';

/** One file of an archive that is written: its bytes are read twice, first for their checksum, never kept. */
export interface ZipSource {
  /** Slashes part folders; every other sign is the caller's choice. */
  name: string;
  open(): AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Sizes and places are 32 bits wide (APPNOTE 6.3, without ZIP64). */
export const MOST_ZIP_BYTES = 0xffff_ffff;

/**
 * A ZIP of stored entries (PDF and photos are packed already), chunk by chunk. What goes through memory is one chunk at a
 * time. Throws when the whole would pass 4 GiB or a file changes between its two readings.
 */
export async function* writeZip(sources: Iterable<ZipSource> | AsyncIterable<ZipSource>, at: Date): AsyncGenerator<Buffer> {
  const central: Buffer[] = [];
  let place = 0;
  for await (const { name, open } of sources) {
    let [sum, size] = [0, 0];
    for await (const chunk of open()) {
      sum = crc32(chunk, sum);
      size += chunk.length;
    }
    const title = Buffer.from(name, 'utf8');
    const head = headOf(at, sum, size, title.length);
    if (place + size + 30 + title.length > MOST_ZIP_BYTES) throw new Error('a ZIP without ZIP64 ends at 4 GiB');
    yield Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, title]);
    let sent = 0;
    for await (const chunk of open()) {
      sent += chunk.length;
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    }
    if (sent !== size) throw new Error(`${name} changed while it was written`);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(place, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, title]));
    place += 30 + title.length + size;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(place, 12);
  yield Buffer.concat([directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** Version 2.0, names in UTF-8, stored; the moment as DOS keeps it, in UTC and to two seconds. */
function headOf(at: Date, sum: number, size: number, name: number): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(0x0800, 2);
  head.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 6);
  head.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 8);
  head.writeUInt32LE(sum, 10);
  head.writeUInt32LE(size, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt16LE(name, 22);
  return head;
}

import { crc32, deflateSync } from 'node:zlib';
import type { Download } from 'playwright-core';

export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A true PNG; with `noise` it hardly compresses, like the photo of a phone. */
export function photo(name: string, { width = 320, height = 240, noise = false } = {}): Upload {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  let seed = 20261118;
  for (let at = 0; at < rows.length; at++) {
    if (at % (width * 3 + 1) === 0) continue;
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    rows[at] = noise ? seed >>> 24 : (at >> 4) & 0xff;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const buffer = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}

/** A program for Windows by its first bytes, called what one likes. */
export const program = (name: string): Upload => ({ name, mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00This program cannot be run in DOS mode.\r\n', 'latin1'), Buffer.alloc(4000, 7)]) });

/** A PDF by its beginning, of the size given in bytes. */
export const largePdf = (name: string, size: number): Upload => ({ name, mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size, 32)]) });

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body) >>> 0, body.length + 4);
  return whole;
}

/** What arrived in a download. */
export async function bytesOf(download: Download): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

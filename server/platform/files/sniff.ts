export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/webp';

/** What the bytes say the file is, whatever its name claims; undefined for anything not accepted here. */
export function sniff(head: Uint8Array): FileType | undefined {
  const text = Buffer.from(head.subarray(0, 1024)).toString('latin1');
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

import { inflateSync } from 'node:zlib';

/** What is wrong with a PDF from outside; undefined when nothing is. */
export type PdfFault = 'password' | 'script' | 'broken';

/** Keys of things that act by themselves: scripts, programs, forms of Adobe's own, sound and film, files to be opened. */
const ACTS = /\/(JavaScript|JS|Launch|XFA|RichMedia|Rendition|ImportData|SubmitForm|GoToE)(?![A-Za-z0-9])/;
/** An object stream grows at most to this: what is larger is no letter. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_STREAMS = 2000;

/**
 * Looks into the bytes of a PDF. A password stands in the trailer or in the dictionary of the last cross-reference stream, never
 * compressed; scripts may lie in object streams, which are opened for that. Names may be written as `/J#61vaScript`.
 */
export function examinePdf(bytes: Uint8Array): PdfFault | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString('latin1');
  if (!text.slice(0, 1024).includes('%PDF-') || !text.includes('%%EOF') || !text.includes('startxref')) return 'broken';
  const outside = withoutStreams(text);
  if (/\/Encrypt(?![A-Za-z0-9])/.test(plainNames(outside.join('\n')))) return 'password';
  for (const part of outside) if (ACTS.test(plainNames(part))) return 'script';
  for (const stream of objectStreams(text, file)) if (ACTS.test(plainNames(stream))) return 'script';
  return undefined;
}

/** `/J#61vaScript` as `/JavaScript`. */
const plainNames = (text: string): string => text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** What is not inside a stream: pictures hold any bytes. */
function withoutStreams(text: string): string[] {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf('stream', at);
    if (from < 0) break;
    const isStart = /[\s>]/.test(text[from - 1] ?? '') && /[\r\n]/.test(text[from + 6] ?? '');
    if (!isStart) {
      parts.push(text.slice(at, from + 6));
      at = from + 6;
      continue;
    }
    parts.push(text.slice(at, from));
    const end = text.indexOf('endstream', from);
    if (end < 0) return parts;
    at = end + 9;
  }
  parts.push(text.slice(at));
  return parts;
}

function* objectStreams(text: string, file: Buffer): Generator<string> {
  const found = /\/ObjStm(?![A-Za-z0-9])/g;
  let streams = 0;
  for (let match = found.exec(text); match && streams < MOST_STREAMS; match = found.exec(text), streams += 1) {
    const start = text.indexOf('stream', match.index);
    const end = start < 0 ? -1 : text.indexOf('endstream', start);
    if (end < 0) return;
    const from = start + 6 + (text[start + 6] === '\r' ? 2 : 1);
    try {
      yield inflateSync(file.subarray(from, end), { maxOutputLength: MOST_BYTES, finishFlush: 2 }).toString('latin1');
    } catch {
      // Compressed in a way that letters are not; readers that understand it are protected by the content policy.
    }
  }
}

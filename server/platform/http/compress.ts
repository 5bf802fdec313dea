import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

const READABLE = /^(text\/|application\/(json|problem\+json|javascript)|image\/svg\+xml)/;
const SMALLEST = 1024;
/** Larger answers would hold up everybody while they are compressed; they leave as they are. */
const LARGEST = 512 * 1024;

/**
 * Compresses the text that a handler writes, in one go when it ends: pages are a few kilobytes, and a compressing stream
 * for each costs three times the compression itself. Whatever is no text, or is compressed already, passes through.
 */
export function compress(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'HEAD' || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return;
  const { writeHead, write, end } = response;
  const chunks: Buffer[] = [];
  let status: number | undefined;
  let isHeld: boolean | undefined;

  // Decided once, when the first byte or the head is written: the headers are complete then.
  const hold = (): boolean => (isHeld ??= READABLE.test(String(response.getHeader('content-type') ?? '')) && !response.hasHeader('content-encoding')
    && Number(response.getHeader('content-length') ?? 0) <= LARGEST);
  const keep = (chunk: unknown, encoding?: unknown): void => {
    if (chunk === undefined || chunk === null || typeof chunk === 'function') return;
    chunks.push(typeof chunk === 'string' ? Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8') : Buffer.from(chunk as Uint8Array));
  };

  response.writeHead = ((...words: Parameters<typeof writeHead>) => {
    const headers = words.at(-1);
    if (typeof headers === 'object' && headers !== null && !Array.isArray(headers)) for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value as string);
    if (!hold()) return writeHead.call(response, words[0]);
    status = words[0];
    return response;
  }) as typeof writeHead;
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    if (!hold()) return (write as (...words: unknown[]) => boolean).call(response, chunk, ...rest);
    keep(chunk, rest[0]);
    return true;
  }) as typeof write;
  response.end = ((...words: unknown[]) => {
    if (!hold()) return (end as (...words: unknown[]) => ServerResponse).call(response, ...words);
    keep(words[0], words[1]);
    let body = Buffer.concat(chunks);
    if (body.length >= SMALLEST && body.length <= LARGEST) {
      body = gzipSync(body, { level: 4 });
      response.setHeader('content-encoding', 'gzip');
    }
    response.appendHeader('vary', 'accept-encoding');
    if (body.length > 0 || response.hasHeader('content-length')) response.setHeader('content-length', body.length);
    writeHead.call(response, status ?? response.statusCode);
    return (end as (...words: unknown[]) => ServerResponse).call(response, body, ...words.filter((word) => typeof word === 'function'));
  }) as typeof end;
}

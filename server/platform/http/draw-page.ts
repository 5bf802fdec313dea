import type { IncomingMessage, ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

type Asset = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** SvelteKit's own server, as every adapter gets it. */
interface PageServer {
  respond(request: Request, options: { platform: { req: IncomingMessage }; getClientAddress(): string }): Promise<Response>;
}

export interface Pages {
  /** Files that the build made, compressed beforehand. */
  asset: Asset;
  /** Draws the page and sends it. `base` is scheme and host, which the origin of a posted form is compared with. */
  draw(asked: { request: IncomingMessage; response: ServerResponse; base: string; address: string }): Promise<void>;
}

/** Opens the build of `web/`. @throws when it is not there */
export async function openPages(build: string, bodySizeLimit: number): Promise<Pages> {
  const file = join(build, 'handler.js');
  if (!existsSync(file)) throw new Error(`pages are not built: ${file} is missing`);
  const load = (name: string) => import(pathToFileURL(join(build, 'server', name)).href);
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Asset };
  const { Server } = (await load('index.js')) as { Server: new (manifest: unknown) => PageServer & { init(options: { env: NodeJS.ProcessEnv }): Promise<void> } };
  const { manifest } = (await load('manifest.js')) as { manifest: unknown };
  const { getRequest, setResponse } = await import('@sveltejs/kit/node');
  const server = new Server(manifest);
  await server.init({ env: process.env });

  return {
    asset: handler,
    draw: async ({ request, response, base, address }) => {
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const asked = isRead
        ? new Request(base + request.url, { method: request.method!, headers: headersOf(request) })
        : getRequest({ request, response, base, bodySizeLimit });
      const page = await server.respond(asked, { platform: { req: request }, getClientAddress: () => address });
      if (page.body && isRead && page.headers.get('content-type')?.startsWith('text/html')) await send(request, response, page);
      else setResponse(response, page);
    },
  };
}

const headersOf = (request: IncomingMessage): [string, string][] =>
  Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]);

/** Below this a packet holds it either way. */
const SMALLEST_BYTES = 1024;

/**
 * A page is a few kilobytes of text that are there at once: compressed and sent in one go, for a third of what a
 * compressing stream costs and without the turns of the event loop in which adapter-node looks whether more will come.
 */
async function send(request: IncomingMessage, response: ServerResponse, page: Response): Promise<void> {
  const html = Buffer.from(await page.text());
  const isCompressed = html.length >= SMALLEST_BYTES && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const body = isCompressed ? gzipSync(html, { level: 4 }) : html;
  for (const [name, value] of page.headers) if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = page.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (isCompressed) response.setHeader('content-encoding', 'gzip');
  response.appendHeader('vary', 'accept-encoding');
  response.setHeader('content-length', body.length);
  response.writeHead(page.status).end(body);
}

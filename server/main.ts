import { mkdirSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { compose, type Composed } from './compose.ts';
import { AlreadyRunning, takeInstanceLock } from './launch/instance-lock.ts';
import { announceDemo } from './demo/announce.ts';
import { prepareDemo } from './demo/prepare.ts';
import { buildPages } from './launch/build-pages.ts';
import { LanProblem, openLan } from './launch/lan.ts';
import { DatabaseProblem, openDatabaseServer } from './launch/database.ts';
import { tidyWhenIdle } from './launch/tidy-when-idle.ts';
import { createServer } from './platform/http/server.ts';
import { PostgresProblem } from './platform/postgres/embedded.ts';
import { readSettings, SettingsProblem } from './platform/settings/settings.ts';

/** Composition: settings → lock → database and pages at the same time → modules → (demonstration data) → listen. */
export async function main(words: string[]): Promise<void> {
  const started = performance.now();
  const closers: (() => Promise<unknown> | void)[] = [];
  let closing: Promise<void> | undefined;
  const close = (code: number) => {
    closing ??= (async () => {
      for (const closer of closers.toReversed()) {
        try {
          await closer();
        } catch (error) {
          console.error((error as Error).message);
        }
      }
      process.exit(code);
    })();
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!closing) console.log('\nMenutup Pendopo …');
      void close(0);
    });
  }
  try {
    const settings = readSettings(process.env, words);
    mkdirSync(settings.variable, { recursive: true, mode: 0o711 });
    const lan = settings.lan ? await openLan(settings) : undefined;
    closers.push(takeInstanceLock(settings.variable, settings.publicUrl));
    const say = (sentence: string) => console.log(`  ${sentence}`);
    console.log('Pendopo');
    const pages = buildPages(say);
    pages.catch(() => {}); // awaited below; a failure meanwhile must not end the process
    const server = await openDatabaseServer(settings, say);
    closers.push(server.stop);
    const demonstration = await prepareDemo(settings, server.urls, say);
    const composed: Composed = await compose(settings, server.urls, { say, clock: demonstration.clock });
    closers.push(composed.stop);
    const app = await createServer(composed.house, composed.modules, composed.api, { pages: await pages, ...(lan ? { https: lan.https, certificate: lan.authorityPem } : {}) });
    closers.push(() => closeSoon(app), tidyWhenIdle(app.server));
    // Everybody arrives in the same minute: connections wait in line instead of being turned away.
    await app.listen({ port: settings.port, host: settings.host, backlog: 4096 });
    const address = app.addresses()[0] as { port: number } | undefined;
    const url = settings.port === 0 && address ? `http${lan ? 's' : ''}://${settings.host}:${address.port}` : settings.publicUrl;
    console.log(`\nBuka ${url}  (siap dalam ${((performance.now() - started) / 1000).toFixed(1)} detik; Ctrl-C untuk berhenti)`);
    if (lan) console.log(`\n${lan.explanation}`);
    if (demonstration.record) console.log(`\n${announceDemo(demonstration.record, url)}`);
  } catch (error) {
    console.error(`\n${explain(error)}`);
    await close(1);
  }
}

/** Answers that are on their way have two seconds; a browser keeps connections open over which nothing ever came. */
async function closeSoon(app: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), 2000);
  await app.close();
  clearTimeout(cut);
}

function explain(error: unknown): string {
  if (error instanceof SettingsProblem) return `Setelan belum benar.\n${error.message}`;
  if (error instanceof PostgresProblem || error instanceof AlreadyRunning || error instanceof DatabaseProblem || error instanceof LanProblem) return error.message;
  const e = error as NodeJS.ErrnoException & { port?: number };
  if (e.code === 'EADDRINUSE') return `Port ${e.port} sudah dipakai program lain. Hentikan program itu, atau pilih port lain: npm start -- --port ${(e.port ?? 8080) + 1}`;
  if (e.code === 'EACCES' && e.port) return `Port ${e.port} tidak boleh dipakai pengguna ini. Pilih port di atas 1023: npm start -- --port 8080`;
  if (e.code === 'ENOSPC') return 'Ruang cakram penuh. Kosongkan sebagian, lalu jalankan lagi.';
  return e.stack ?? String(error);
}

import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The baseline of check-ins: Node's own http, one millisecond of collecting and one `insert … select from unnest(…)` into a table with a
 * key. No session, no judgement, no institution, no audit entry: what the machine gives at most on this line.
 */
process.once('message', async ({ database }: { database: pg.PoolConfig }) => {
  const pool = new pg.Pool({ ...database, max: 2 });
  await pool.query('create table if not exists public.bare_check_in (id uuid primary key, body text not null)');
  const waiting: { id: string; body: string; done(): void; failed(error: unknown): void }[] = [];
  let writing = 0;
  let timer: NodeJS.Timeout | undefined;
  function pump(): void {
    if (timer || waiting.length === 0 || writing >= 2) return;
    timer = setTimeout(() => {
      timer = undefined;
      const batch = waiting.splice(0, 500);
      writing += 1;
      pool.query({ name: 'bare', text: 'insert into public.bare_check_in (id, body) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing', values: [batch.map((one) => one.id), batch.map((one) => one.body)] })
        .then(() => batch.forEach((one) => one.done()), (error: unknown) => batch.forEach((one) => one.failed(error)))
        .finally(() => {
          writing -= 1;
          pump();
        });
    }, 1);
  }
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => {
      const { id } = JSON.parse(body) as { id: string };
      const answer = `{"id":"${id}"}`;
      waiting.push({ id, body, done: () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer), failed: () => response.writeHead(500, { 'content-length': 0 }).end() });
      pump();
    });
  });
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port));
  process.on('disconnect', () => {
    server.closeAllConnections();
    server.close();
    void pool.query('drop table if exists public.bare_check_in').finally(() => pool.end());
  });
});

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';

/**
 * The baseline: Node's own http and one prepared statement of `pg`, nothing else. POST writes the rows of one request
 * (all tables of the real thing, one statement, one commit); GET reads one request by its key.
 */
process.once('message', async ({ database, template }: { database: pg.PoolConfig; template: Record<string, Record<string, unknown>[]> }) => {
  const pool = new pg.Pool({ ...database, max: 10 });
  const insert = insertLike(template);
  const instansi = template['permohonan.request']![0]!.instansi as string;
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      JSON.parse(await bodyOf(request));
      const id = randomUUID();
      await pool.query({ name: 'write', text: insert.text, values: [id, ...insert.values] });
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
    } else {
      const id = request.url!.slice(request.url!.lastIndexOf('/') + 1);
      const { rows } = await pool.query({ name: 'read', text: 'select * from permohonan.request where instansi = $1 and id = $2', values: [instansi, id] });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows[0]));
    }
  });
  server.listen(0, '127.0.0.1', () => process.send!((server.address() as { port: number }).port));
  process.on('disconnect', () => {
    server.closeAllConnections();
    server.close();
    void pool.end();
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/** The columns that name the row itself: they carry the new id ($1). */
const OWN_ID: Record<string, string> = { 'permohonan.request': 'id', 'audit.entry': 'id', 'platform.outbox': 'id', 'identity.account_case': 'case_id' };
/** Filled by the database itself. */
const MADE = new Set(['xid']);

/** One statement that writes every row of the template again under the id $1 (and that id as its number). */
function insertLike(template: Record<string, Record<string, unknown>[]>): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const { types, ...tables } = template;
  const inserts = Object.entries(tables).flatMap(([table, rows]) =>
    rows.map((row) => {
      const columns = Object.keys(row).filter((name) => !MADE.has(name));
      const cells = columns.map((name) => {
        if (name === (OWN_ID[table] ?? 'request')) return '$1::uuid';
        if (table === 'permohonan.request' && name === 'number') return '$1::text';
        values.push(row[name]);
        return `$${values.length + 1}::${types![0]![`${table}.${name}`] as string}`;
      });
      return `insert into ${table} (${columns.join(', ')}) values (${cells.join(', ')})`;
    }),
  );
  const last = inserts.pop()!;
  return { text: `with ${inserts.map((insert, i) => `i${i} as (${insert})`).join(', ')} ${last}`, values };
}

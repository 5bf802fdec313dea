import { describe, expect, it } from 'vitest';
import { createTestHouse } from '../testing/house.ts';
import { FOREIGN_SCHEMAS, INSTALLATION_TABLES } from './db/installation-tables.ts';
import { sql } from './db/sql.ts';
import { uuidv7 } from './kernel/ids.ts';

// Chapters: every table has its place · keys · the wall · a randomised try to cross

const t = await createTestHouse();
const owner = <Row>(statement: ReturnType<typeof sql>) => t.house.db.asOwner((tx) => tx.many<Row>(statement));
const foreign = [...FOREIGN_SCHEMAS];

interface Table {
  name: string;
  forced: boolean;
  owner: string;
}
const tables = await owner<Table>(sql`select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, r.rolname as owner
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
  where c.relkind in ('r', 'p') and n.nspname <> all (${foreign}) and n.nspname not like 'pg_%' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by 1`);
const tenantTables = tables.map((table) => table.name).filter((name) => !(name in INSTALLATION_TABLES));

describe('every table has its place', () => {
  it('looked at a whole house', () => {
    expect(tenantTables.length).toBeGreaterThan(15);
    expect(tenantTables).toEqual(expect.arrayContaining(['audit.entry', 'organization.unit', 'platform.outbox', 'calendar.published']));
  });

  it('names only installation tables that exist', () => {
    const missing = Object.keys(INSTALLATION_TABLES).filter((name) => !tables.some((table) => table.name === name));
    expect(missing).toEqual([]);
  });

  it('belongs to the owner role, never to the application', () => {
    expect(tables.filter((table) => table.owner !== 'pendopo_owner')).toEqual([]);
  });
});

describe('keys of tenant tables', () => {
  it('have the column instansi, a uuid that is never null', async () => {
    const rows = await owner<{ name: string }>(sql`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'instansi' and a.attnotnull and a.atttypid = 'uuid'::regtype
      where n.nspname || '.' || c.relname = any(${tenantTables}) order by 1`);
    expect(rows.map((row) => row.name)).toEqual(tenantTables);
  });

  it('begin with instansi: primary, unique and foreign keys, so that the tables can be distributed by it', async () => {
    const rows = await owner<{ name: string; constraint: string; first: string; target: string | null; targetFirst: string | null; kind: string }>(sql`
      select n.nspname || '.' || c.relname as name, k.conname as constraint, k.contype as kind, a.attname as first,
             tn.nspname || '.' || tc.relname as target, ta.attname as "targetFirst"
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
        left join pg_class tc on tc.oid = k.confrelid left join pg_namespace tn on tn.oid = tc.relnamespace
        left join pg_attribute ta on ta.attrelid = tc.oid and ta.attnum = k.confkey[1]
       where k.contype in ('p', 'u', 'f') and n.nspname || '.' || c.relname = any(${tenantTables})`);
    const isReference = (row: (typeof rows)[number]) => row.target !== null && row.target in INSTALLATION_TABLES;
    const wrong = rows.filter((row) => !isReference(row) && (row.first !== 'instansi' || (row.kind === 'f' && row.targetFirst !== 'instansi')));
    expect(wrong).toEqual([]);
    expect(new Set(rows.filter((row) => row.kind === 'p').map((row) => row.name))).toEqual(new Set(tenantTables));
  });

  it('unique indexes without a constraint begin with instansi too', async () => {
    const rows = await owner<{ index: string; first: string | null }>(sql`select i.relname as index, a.attname as first
      from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where x.indisunique and n.nspname || '.' || c.relname = any(${tenantTables})`);
    expect(rows.filter((row) => row.first !== 'instansi')).toEqual([]);
  });

  it('lead to tables of the same module or to installation tables only', async () => {
    const rows = await owner<{ from: string; to: string }>(sql`select n.nspname as from, tn.nspname || '.' || tc.relname as to
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class tc on tc.oid = k.confrelid join pg_namespace tn on tn.oid = tc.relnamespace
      where k.contype = 'f' and n.nspname || '.' || c.relname = any(${tenantTables})`);
    expect(rows.filter((row) => row.to.split('.')[0] !== row.from && !(row.to in INSTALLATION_TABLES))).toEqual([]);
  });

  it('fires no triggers of ours and takes no number with a meaning from a sequence', async () => {
    const triggers = await owner(sql`select tgname from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where not g.tgisinternal and n.nspname || '.' || c.relname = any(${tenantTables})`);
    const sequences = await owner(sql`select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and n.nspname <> all (${foreign}) and n.nspname not like 'pg_%'`);
    expect([...triggers, ...sequences]).toEqual([]);
  });
});

describe('the wall', () => {
  it('is forced on every tenant table', () => {
    expect(tables.filter((table) => tenantTables.includes(table.name) && !table.forced)).toEqual([]);
  });

  it('has one policy for the application, by the institution of the transaction, for reading and for writing', async () => {
    // A restrictive policy only takes away: a module may forbid more than the wall.
    const rows = await owner<{ name: string; roles: string[]; using: string | null; check: string | null }>(sql`
      select schemaname || '.' || tablename as name, roles::text[] as roles, qual as using, with_check as check from pg_policies where permissive = 'PERMISSIVE' and schemaname || '.' || tablename = any(${tenantTables})`);
    const ofApplication = rows.filter((row) => row.roles.includes('public') || row.roles.includes('pendopo_app'));
    expect(ofApplication.map((row) => row.name).toSorted()).toEqual(tenantTables);
    const wall = /^\(instansi = \(NULLIF\(current_setting\('app\.instansi'::text, true\), ''::text\)\)::uuid\)$/;
    expect(ofApplication.filter((row) => !wall.test(row.using ?? '') || !wall.test(row.check ?? ''))).toEqual([]);
    // Whoever else may see all rows: the owner's jobs, and the definer functions of search, which filter themselves. The writer of
    // check-ins sees none: its policy is for adding.
    const others = rows.filter((row) => !ofApplication.includes(row) && !(row.name === 'attendance.check_in' && row.roles.join() === 'pendopo_ingest' && row.using === null)).flatMap((row) => row.roles);
    expect([...new Set(others)].filter((role) => role !== 'pendopo_owner' && role !== 'pendopo_search')).toEqual([]);
  });

  it('gives the application no role that could pass it, and no table of its own', async () => {
    const rows = await owner<{ rolname: string }>(sql`select rolname from pg_roles where rolname like 'pendopo_app%' and (rolsuper or rolbypassrls)
      or rolname in (select g.rolname from pg_auth_members m join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid where r.rolname = 'pendopo_app')`);
    expect(rows).toEqual([]);
  });

  it('lets definer functions be called by the application only when their search path is fixed', async () => {
    const rows = await owner<{ name: string; config: string[] | null; public: boolean }>(sql`select n.nspname || '.' || p.proname as name, p.proconfig as config, has_function_privilege('public', p.oid, 'execute') as public
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname <> all (${foreign}) and n.nspname not like 'pg_%' and n.nspname <> 'public'`);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter((row) => row.public || !row.config?.some((one) => one.startsWith('search_path=')))).toEqual([]);
  });
});

describe('a randomised try to cross', () => {
  interface Column {
    table: string;
    column: string;
    type: string;
    elements: string | null;
  }

  /** Some value of the type; checks and keys are switched off for the writer, so any will do. */
  function valueFor(type: string): string {
    const n = Math.floor(Math.random() * 1000);
    if (type.endsWith('[]')) return `'{}'::${type}`;
    if (type === 'uuid') return `'${uuidv7()}'`;
    if (/^(int|numeric|bigint|smallint|integer|real|double)/.test(type)) return String(n);
    if (type === 'boolean') return n % 2 ? 'true' : 'false';
    if (type === 'date') return `'2026-01-01'::date + ${n}`;
    if (type.startsWith('timestamp')) return `'2026-01-01T00:00:00Z'::timestamptz + interval '${n} minutes'`;
    if (type === 'jsonb' || type === 'json') return `'{"n": ${n}}'`;
    if (type === 'bytea') return `decode('${n.toString(16).padStart(4, '0')}', 'hex')`;
    if (type === 'xid8') return 'pg_current_xact_id()';
    if (type === 'tsvector') return `to_tsvector('simple', 'kata${n}')`;
    if (type === 'text' || type.startsWith('character')) return `'t${n}'`;
    return `null::${type}`;
  }

  it('finds nothing of the neighbour in any tenant table, and changes nothing of it', async () => {
    const columns = await owner<Column>(sql`select n.nspname || '.' || c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and n.nspname || '.' || c.relname = any(${tenantTables}) order by 1, a.attnum`);
    const text = (statement: string) => ({ text: statement, values: [] });
    const trials: { table: string; filled: number; seen: number; changed: number; removed: number; left: number }[] = [];
    for (const table of tenantTables) {
      const own = columns.filter((column) => column.table === table);
      const names = own.map((column) => `"${column.column}"`).join(', ');
      const values = own.map((column) => (column.column === 'instansi' ? `'${t.instansi}'` : valueFor(column.type))).join(', ');
      // A copy without checks and foreign keys, behind the same wall: the policy is what is tried, not the constraints.
      const copy = `trial.${table.replace('.', '_')}`;
      await t.house.db.asOwner(async (tx) => {
        await tx.run(text('create schema if not exists trial'));
        await tx.run(text('grant usage on schema trial to pendopo_app'));
        await tx.run(text(`create table ${copy} (like ${table} including defaults including generated)`));
        await tx.run(text(`call platform.wall('${copy}')`));
        for (let i = 0; i < 5; i++) await tx.run(text(`insert into ${copy} (${names}) values (${values})`));
        // The real table too, where its constraints let an invented row in.
        await tx.run(text('savepoint try'));
        await tx.run(text(`insert into ${table} (${names}) values (${values})`)).catch(() => tx.run(text('rollback to try')));
      });
      const asNeighbour = <Row>(statement: string) => t.house.db.inTenant(t.other, (tx) => tx.many<Row>(text(statement)));
      const run = (statement: string) => t.house.db.inTenant(t.other, (tx) => tx.run(text(statement)));
      const seen = [...(await asNeighbour(`select 1 from ${copy}`)), ...(await asNeighbour(`select 1 from ${copy} where instansi = '${t.instansi}'`)), ...(await asNeighbour(`select 1 from ${table} where instansi = '${t.instansi}'`))];
      const changed = await run(`update ${copy} set instansi = '${t.other}'`);
      const removed = await run(`delete from ${copy} where instansi = '${t.instansi}'`);
      await expect(run(`insert into ${copy} (${names}) values (${values})`)).rejects.toThrow(/row-level security/);
      expect((await t.house.db.lookUp(text(`select 1 from ${copy}`))).length).toBe(0);
      const left = (await t.house.db.inTenant(t.instansi, (tx) => tx.many(text(`select 1 from ${copy}`)))).length;
      trials.push({ table, filled: 5, seen: seen.length, changed, removed, left });
    }
    expect(trials.length).toBe(tenantTables.length);
    expect(trials.filter((trial) => trial.seen + trial.changed + trial.removed > 0 || trial.left !== trial.filled)).toEqual([]);
  }, 60_000);

  it('finds nothing with a random institution, and nothing with one that is not a uuid', async () => {
    for (let i = 0; i < 20; i++) {
      const table = tenantTables[Math.floor(Math.random() * tenantTables.length)]!;
      expect(await t.house.db.inTenant(uuidv7(), (tx) => tx.many({ text: `select 1 from ${table}`, values: [] }))).toEqual([]);
    }
    await expect(async () => t.house.db.inTenant(`${t.instansi}'; set role pendopo_owner; --`, async () => 1)).rejects.toThrow(/uuid/);
  });
});

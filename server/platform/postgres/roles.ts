import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import type { DatabaseUrls } from '../db/database.ts';

/**
 * The four roles of the house. `pendopo_owner` owns every table and runs migrations and worker tables;
 * `pendopo_app` serves requests and owns nothing; `pendopo_search` (no log-in) owns the definer functions of
 * text and geo search; `pendopo_ingest` writes check-ins.
 */
const ROLES_SQL = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'pendopo_owner') then create role pendopo_owner login; end if;
  if not exists (select from pg_roles where rolname = 'pendopo_app') then create role pendopo_app login; end if;
  if not exists (select from pg_roles where rolname = 'pendopo_search') then create role pendopo_search nologin; end if;
  if not exists (select from pg_roles where rolname = 'pendopo_ingest') then create role pendopo_ingest login; end if;
end $$;
-- Servers of before made it without a log-in.
alter role pendopo_ingest login;
grant pendopo_search to pendopo_owner;
`;

/** Makes roles and a database in a server that we administer (the embedded one), and says how to reach them. */
export async function prepareServer(superuser: pg.PoolConfig, databaseName: string, secretsFile: string): Promise<DatabaseUrls> {
  const secrets = readOrMakeSecrets(secretsFile);
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    await client.query(ROLES_SQL);
    await client.query(`alter role pendopo_owner password ${client.escapeLiteral(secrets.owner)}`);
    await client.query(`alter role pendopo_app password ${client.escapeLiteral(secrets.app)}`);
    await client.query(`alter role pendopo_ingest password ${client.escapeLiteral(secrets.ingest)}`);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(databaseName)} owner pendopo_owner`);
  } finally {
    await client.end();
  }
  const base = { host: superuser.host, port: superuser.port, database: databaseName };
  const inside = new pg.Client({ ...superuser, database: databaseName });
  await inside.connect();
  try {
    // Trusted extensions need no superuser on PostgreSQL ≥ 13, but the owner of the database must make them.
    for (const extension of ['pg_trgm', 'unaccent', 'btree_gist', 'btree_gin']) {
      await inside.query(`create extension if not exists ${extension}`);
    }
    await inside.query('revoke create on schema public from public');
  } finally {
    await inside.end();
  }
  return {
    owner: { ...base, user: 'pendopo_owner', password: secrets.owner },
    app: { ...base, user: 'pendopo_app', password: secrets.app },
    ingest: { ...base, user: 'pendopo_ingest', password: secrets.ingest },
  };
}

interface RoleSecrets {
  owner: string;
  app: string;
  ingest: string;
}

/** A file of before, which lacks the password of a role, is completed. */
function readOrMakeSecrets(file: string): RoleSecrets {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<RoleSecrets>) : {};
  const made = () => randomBytes(24).toString('base64url');
  const secrets = { owner: known.owner ?? made(), app: known.app ?? made(), ingest: known.ingest ?? made() };
  if (!known.owner || !known.app || !known.ingest) writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** Why this server must not be used as it is, in one Indonesian sentence; undefined when all is well. */
export async function roleProblem(urls: DatabaseUrls): Promise<string | undefined> {
  return (await appProblem(urls)) ?? ingestProblem(urls);
}

async function appProblem(urls: DatabaseUrls): Promise<string | undefined> {
  const app = new pg.Client(urls.app);
  await app.connect();
  try {
    const { rows } = await app.query<{ name: string; rolsuper: boolean; rolbypassrls: boolean; owns: boolean }>(
      `select current_user as name, rolsuper, rolbypassrls,
              exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      where c.relowner = r.oid and c.relkind in ('r','p') and n.nspname not in ('pg_catalog','information_schema')) as owns
         from pg_roles r where rolname = current_user`,
    );
    const role = rows[0]!;
    if (role.rolsuper || role.rolbypassrls || role.owns) {
      return `Peran "${role.name}" di DATABASE_URL dapat melewati dinding antarinstansi (superuser, BYPASSRLS, atau pemilik tabel). Pakai peran pendopo_app seperti di docs/operations.md.`;
    }
    const { rows: versions } = await app.query<{ server_version_num: string }>('show server_version_num');
    if (Number(versions[0]!.server_version_num) < 150000) return 'PostgreSQL terlalu tua: Pendopo memerlukan versi 15 atau lebih baru.';
    return undefined;
  } finally {
    await app.end();
  }
}

/** The writer of check-ins takes what thousands of phones send: whoever got hold of it must find nothing to read and nothing to change. */
async function ingestProblem(urls: DatabaseUrls): Promise<string | undefined> {
  const ingest = new pg.Client(urls.ingest);
  await ingest.connect();
  try {
    const { rows } = await ingest.query<{ name: string; power: boolean; more: string | null }>(
      `select r.rolname as name,
              r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication or exists (select from pg_auth_members m where m.member = r.oid) as power,
              (select min(n.nspname || '.' || c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
                  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
                  and (c.relowner = r.oid or has_table_privilege(r.oid, c.oid, 'delete, truncate, trigger') or has_any_column_privilege(r.oid, c.oid, 'select, update, references')
                    or (has_any_column_privilege(r.oid, c.oid, 'insert') and n.nspname || '.' || c.relname <> 'attendance.check_in'))) as more
         from pg_roles r where r.rolname = current_user`,
    );
    const role = rows[0]!;
    if (role.power) return `Peran "${role.name}" di DATABASE_INGEST_URL terlalu berkuasa (superuser, BYPASSRLS, dapat membuat peran atau basis data, atau anggota peran lain). Pakai peran pendopo_ingest seperti di docs/operations.md.`;
    if (role.more !== null) return `Peran "${role.name}" di DATABASE_INGEST_URL boleh lebih daripada menambah absen (${role.more}). Cabut haknya, atau pakai peran pendopo_ingest seperti di docs/operations.md.`;
    return undefined;
  } finally {
    await ingest.end();
  }
}

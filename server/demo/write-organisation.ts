import { audit } from '../platform/audit/audit.ts';
import { sql } from '../platform/db/sql.ts';
import type { Database, Tx } from '../platform/db/database.ts';
import { inTenant, type Context } from '../platform/request/context.ts';
import { insertHoldings } from '../modules/organization/storage/holdings.ts';
import { insertPeople } from '../modules/organization/storage/people.ts';
import { insertPosts } from '../modules/organization/storage/posts.ts';
import { insertUnits } from '../modules/organization/storage/units.ts';
import type { OrganisationPlan } from './organisation.ts';

/** The institution itself, marked as demonstration: its pages and papers say so, and only it opens the door of /demo. */
export const insertInstitution = (db: Database, id: string, file: { name: string; kind: 'ministry' | 'regency'; region: string; zone: string; code: string }, at: Date): Promise<number> =>
  db.asOwner((tx) =>
    tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, profile, created_at)
      values (${id}, ${file.name}, ${file.kind}, ${file.region}, ${file.zone}, ${file.code}, true, '{}', ${at})`),
  );

/** Six statements for some 350 units and 800 people, and one line in the trail that says so. */
export async function writeOrganisation(ctx: Context, plan: OrganisationPlan): Promise<void> {
  const { secrets } = ctx.house;
  await inTenant(ctx, async (t) => {
    await insertUnits(t.tx, t.instansi, plan.units);
    await insertPosts(t.tx, t.instansi, plan.posts);
    await insertPeople(t.tx, t.instansi, plan.people.map((person) => ({
      id: person.id, name: person.name, bareName: person.bareName, nip: person.nip, nikHash: secrets.hash('nik', person.nik), nikSealed: secrets.seal('nik', person.nik),
      rank: person.rank, phone: person.phone, email: null, employment: person.employment,
    })));
    await linkAccounts(t.tx, t.instansi, plan);
    await insertHoldings(t.tx, t.instansi, plan.holdings);
    await audit(t, { action: 'organization.demo-seeded', object: 'instansi', objectId: t.instansi, detail: { units: plan.units.length, posts: plan.posts.length, people: plan.people.length } });
  });
}

async function linkAccounts(tx: Tx, instansi: string, plan: OrganisationPlan): Promise<void> {
  const linked = plan.people.filter((person) => person.account);
  await tx.run(sql`update organization.person w set account = n.account
    from unnest(${linked.map((p) => p.id)}::uuid[], ${linked.map((p) => p.account!.id)}::uuid[]) n (id, account) where w.instansi = ${instansi} and w.id = n.id`);
}

/** Kept with the institution: that seeding came to its end, and whom the door of /demo lets in. */
export interface DemoRecord {
  seed: number;
  anchor: string;
  accounts: DemoEntry[];
  /** Whom and what the five minutes of docs/how-to/demo-5-menit.md are about. */
  tour: DemoTour | null;
}
export interface DemoTour {
  /** Account ids. */
  leader: string;
  signer: string;
  citizen: string;
  /** The request that waits for the signature, and one whose document is out already. */
  waiting: string;
  issued: string;
}
export interface DemoEntry {
  account: string;
  /** Post of the organisation, or citizen. */
  group: 'pimpinan' | 'petugas' | 'desa' | 'administrator' | 'penilai' | 'warga';
  name: string;
  title: string;
  unit: string;
  /** What the person signs in with. */
  signIn: string;
  note: string;
  /** The hat to wear, for officers. */
  holding: string | null;
  secondFactor: boolean;
}

export const saveRecord = (db: Database, instansi: string, record: DemoRecord): Promise<number> =>
  db.asOwner((tx) => tx.run(sql`update organization.instansi set profile = profile || ${JSON.stringify({ demo: record })}::jsonb where id = ${instansi}`));

/** The institutions of the installation, with what seeding left behind; empty before the first migration. */
export async function readInstitutions(db: Database): Promise<{ id: string; demo: boolean; record: DemoRecord | null }[]> {
  return db.asOwner(async (tx) => {
    const { there } = await tx.one<{ there: boolean }>(sql`select to_regclass('organization.instansi') is not null as there`);
    return there ? tx.many(sql`select id, demo, profile -> 'demo' as record from organization.instansi order by created_at`) : [];
  });
}

/** Empties what an interrupted seeding left: every table of an institution, and the accounts. Never run on a real institution. */
export async function clearInstallation(db: Database): Promise<void> {
  await db.asOwner(async (tx) => {
    const { real } = await tx.one<{ real: number }>(sql`select count(*) as real from organization.instansi where not demo`);
    if (real > 0) throw new Error('an installation with a real institution is never emptied');
    const tables = await tx.many<{ name: string }>(sql`select distinct format('%I.%I', c.table_schema, c.table_name) as name
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')
        and (c.column_name = 'instansi' or c.table_schema = 'identity' or (c.table_schema = 'organization' and c.table_name = 'instansi'))`);
    await tx.run({ text: `truncate ${tables.map((one) => one.name).join(', ')} cascade`, values: [] });
  });
}

import type { Composed } from '../../server/compose.ts';
import type { Accounts } from '../../server/modules/identity/contract.ts';
import type { LayananPort } from '../../server/modules/layanan/contract.ts';
import { sql } from '../../server/platform/db/sql.ts';
import { storeUpload } from '../../server/platform/files/uploads.ts';
import { part } from '../../server/platform/house.ts';
import { addDays, dayIn } from '../../server/platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { inTenant, type Context, type TenantContext } from '../../server/platform/request/context.ts';

// Chapters: the regency with all its villages · people · signing in · what is submitted

/** Kabupaten Ponorogo with a unit for every village, a citizen, and officers of one desa. */
export interface Cast {
  instansi: string;
  /** The desa whose officers are measured, and its region. */
  desa: { unit: string; region: string };
  verifier: Officer;
  citizenAccount: string;
  context(): Context;
  /** Asks the running server for the sessions below. */
  signIn(url: string): Promise<void>;
  citizenToken: string;
  verifierToken: string;
  /** An officer of a desa with an ordinary number of requests, and one of the secretariat, who sees every request. */
  quietToken: string;
  wholeToken: string;
  /** Who verifies and disposes reports, and who answers them for the roads agency. */
  coordinatorToken: string;
  roadsToken: string;
  roads: string;
  /** A complete Surat Keterangan Usaha. */
  answers: Record<string, unknown>;
}

export interface Officer {
  account: string;
  post: string;
  holding: string;
}

const PASSWORD = 'kopi tubruk pagi';
const NIPS = { verifier: '198506152010011101', quiet: '198506152010011102', whole: '198506152010011103', coordinator: '198506152010011104', roads: '198506152010011105' };

export async function createCast(composed: Composed): Promise<Cast> {
  const { house } = composed;
  const instansi = uuidv7();
  const now = house.clock.now();
  await house.db.asOwner(async (tx) => {
    await tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at) values (${instansi}, 'Kabupaten Ponorogo', 'regency', '35.02', 'WIB', 'PNG', true, ${now})`);
    await tx.run(sql`insert into organization.host (host, instansi) values ('127.0.0.1', ${instansi})`);
  });
  const context = (): Context => ({ house, instansi, viewer: null, requestId: uuidv7(), ip: '127.0.0.1' });
  const ctx = context();
  const units = await insertUnits(ctx);
  const desa = units[0]!;
  const accounts = part<Accounts<TenantContext>>(house, 'identity.accounts');
  const passwordHash = await accounts.hashPassword(PASSWORD);
  const account = (name: string, nip?: string, nik?: string) => inTenant(ctx, (t) => accounts.createAccount(t, { name, ...(nip ? { nip, managedBy: instansi } : {}), ...(nik ? { nik, birthDate: '1985-03-12' } : {}), passwordHash, level: 'verified' }));
  const verifier = await insertOfficer(ctx, desa.unit, await account('Joko Susilo', NIPS.verifier), 'Joko Susilo', ['verifier', 'desk']);
  await insertOfficer(ctx, units.at(-1)!.unit, await account('Wahyu Nugroho', NIPS.quiet), 'Wahyu Nugroho', ['verifier']);
  await insertOfficer(ctx, await insertUnit(ctx, 'setda', 'SETDA', 'Sekretariat Daerah'), await account('Ratna Dewi', NIPS.whole), 'Ratna Dewi', ['verifier']);
  await insertOfficer(ctx, await insertUnit(ctx, 'dinas', 'DISKOMINFO', 'Dinas Komunikasi dan Informatika'), await account('Retno Wulandari', NIPS.coordinator), 'Retno Wulandari', ['complaint-coordinator']);
  const roads = await insertUnit(ctx, 'dinas', 'DPUPKP', 'Dinas Pekerjaan Umum');
  await insertOfficer(ctx, roads, await account('Bambang Irawan', NIPS.roads), 'Bambang Irawan', ['complaint-liaison']);
  const citizenAccount = await account('Hartono Wibowo', undefined, CITIZEN_NIK);
  await inTenant(ctx, (t) => part<LayananPort<TenantContext>>(house, 'layanan').seedCatalogue(t));
  const cast: Cast = {
    instansi, desa, verifier, citizenAccount, context, citizenToken: '', verifierToken: '', quietToken: '', wholeToken: '', coordinatorToken: '', roadsToken: '', roads,
    answers: await usahaAnswers(ctx, citizenAccount, desa.region),
    signIn: async (url) => {
      cast.citizenToken = await tokenOf(url, CITIZEN_NIK);
      cast.verifierToken = await tokenOf(url, NIPS.verifier);
      cast.quietToken = await tokenOf(url, NIPS.quiet);
      cast.wholeToken = await tokenOf(url, NIPS.whole);
      cast.coordinatorToken = await tokenOf(url, NIPS.coordinator);
      cast.roadsToken = await tokenOf(url, NIPS.roads);
    },
  };
  return cast;
}

const CITIZEN_NIK = '3502171203859001';

async function insertUnits(ctx: Context): Promise<{ unit: string; region: string }[]> {
  const villages = await ctx.house.db.lookUp<{ code: string; name: string }>(sql`select code, name from wilayah.region where level = 'village' and code like '35.02.%' and split_part(code, '.', 4) like '2%' order by code`);
  const units = villages.map((village) => ({ unit: uuidv7(), region: village.code, name: `Desa ${village.name}` }));
  await inTenant(ctx, (t) => t.tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, region, from_day)
    select ${t.instansi}::uuid, id, 'desa', 'DESA-' || region, name, region, '2020-01-01' from unnest(${units.map((u) => u.unit)}::uuid[], ${units.map((u) => u.region)}::text[], ${units.map((u) => u.name)}::text[]) as u (id, region, name)`));
  return units;
}

export async function insertUnit(ctx: Context, kind: string, code: string, name: string): Promise<string> {
  const id = uuidv7();
  await inTenant(ctx, (t) => t.tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, from_day) values (${t.instansi}, ${id}, ${kind}, ${code}, ${name}, '2020-01-01')`));
  return id;
}

export async function insertOfficer(ctx: Context, unit: string, account: string, name: string, duties: string[]): Promise<Officer> {
  const [post, person, holding] = [uuidv7(), uuidv7(), uuidv7()];
  await inTenant(ctx, async ({ tx, instansi }) => {
    await tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) values (${instansi}, ${post}, ${unit}, 'Kasi Pelayanan', ${duties}, '2020-01-01')`);
    await tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${instansi}, ${person}, ${account}, ${name}, 'village')`);
    await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day) values (${instansi}, ${holding}, ${post}, ${person}, 'definitive', '2020-01-01')`);
  });
  return { account, post, holding };
}

/** One more officer, who has signed in. */
export async function addOfficer(bench: { composed: Composed; cast: Cast; url: string }, who: { unit: string; name: string; nip: string; duties: string[] }): Promise<Officer & { token: string; person: string; unit: string }> {
  const ctx = bench.cast.context();
  const accounts = part<Accounts<TenantContext>>(bench.composed.house, 'identity.accounts');
  const passwordHash = await accounts.hashPassword(PASSWORD);
  const account = await inTenant(ctx, (t) => accounts.createAccount(t, { name: who.name, nip: who.nip, managedBy: bench.cast.instansi, passwordHash, level: 'verified' }));
  const officer = await insertOfficer(ctx, who.unit, account, who.name, who.duties);
  const { person } = await inTenant(ctx, (t) => t.tx.one<{ person: string }>(sql`select person from organization.holding where instansi = ${t.instansi} and id = ${officer.holding}`));
  return { ...officer, token: await tokenOf(bench.url, who.nip), person, unit: who.unit };
}

async function tokenOf(url: string, identifier: string): Promise<string> {
  const answer = await fetch(`${url}/api/sesi`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ identifier, password: PASSWORD }) });
  if (!answer.ok) throw new Error(`sign-in of ${identifier}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}

/** Bytes that the sniffer takes for a JPEG, different each time. */
const photo = (name: string): Uint8Array => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(`foto ${name}`)]);

async function usahaAnswers(ctx: Context, account: string, region: string): Promise<Record<string, unknown>> {
  const letter = await storeUpload(ctx, 'pengantar.jpg', photo('pengantar'), account);
  const shop = await storeUpload(ctx, 'warung.jpg', photo('warung'), account);
  return {
    foto_pengantar: [letter.id], tanggal_pengantar: addDays(dayIn(ctx.house.clock.now(), 'WIB'), -7), usaha_nama: 'Warung Bu Sri', usaha_bidang: 'warung makan', desa_usaha: region,
    usaha_alamat: 'Jl. Raya Siman 14', usaha_sejak: '2019-05-01', foto_usaha: [shop.id], nama: 'Hartono Wibowo', nik: CITIZEN_NIK, tempat_lahir: 'Ponorogo',
    tanggal_lahir: '1985-03-12', jenis_kelamin: 'l', pekerjaan: 'Pedagang', alamat: 'RT 02 RW 01', no_hp: '081234567890', keperluan: 'kredit', pernyataan: true,
  };
}

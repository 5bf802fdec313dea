import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { part } from '../../platform/house.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import type { LayananPort } from '../layanan/contract.ts';
import type { PermissionsOf } from './permissions.testing.ts';
import type { TestHouse } from '../../testing/house.ts';

/** A desa (Ronowijayan is a kelurahan; this one is a desa of Siman) with its people, and a citizen. */
export interface Cast {
  desa: string;
  region: string;
  citizen: Viewer;
  neighbour: Viewer;
  verifier: Viewer;
  signer: Viewer;
  outsider: Viewer;
}

let counter = 0;

export async function castOf(t: TestHouse, instansi = t.instansi): Promise<Cast> {
  const ctx = t.context(null, instansi);
  const regions = await t.house.db.lookUp<{ code: string }>(sql`select code from wilayah.region where level = 'village' and code like ${instansi === t.instansi ? '35.02.%' : '35.29.%'} and split_part(code, '.', 4) like '2%' order by code limit 2`);
  const [region, elsewhere] = regions.map((r) => r.code) as [string, string];
  const desa = await unit(ctx, region, `Desa ${region}`);
  const far = await unit(ctx, elsewhere, `Desa ${elsewhere}`);
  await inTenant(ctx, (tx) => part<LayananPort<TenantContext>>(t.house, 'layanan').seedCatalogue(tx));
  return {
    desa, region,
    citizen: await citizen(t, 'Hartono Wibowo'),
    neighbour: await citizen(t, 'Sulastri Ningsih'),
    verifier: await officer(t, ctx, desa, 'Kasi Pelayanan', 'Joko Susilo', ['verifier', 'desk']),
    signer: await officer(t, ctx, desa, 'Kepala Desa', 'Slamet Riyadi', ['signer', 'leader'], true),
    outsider: await officer(t, ctx, far, 'Kasi Pelayanan', 'Wahyu Nugroho', ['verifier', 'signer']),
  };
}

async function unit(ctx: Context, region: string, name: string): Promise<string> {
  return anyUnit(ctx, `DESA-${region}`, name, 'desa', region);
}

export async function anyUnit(ctx: Context, code: string, name: string, kind = 'dinas', region: string | null = null): Promise<string> {
  const id = uuidv7();
  await inTenant(ctx, (t) => t.tx.run(sql`insert into organization.unit (instansi, id, kind, code, name, region, from_day) values (${t.instansi}, ${id}, ${kind}, ${code}, ${name}, ${region}, '2020-01-01')`));
  return id;
}

async function citizen(t: TestHouse, name: string): Promise<Viewer> {
  const id = uuidv7();
  await t.house.db.outsideTenant((tx) => tx.run(sql`insert into identity.account (id, name, created_at) values (${id}, ${name}, ${t.clock.now()})`));
  return { accountId: id, sessionId: uuidv7(), name, kind: 'citizen', level: 'unverified' };
}

export async function officer(t: TestHouse, ctx: Context, unitId: string, title: string, name: string, duties: string[], head = false): Promise<Viewer> {
  const [post, person, holding] = [uuidv7(), uuidv7(), uuidv7()];
  const viewer = await citizen(t, name);
  await inTenant(ctx, async (tx) => {
    await tx.tx.run(sql`insert into organization.post (instansi, id, unit, title, is_head, duties, from_day) values (${tx.instansi}, ${post}, ${unitId}, ${title}, ${head}, ${duties}, '2020-01-01')`);
    await tx.tx.run(sql`insert into organization.person (instansi, id, account, name, employment) values (${tx.instansi}, ${person}, ${viewer.accountId}, ${name}, 'village')`);
    await tx.tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day) values (${tx.instansi}, ${holding}, ${post}, ${person}, 'definitive', '2020-01-01')`);
  });
  return {
    ...viewer, kind: 'officer', level: 'verified', secondFactorAt: t.clock.now(),
    hat: { instansi: ctx.instansi, holdingId: holding, postId: post, title, capacity: 'definitive', unitId, unitName: 'Desa', unitKind: 'desa', duties, permissions: part<PermissionsOf>(t.house, 'permissions')(duties) },
  };
}

/** Bytes that are a picture as far as the sniffer goes; different each time. */
export const photo = (): Uint8Array => new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new TextEncoder().encode(`foto ${++counter}`)]);

/** Complete answers for a Surat Keterangan Usaha in `region`. */
export async function usahaAnswers(t: TestHouse, cast: Cast, who: Viewer = cast.citizen, instansi = t.instansi): Promise<Record<string, unknown>> {
  const ctx = t.context(who, instansi);
  const letter = await storeUpload(ctx, 'pengantar.jpg', photo(), who.accountId);
  const shop = await storeUpload(ctx, 'warung.jpg', photo(), who.accountId);
  return {
    foto_pengantar: [letter.id], tanggal_pengantar: '2026-02-20', usaha_nama: 'Warung Bu Sri', usaha_bidang: 'warung makan', desa_usaha: cast.region,
    usaha_alamat: 'Jl. Raya Siman 14', usaha_sejak: '2019-05-01', foto_usaha: [shop.id], nama: 'Hartono Wibowo', nik: '3502171203859001', tempat_lahir: 'Ponorogo',
    tanggal_lahir: '1985-03-12', jenis_kelamin: 'l', pekerjaan: 'Pedagang', alamat: 'RT 02 RW 01', no_hp: '081234567890', keperluan: 'kredit', pernyataan: true,
  };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, type Composed } from '../../compose.ts';
import { parseZones, zoneOfRegion } from '../../engines/working-time/reference-data.ts';
import type { Accounts } from '../../modules/identity/contract.ts';
import type { OrganizationPort } from '../../modules/organization/contract.ts';
import { audit } from '../../platform/audit/audit.ts';
import { sql } from '../../platform/db/sql.ts';
import { problemOf, ProblemError } from '../../platform/http/problem.ts';
import { part } from '../../platform/house.ts';
import { dayIn, type Zone } from '../../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../platform/kernel/refusal.ts';
import { inTenant, INSTALLATION, type Context, type TenantContext, type Viewer } from '../../platform/request/context.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import type { Api } from '../../api.ts';
import { DONE, printJson, refuse, Usage, type Command, type Given } from '../command.ts';
import { withServer } from '../with-database.ts';

// Chapters: what is asked · the institution · its first units and administrator · the command

interface Plan {
  name: string;
  kind: 'province' | 'regency' | 'city';
  region: string;
  zone: Zone;
  code: string;
  host: string | undefined;
  adminName: string;
  adminUser: string;
}

const ZONES = new URL('../../../catalog/reference/zones.yaml', import.meta.url);

async function planOf(given: Given, { house }: Composed): Promise<Plan> {
  const must = (name: string, words: string): string => {
    const value = given.value(name)?.trim();
    if (!value) throw new Usage(`Isi --${name}: ${words}.`);
    return value;
  };
  const region = must('region', 'kode wilayah provinsi, kabupaten, atau kota, misalnya 35.02');
  const [found] = await house.db.lookUp<{ name: string; level: string }>(sql`select name, level from wilayah.region where code = ${region} and level in ('province', 'regency')`);
  if (!found) throw new Usage(`Tidak ada provinsi, kabupaten, atau kota berkode "${region.slice(0, 20)}". Contoh: 35.02 untuk Kabupaten Ponorogo.`);
  const code = must('code', 'singkatan instansi untuk nomor surat dan berkas, misalnya PNG').toUpperCase();
  if (!/^[A-Z][A-Z0-9-]{1,11}$/.test(code)) throw new Usage('--code: 2 sampai 12 huruf besar, angka, atau tanda hubung, misalnya PNG.');
  const name = given.value('name')?.trim() || found.name;
  if (name.length < 3 || name.length > 150) throw new Usage('--name: 3 sampai 150 huruf, misalnya "Kabupaten Ponorogo".');
  const known = zoneOfRegion(orRefuse(parseZones(readFileSync(ZONES, 'utf8'))), region);
  const zone = given.value('zone') ?? known;
  if (zone !== 'WIB' && zone !== 'WITA' && zone !== 'WIT') throw new Usage('--zone: WIB, WITA, atau WIT.');
  const host = given.value('host')?.trim().toLowerCase();
  if (host !== undefined && !/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host)) throw new Usage('--host: nama alamat tanpa https:// dan tanpa port, misalnya layanan.ponorogo.go.id.');
  return {
    name, region, zone, code, host,
    kind: found.level === 'province' ? 'province' : Number(region.slice(3, 5)) >= 71 ? 'city' : 'regency',
    adminName: must('admin-name', 'nama administrator pertama'),
    adminUser: must('admin-user', 'nama pengguna administrator pertama, misalnya admin.png'),
  };
}

async function mustBeFree({ house }: Composed, plan: Plan): Promise<void> {
  const taken = await house.db.lookUp<{ name: string; code: string }>(sql`select name, code from organization.instansi where code = ${plan.code} or region = ${plan.region}`);
  if (taken[0]) throw new Usage(`${taken[0].name} (${taken[0].code}) sudah ada pada pemasangan ini. Pakai kode dan wilayah lain.`);
  const [host] = plan.host ? await house.db.lookUp<{ instansi: string }>(sql`select instansi from organization.host where host = ${plan.host}`) : [];
  if (host) throw new Usage(`Alamat ${plan.host} sudah dipakai instansi lain. Pakai --host lain.`);
}

/** The operator at the keyboard: no account, so audit shows the installation itself as the one who acted. */
const operator = (instansi: string, permissions: ReadonlySet<string>): Viewer => ({
  accountId: INSTALLATION, sessionId: INSTALLATION, name: 'Operator pemasangan', kind: 'officer', level: 'verified',
  hat: { instansi, holdingId: INSTALLATION, postId: INSTALLATION, title: 'Operator pemasangan', capacity: 'definitive', unitId: INSTALLATION, unitName: '', unitKind: 'lainnya', duties: ['administrator'], permissions },
});

const HEADS = { province: 'Gubernur', regency: 'Bupati', city: 'Wali Kota' } as const;

/** All or nothing: institution, the head's unit, the agency for informatics, its administrator's post, person, account and card. */
async function found(composed: Composed, plan: Plan): Promise<{ instansi: string; code: string; expiresAt: Date }> {
  const { house } = composed;
  const instansi = uuidv7();
  await mustBeFree(composed, plan);
  const permissions = part<(duties: readonly string[]) => ReadonlySet<string>>(house, 'permissions')(['administrator']);
  const ctx: Context = { house, instansi, viewer: operator(instansi, permissions), requestId: `cli:${uuidv7()}`, ip: '' };
  return inTenant(ctx, async (t) => {
    const now = house.clock.now();
    await t.tx.run(sql`insert into organization.instansi (id, name, kind, region, zone, code, demo, created_at)
      values (${instansi}, ${plan.name}, ${plan.kind}, ${plan.region}, ${plan.zone}, ${plan.code}, false, ${now})`);
    if (plan.host) await t.tx.run(sql`insert into organization.host (host, instansi) values (${plan.host}, ${instansi})`);
    await audit(t, { action: 'organization.founded', object: 'instansi', objectId: instansi, detail: { name: plan.name, region: plan.region, code: plan.code } });

    const { organization } = composed.api.forPages(t) as unknown as Api;
    const bare = plan.name.replace(/^(Provinsi|Kabupaten|Kota)\s+/i, '');
    const top = await organization.createUnit({ kind: 'head-of-region', code: 'KDH', name: `${HEADS[plan.kind]} ${bare}` });
    const agency = await organization.createUnit({ parent: top.id, kind: 'dinas', code: 'DISKOMINFO', name: 'Dinas Komunikasi dan Informatika' });
    const post = await organization.createPost({ unit: agency.id, title: 'Administrator Sistem', duties: ['administrator'] });
    const person = await organization.createPerson({ name: plan.adminName, employment: 'contract' });
    await organization.appointHolder({ post: post.id, person: person.id, capacity: 'definitive', fromDay: dayIn(now, plan.zone) });

    const accounts = part<Accounts<TenantContext>>(house, 'identity.accounts');
    const account = await accounts.createAccount(t, { name: plan.adminName, userName: plan.adminUser, managedBy: instansi });
    await part<OrganizationPort<TenantContext>>(house, 'organization').linkAccount(t, person.id, account);
    return { instansi, ...(await accounts.issueCard(t, account)) };
  });
}

/** `pendopo setup`: the institution and its first administrator, who gets a one-time code instead of a password. */
export const setup: Command = {
  usage: '--region 35.02 --code PNG --admin-name "Nama Lengkap" --admin-user admin.png [--name "Kabupaten Ponorogo"] [--zone WIB|WITA|WIT] [--host layanan.ponorogo.go.id]',
  options: { name: 'value', region: 'value', code: 'value', zone: 'value', host: 'value', 'admin-name': 'value', 'admin-user': 'value' },
  run: async (given, io) => {
    const { databaseUrl, variable } = readSettings(process.env);
    if (!databaseUrl && !existsSync(join(variable, 'db'))) throw new Usage(`Belum ada data Pendopo di ${variable}. Jalankan npm start -- --empty lebih dahulu (tanpa data contoh), lalu ulangi perintah ini.`);
    return withServer(io, async (settings, urls) => {
      const composed = await compose(settings, urls, { background: false, clock: io });
      try {
        const plan = await planOf(given, composed);
        const { instansi, code, expiresAt } = await found(composed, plan);
        printJson(io, {
          instansi, name: plan.name, kind: plan.kind, region: plan.region, zone: plan.zone, code: plan.code,
          administrator: { name: plan.adminName, userName: plan.adminUser.toLowerCase(), activationCode: code, expiresAt: expiresAt.toISOString(), activateAt: `${settings.publicUrl}/aktivasi` },
        });
        io.say(`${plan.name} sudah dibuat. ${plan.adminName} membuka ${settings.publicUrl}/aktivasi, mengetik kode itu, membuat kata sandi, lalu memasang verifikasi kedua. Kode tidak dapat ditampilkan lagi.`);
        return DONE;
      } catch (error) {
        const problem = error instanceof ProblemError ? error.problem : error instanceof Refused ? problemOf(error.refusal, composed.api.refusals, '') : undefined;
        if (!problem) throw error;
        return refuse(io, [problem.detail, ...(problem.fields ?? []).map((field) => field.message)].join(' '));
      } finally {
        await composed.stop();
      }
    });
  },
};

import { expect } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse, type TestHouse } from '../../testing/house.ts';
import type { SessionAnswer } from './contract.ts';
import { hashPassword } from './passwords.ts';
import { accounts } from './service/accounts.ts';
import { sealNik } from './service/common.ts';

export const PASSWORD = 'kopi tubruk pagi';

export interface Answer {
  status: number;
  body: Record<string, never> & { code?: string; detail?: string; fields?: { path: string; message: string }[] };
}

/** A house with two institutions, and short ways to make people and to ask the API as one of them. */
export interface IdentityHouse extends TestHouse {
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, options?: { token?: string | undefined; body?: object; host?: string; ip?: string }): Promise<Answer>;
  register(over?: Record<string, unknown>): Promise<SessionAnswer & { nik: string }>;
  unit(name: string, options?: { parent?: string; instansi?: string }): Promise<string>;
  /** A post with its holder from 2020 on; the account is active unless `accountless`. */
  officer(options: { unit: string; title?: string; duties: string[]; name?: string; instansi?: string; account?: string; accountless?: boolean; nip?: string; nik?: string; totpSecret?: string; to?: string }): Promise<{ account: string; person: string; holding: string; nip: string }>;
  /** Signs an officer in by NIP; with a printed code when the post demands a second factor. */
  signInAs(nip: string, code?: string): Promise<string>;
  nextNik(): string;
  nextNip(): string;
}

export async function createIdentityHouse(): Promise<IdentityHouse> {
  const t = await createTestHouse();
  const passwordHash = await hashPassword(PASSWORD);
  let count = 9001;
  const nextNik = () => `350217050668${count++}`;
  let nips = 100;
  const nextNip = () => `198506152010011${String(nips++).padStart(3, '0')}`;
  let addresses = 1;

  const ask: IdentityHouse['ask'] = async (method, path, { token, body, host = 'ponorogo.test', ip } = {}) => {
    const answer = await t.app.inject({
      method, url: `/api${path}`, remoteAddress: ip ?? '127.0.0.1',
      headers: { host, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { payload: body } : {}),
    });
    return { status: answer.statusCode, body: answer.json() as Answer['body'] };
  };

  const make: Omit<IdentityHouse, keyof TestHouse> = {
    ask, nextNik, nextNip,
    register: async (over = {}) => {
      const nik = nextNik();
      const answer = await ask('POST', '/akun', { ip: `10.0.${addresses >> 8}.${addresses++ & 255}`, body: { name: 'Siti Rahayu', nik, birthDate: '1968-06-05', phone: '0812 3456 7890', password: PASSWORD, ...over } });
      expect(answer).toMatchObject({ status: 201 });
      return { ...(answer.body as unknown as SessionAnswer), nik: (over['nik'] as string) ?? nik };
    },
    unit: async (name, { parent, instansi = t.instansi } = {}) => {
      const id = uuidv7();
      await t.house.db.inTenant(instansi, (tx) => tx.run(sql`insert into organization.unit (instansi, id, parent, kind, code, name, from_day)
        values (${instansi}, ${id}, ${parent ?? null}, 'dinas', ${id.slice(-12).toUpperCase()}, ${name}, '2020-01-01')`));
      return id;
    },
    officer: async (o) => {
      const instansi = o.instansi ?? t.instansi;
      const [post, person, holding] = [uuidv7(), uuidv7(), uuidv7()];
      const nip = o.nip ?? nextNip();
      const name = o.name ?? 'Budi Santoso';
      const account = o.accountless ? null : o.account ?? await t.house.db.inTenant(instansi, (tx) =>
        accounts(t.house).createAccount({ ...t.context(null, instansi), tx }, { name, nip, passwordHash, managedBy: instansi, level: 'verified', ...(o.totpSecret ? { totpSecret: o.totpSecret } : {}) }));
      const nik = o.nik ? sealNik(t.house, o.nik) : null;
      await t.house.db.inTenant(instansi, async (tx) => {
        await tx.run(sql`insert into organization.post (instansi, id, unit, title, duties, from_day) values (${instansi}, ${post}, ${o.unit}, ${o.title ?? 'Analis'}, ${o.duties}, '2020-01-01')`);
        await tx.run(sql`insert into organization.person (instansi, id, account, name, bare_name, nip, nik_hash, nik_sealed) values (${instansi}, ${person}, ${account}, ${name}, ${name.toLowerCase()}, ${nip}, ${nik?.hash ?? null}, ${nik?.sealed ?? null})`);
        await tx.run(sql`insert into organization.holding (instansi, id, post, person, capacity, from_day, to_day) values (${instansi}, ${holding}, ${post}, ${person}, 'definitive', '2020-01-01', ${o.to ?? null})`);
      });
      return { account: account ?? '', person, holding, nip };
    },
    signInAs: async (nip, code) => {
      const answer = await ask('POST', '/sesi', { body: { identifier: nip, password: PASSWORD } });
      expect(answer.status).toBe(200);
      const { token } = answer.body as unknown as SessionAnswer;
      if (code) expect(await ask('POST', '/sesi/verifikasi', { body: { token, code } })).toMatchObject({ status: 200 });
      return token;
    },
  };
  return Object.assign(t, make);
}

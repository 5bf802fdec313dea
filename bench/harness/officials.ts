import { search } from '../../server/modules/letters/storage/search.ts';
import { randomBytes } from 'node:crypto';
import { insertSession, setHat } from '../../server/modules/identity/storage/sessions.ts';
import type { Accounts } from '../../server/modules/identity/contract.ts';
import type { LettersPort } from '../../server/modules/letters/contract.ts';
import { part } from '../../server/platform/house.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { inTenant, type Context, type TenantContext } from '../../server/platform/request/context.ts';
import { storeUpload } from '../../server/platform/files/uploads.ts';
import { insertOfficer, insertUnit } from './cast.ts';
import type { Bench } from './house.ts';

// Chapters: offices with a head and nine others · what lies in their inboxes

const UNITS = 30;
const IN_A_UNIT = 10;
const LETTERS_OF_A_HEAD = 12;
const SUBJECTS = ['Undangan rapat anggaran', 'Permintaan data jalan', 'Laporan bantuan sosial', 'Usulan pelatihan komputer', 'Pemberitahuan pemadaman', 'Permohonan narasumber'];

export interface Official {
  token: string;
  post: string;
  head: string;
  isHead: boolean;
}

/** Three hundred officials of thirty offices, signed in, with letters that wait for their heads. */
export async function makeOfficials(bench: Bench): Promise<Official[]> {
  const ctx = bench.cast.context();
  const accounts = part<Accounts<TenantContext>>(bench.composed.house, 'identity.accounts');
  const passwordHash = await accounts.hashPassword('kopi tubruk pagi');
  const all: Official[] = [];
  const heads: string[] = [];
  for (let u = 0; u < UNITS; u++) {
    const unit = await insertUnit(ctx, 'bagian', `KERJA-${u}`, `Bagian Urusan ${u}`);
    let head = '';
    for (let n = 0; n < IN_A_UNIT; n++) {
      const name = `Pegawai ${u} ${n}`;
      const account = await inTenant(ctx, (t) => accounts.createAccount(t, { name, nip: `198506152012031${String(u * IN_A_UNIT + n + 1).padStart(3, '0')}`, managedBy: t.instansi, passwordHash, level: 'verified' }));
      const officer = await insertOfficer(ctx, unit, account, name, n === 0 ? ['leader', 'signer'] : []);
      head ||= officer.post;
      all.push({ token: await signIn(ctx, account, officer.holding), post: officer.post, head, isHead: n === 0 });
    }
    heads.push(head);
  }
  for (const [nth, head] of heads.entries()) await fillInbox(ctx, head, nth);
  // A month of letters has come in a second: what the product's schedule does every five minutes is done before they are searched.
  await search.learn(ctx.house);
  await bench.settle();
  return all;
}

/** Three hundred sign-ins over HTTP from one address would be held as guessing. */
async function signIn(ctx: Context, account: string, holding: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = ctx.house.clock.now();
  const id = uuidv7();
  await ctx.house.db.outsideTenant(async (tx) => {
    await insertSession(tx, { tokenHash: ctx.house.secrets.hash('session', token), id, account, created_at: now, expires_at: new Date(now.getTime() + 3_600_000), second_factor_at: now, pending: false, device: 'ukuran', shared_computer: false });
    await setHat(tx, account, id, { instansi: ctx.instansi, holdingId: holding });
  });
  return token;
}

async function fillInbox(ctx: Context, post: string, nth: number): Promise<void> {
  const bytes = Buffer.from(`%PDF-1.4\n% surat ${nth}\n`);
  const { id: _, ...file } = await storeUpload(ctx, 'surat.pdf', bytes, null);
  const sha256 = await ctx.house.files.put(ctx.instansi, bytes);
  for (let n = 0; n < LETTERS_OF_A_HEAD; n++) {
    await part<LettersPort<Context, TenantContext>>(ctx.house, 'letters').deliver(ctx, {
      key: uuidv7(), number: `005/${nth * LETTERS_OF_A_HEAD + n}/SETDA/2026`, letterDate: '2026-01-05', subject: `${SUBJECTS[n % SUBJECTS.length]!} ${nth}`, attachments: '', classification: '', secrecy: 'biasa', urgency: 'biasa',
      files: [{ name: file.name, type: file.type, size: file.bytes, sha256 }], sender: 'Sekretaris Daerah', post, fromLetter: uuidv7(),
    });
  }
}

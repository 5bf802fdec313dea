import { publicCode, uuidv7 } from '../platform/kernel/ids.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import type { LimitRow } from '../modules/complaints/contract.ts';
import type { Action, By } from '../modules/complaints/rules/report-state.ts';
import { limitsFor } from '../modules/complaints/rules/the-nearest-limit-holds.ts';
import { ticketNumber } from '../modules/complaints/rules/the-number-cannot-be-guessed.ts';
import { makeDataKey, newCode } from '../modules/complaints/service/secrecy/data-key.ts';
import { makeHolderKey } from '../modules/complaints/service/secrecy/holders.ts';
import type { DataKeyRow } from '../modules/complaints/storage/sealed.ts';
import { DEMO_PASSPHRASE } from './accounts.ts';
import type { Bare, Invented, Matter, Village } from './invented.ts';
import type { Seeding } from './seeding.ts';

/** What reporters of the demonstration tell the Inspektorat. Invented, without names. */
const TOLD = [
  { title: 'Diminta uang saat mengurus surat', body: 'Petugas di loket meminta lima puluh ribu rupiah agar surat selesai hari itu juga. Tidak ada tanda terima.', where: 'Kantor kecamatan' },
  { title: 'Mobil dinas dipakai berlibur', body: 'Mobil berpelat merah dipakai sekeluarga ke pantai pada hari Minggu, dua pekan berturut-turut.', where: 'Sebuah dinas' },
  { title: 'Nama penerima bantuan tidak benar', body: 'Tiga nama dalam daftar penerima bantuan tidak tinggal di desa ini. Daftarnya ditempel di balai desa.', where: 'Pemerintah desa' },
  { title: 'Pekerjaan jalan dipecah-pecah', body: 'Satu ruas jalan dibagi menjadi lima paket kecil, semuanya dikerjakan orang yang sama.', where: 'Sebuah dinas' },
  { title: 'Absen dititipkan', body: 'Dua pegawai jarang hadir, tetapi absennya selalu terisi. Yang mengisi selalu orang yang sama.', where: 'Sebuah puskesmas' },
  { title: 'Dugaan pungutan di sekolah', body: 'Wali murid diminta uang perpisahan dengan jumlah yang ditentukan, dan yang belum membayar tidak menerima rapor.', where: 'Sebuah sekolah dasar' },
];

/** A few for the Inspektorat's eyes: new ones, one that is being examined, one that waits for its reporter. */
export function misconduct(seeding: Seeding, limits: readonly LimitRow[], villages: readonly Village[], now: Date, examiner: By, unit: string): Invented[] {
  return TOLD.map(({ title, body, where }, i) => {
    const dice = seeding.dice.of(`misconduct/${i}`);
    const village = dice.pick(villages);
    const at = new Date(now.getTime() - (2 + i * 6) * 86_400_000);
    const matter: Matter = { category: 'PENYIMPANGAN', unit: 'INSPEKTORAT', kind: 'misconduct', weight: 0, title: [''], opening: [''], detail: [''], answer: [''] };
    const add = (who: By, action: Bare<Action>): Action => ({ ...action, at: at.toISOString(), by: who, limits: limitsFor(limits, 'misconduct', 'PENYIMPANGAN', action.kind) }) as Action;
    const actions = [add({ kind: 'reporter' }, { kind: 'submit', channel: 'web', as: 'misconduct', category: 'PENYIMPANGAN', submittedAt: at.toISOString() })];
    if (i > 1) actions.push(add(examiner, { kind: 'verify', as: 'misconduct', category: 'PENYIMPANGAN' }));
    if (i > 2) actions.push(add(examiner, { kind: 'dispose', lead: unit, supporting: [], words: { instruction: 'Kumpulkan bahan keterangan.' } }));
    if (i === 4) {
      actions.push(add(examiner, { kind: 'draft-answer', outcome: 'progress', words: { text: 'Daftar hadir tiga bulan terakhir sudah kami minta dan sedang kami periksa.' } }));
      actions.push(add(examiner, { kind: 'approve-answer' }), add(examiner, { kind: 'publish-answer', outcome: 'progress', draft: 4, words: { text: 'Daftar hadir tiga bulan terakhir sudah kami minta dan sedang kami periksa.' } }));
    }
    return {
      n: 10_000 + i, matter, village, at, lat: village.lat, lng: village.lng, title, body, place: where, account: null, reporter: '', named: false, toAgency: false, isPublic: false, channel: 'web', actions, joined: 0, pictures: false,
    } satisfies Invented;
  });
}

export interface DemoKey {
  number: string;
  code: string;
  dataKey: Buffer;
  row: DataKeyRow;
}
/** Number, code and data key of each, wrapped to the Inspektorat. */
export async function keysFor(context: Context, reports: readonly number[]): Promise<Map<number, DemoKey>> {
  const keys = new Map<number, DemoKey>();
  for (const n of reports) {
    const [number, code] = [ticketNumber('PNG', publicCode(8)), newCode()];
    keys.set(n, { number, code, ...(await makeDataKey(context, number, code)) });
  }
  return keys;
}

/** Both holders make their key, each in a session of their own; with the second the key is in force. */
export async function makeInspektoratKey(seeding: Seeding): Promise<void> {
  const { plan, anchor, instansi } = seeding;
  const units = new Map(plan.units.filter((unit) => unit.kind === 'inspektorat').map((unit) => [unit.id, unit]));
  const posts = new Map(plan.posts.filter((post) => units.has(post.unit)).map((post) => [post.id, post]));
  const context = seeding.context(anchor.now);
  for (const holding of plan.holdings.filter((one) => posts.has(one.post))) {
    const post = posts.get(holding.post)!;
    const unit = units.get(post.unit)!;
    const person = plan.people.find((one) => one.id === holding.person);
    if (!person?.account || !post.duties.some((duty) => duty === 'complaint-liaison' || duty === 'leader')) continue;
    const hat = { instansi, holdingId: holding.id, postId: post.id, title: post.title, capacity: holding.capacity, unitId: unit.id, unitName: unit.name, unitKind: unit.kind, duties: post.duties, permissions: new Set<string>() };
    const viewer: Viewer = { accountId: person.account.id, sessionId: uuidv7(), name: person.name, kind: 'officer', level: 'verified', hat };
    await makeHolderKey({ ...context, viewer }, { passphrase: DEMO_PASSPHRASE });
  }
}

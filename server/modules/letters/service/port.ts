import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { storeUpload } from '../../../platform/files/uploads.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { councilUnits, secretariatsOf, type Holder } from '../../organization/contract.ts';
import type { LetterAbroad, LetterReceipt, LettersPort, LetterWithin } from '../contract.ts';
import { rootOf } from '../rules/letter-state.ts';
import { arrivedByKey } from '../storage/letters.ts';
import { dispatchesByKey, listHosts, mandatesOn } from '../storage/others.ts';
import { dispatchFile } from './dispatch.ts';
import { codesOf, institutionOf, organizationOf } from './ports.ts';
import { loadForReader } from './reader.ts';
import { enter } from './register.ts';
import { withWords } from './secret.ts';

// Chapters: within the institution · to another one · receipts

async function deliver(ctx: Context, letter: LetterWithin): Promise<{ id: string; agenda: string }> {
  const { addressee, unit, known } = await readTenant(ctx, async (t) => {
    const organization = organizationOf(t);
    const [first] = await organization.whoHeld(t, letter.post, await organization.today(t));
    if (!first) throw new Refused({ code: 'letters.post-without-holder' });
    return { addressee: first, unit: await bookFor(t, first), known: letter.classification !== '' && (await codesOf(t).titleOn(t, letter.classification)) !== undefined };
  });
  const classification = known ? letter.classification : '';
  return enter(ctx, {
    sender: letter.sender, senderNumber: letter.number, letterDate: letter.letterDate, subject: letter.subject, summary: '', attachments: letter.attachments, classification, secrecy: letter.secrecy, urgency: letter.urgency, unit, addressee, channel: letter.channel ?? 'internal',
    clientKey: letter.key, fromInstansi: null, fromLetter: letter.fromLetter, evenSo: '', uploads: letter.files.map((file) => ({ id: uuidv7(), ...file })),
  });
}

/** The unit whose tata usaha serves a post: the nearest upwards that has one; for the head of region and DPRD their secretariat. */
async function bookFor(t: TenantContext, { unitId }: Holder): Promise<string> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const units = await organization.unitsInForce(t);
  const kind = councilUnits(units).has(unitId) ? 'dprd' : (units.find((unit) => unit.id === unitId)?.kind ?? 'lainnya');
  const offices = secretariatsOf(kind, units).map((unit) => unit.id);
  const near = offices.length > 0 ? offices : [unitId, ...(await organization.unitsAbove(t, unitId))];
  const clerks = await organization.holdersWithDuty(t, near, 'letter-clerk', day);
  return near.find((unit) => clerks.some((clerk) => clerk.unitId === unit)) ?? unitId;
}

/** The other side takes the file of an upload; two tries with one key are one letter. */
async function dispatch(ctx: Context, letter: LetterAbroad): Promise<void> {
  if (letter.secrecy === 'sangat-rahasia') throw new Refused({ code: 'letters.secret-not-by-wire' });
  if ((await readTenant(ctx, (t) => dispatchesByKey(t.tx, t.instansi, [letter.key]))).length > 0) return;
  const [file, ...attached] = letter.files;
  const upload = await storeUpload(ctx, file!.name, await ctx.house.files.read(ctx.instansi, file!.sha256), null);
  await dispatchFile(ctx, { ...letter, secrecy: letter.secrecy, id: letter.key, upload: upload.id, unit: letter.unit, account: null, attached });
}

async function receipts(t: TenantContext, keys: readonly string[]): Promise<Map<string, LetterReceipt>> {
  if (keys.length === 0) return new Map();
  const [arrived, sent, { zone }] = await Promise.all([arrivedByKey(t.tx, t.instansi, keys), dispatchesByKey(t.tx, t.instansi, keys), institutionOf(t)]);
  const within = arrived.map((row): [string, LetterReceipt] => {
    const root = rootOf(row.folded);
    const read = root.readAt ? `, dibaca ${formatDate(dayIn(new Date(root.readAt), zone))}` : ', belum dibaca';
    return [row.client_key, { state: 'received', text: `agenda ${row.agenda}/${row.year}${read}` }];
  });
  return new Map([...within, ...sent.map((row): [string, LetterReceipt] => [row.client_key, { state: row.state, text: row.receipt }])]);
}

/** What later modules get as house part `letters`. */
export const lettersPort: LettersPort<Context, TenantContext> = {
  deliver, dispatch, receipts,
  refer: async (t, id) => {
    try {
      const { letter, reading } = await loadForReader(t, id);
      if (reading !== 'whole') return undefined;
      const { subject, sender, sender_number: number, classification, agenda, year } = withWords(t, letter);
      return { id, subject, sender, number, classification, agenda: `${agenda}/${year}`, href: `/petugas/surat/${id}` };
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  },
  mandatesOf: async (t, assistant) => (await mandatesOn(t.tx, t.instansi, assistant, await organizationOf(t).today(t))).map(({ post, up_to: upTo }) => ({ post, upTo })),
  institutions: (t) => listHosts(t.tx, t.instansi),
  classificationTitle: (t, code) => codesOf(t).titleOn(t, code),
};

import { formatDate } from '../../../engines/working-time/words.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { INSTRUCTIONS } from '../catalogue-files.ts';
import type { DispositionBody, LetterAction } from '../contract.ts';
import { checkDeadline, checkRecipients } from '../rules/a-disposition-is-sound.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { branchOf, childrenOf, isLive, type Action, type Branch, type Decided, type LetterFold, type Made } from '../rules/letter-state.ts';
import * as storage from '../storage/letters.ts';
import { saveEvent } from '../storage/agenda.ts';
import { usualRecipients } from '../storage/lists.ts';
import { eventOf } from './event-words.ts';
import { changeSecrecy } from './change-secrecy.ts';
import { dueOf, endOf } from './clocks.ts';
import { organizationOf } from './ports.ts';
import { directionsTo, giverOf, postRefs, postsServed, recipientsOf } from './posts.ts';
import { byOf, loadForReader, readerOf, rolesOf, type Reader, type ReadLetter } from './reader.ts';
import { heldBy, mustBeHarmless, mustUploads } from './register.ts';
import { fileRows, forgetPlain, textOf } from './secret.ts';
import { perform } from './store.ts';

// Chapters: one verb · what each becomes · what a disposition needs · what may be chosen

export async function act(ctx: Context, input: { id: string; seq: number; branch: string; action: LetterAction }) {
  const { action } = input;
  if (action.kind === 'change-secrecy') return changeSecrecy(ctx, { ...input, action });
  const wanted = action.kind === 'report' ? action.files : action.kind === 'record' && action.photo ? [action.photo] : [];
  const uploads = await mustUploads(ctx, wanted, mustViewer(ctx).accountId);
  await mustBeHarmless(ctx, uploads);
  return inTenant(ctx, async (t) => {
    const read = await loadForReader(t, input.id);
    const { letter, reader } = read;
    const branch = branchOf(letter.folded, input.branch);
    // Of what shows its line only, tata usaha may send it to its right post, nothing else.
    if (!branch || (read.reading !== 'whole' && action.kind !== 'direct')) throw new Refused({ code: 'letters.unknown' });
    if (letter.folded.seq !== input.seq) throw new Refused({ code: 'letters.changed' });
    orRefuse(mayAct(letter.folded, branch.id, rolesOf(reader, letter, branch), action.kind, action.kind === 'report' && action.done ? 'done' : undefined));
    const isSecret = letter.folded.secrecy === 'sangat-rahasia';
    const files = await fileRows(t, letter.id, uploads, letter.folded.secrecy);
    const { stored, words } = await becomes(t, read, branch, action, files.map((file) => file.id));
    const after = await perform(t, letter, letter.folded, stored, words);
    await storage.insertFiles(t.tx, t.instansi, letter.id, after.seq, files);
    if (isSecret) await forgetPlain(t, uploads);
    if (action.kind === 'set-event' && action.event) await saveEvent(t.tx, t.instansi, letter.id, action.event);
    const made = 'made' in stored ? stored.made.map((one) => one.id) : stored.kind === 'direct' ? [stored.branch] : [];
    await emit(t, 'letters.acted', { letter: letter.id, branch: branch.id, kind: stored.kind, made, done: stored.kind === 'report' && stored.done, files: files.length });
    return { seq: after.seq, state: after.state };
  });
}

async function becomes(t: TenantContext, { letter, reader }: ReadLetter, branch: Branch, action: Exclude<LetterAction, { kind: 'change-secrecy' }>, files: string[]): Promise<{ stored: Action; words: string }> {
  const { folded } = letter;
  const common = { at: t.house.clock.now().toISOString(), by: byOf(t, reader, branch.post), branch: branch.id };
  switch (action.kind) {
    case 'open':
    case 'drop-prepared':
      return { stored: { ...common, kind: action.kind }, words: '' };
    case 'prepare': {
      await decide(t, folded, branch, action, reader);
      return { stored: { ...common, kind: 'prepare', recipients: action.recipients, instructions: action.instructions, ...(action.deadline ? { deadline: action.deadline } : {}) }, words: action.words };
    }
    case 'dispose':
      return { stored: { ...common, kind: 'dispose', ...(await decide(t, folded, branch, action, reader)) }, words: action.words };
    case 'send-prepared': {
      const [row] = await storage.findActions(t.tx, t.instansi, [{ letter: letter.id, seq: branch.prepared! }]);
      const prepared = row!.payload as Extract<Action, { kind: 'prepare' }>;
      const words = textOf(t, letter.id, row!);
      // Between preparing and sending a post may have fallen vacant, or the deadline have passed: asked again.
      const decided = await decide(t, folded, branch, { recipients: prepared.recipients, instructions: prepared.instructions, words, ...(prepared.deadline ? { deadline: prepared.deadline } : {}) }, reader);
      return { stored: { ...common, kind: 'send-prepared', ...decided, preparedBy: prepared.by }, words };
    }
    case 'record': {
      if (action.source === 'paper' && files.length === 0) throw new Refused({ code: 'letters.needs-photo', fields: [{ path: 'photo', message: 'Unggah foto lembar disposisinya.' }] });
      if (action.given > reader.day) throw new Refused({ code: 'letters.given-ahead', fields: [{ path: 'given', message: 'Hari ini belum terjadi.' }] });
      const decided = await decide(t, folded, branch, action, reader);
      return { stored: { ...common, kind: 'record', ...decided, source: action.source, given: action.given, ...(files[0] ? { photo: files[0] } : {}) }, words: action.words };
    }
    case 'report':
      return { stored: { ...common, kind: 'report', done: action.done, files }, words: action.words };
    case 'return':
    case 'recall':
    case 'reopen':
      return { stored: { ...common, kind: action.kind }, words: action.reason };
    case 'direct': {
      const [holder] = (await postsServed(t, letter.unit, reader.day)).filter((one) => one.postId === action.post);
      if (!holder) throw new Refused({ code: 'letters.not-your-addressee', fields: [{ path: 'post', message: 'Pilih jabatan dari daftar.' }] });
      if (isLive(branch) && branch.post === action.post) throw new Refused({ code: 'letters.twice', data: { title: holder.title } });
      const due = await dueOf(t, letter.unit, folded.urgency, new Date(folded.registeredAt));
      return { stored: { at: common.at, by: byOf(t, reader), kind: 'direct', branch: uuidv7(), post: action.post, unit: holder.unitId, heldBy: heldBy(holder), due }, words: action.reason };
    }
    case 'set-event':
      return { stored: { ...common, kind: 'set-event', event: action.event && eventOf(action.event, folded.secrecy) }, words: action.reason };
    case 'attend':
      return { stored: { ...common, kind: 'attend', answer: action.answer }, words: action.note };
    case 'name-reader': {
      const holder = await organizationOf(t).holdingInForce(t, action.holding, reader.day);
      if (!holder) throw new Refused({ code: 'letters.no-such-person', fields: [{ path: 'holding', message: 'Pilih orang dari daftar.' }] });
      return { stored: { ...common, kind: 'name-reader', person: holder.personId, name: holder.name }, words: '' };
    }
  }
}

/** Checks what was decided and makes the branches of it. Refuses by the rules of a sound disposition, with the title of the post. */
async function decide(t: TenantContext, folded: LetterFold, branch: Branch, body: DispositionBody, { day, zone }: Reader): Promise<Decided & { made: Made[] }> {
  if (body.instructions.length === 0 && body.words === '') throw new Refused({ code: 'letters.no-instruction', fields: [{ path: 'instructions', message: 'Pilih perintah, atau tulis di bawahnya.' }] });
  if (body.instructions.some((code) => !INSTRUCTIONS.has(code))) throw new Refused({ code: 'letters.no-such-instruction', fields: [{ path: 'instructions', message: 'Pilih dari daftar.' }] });
  const giver = await giverOf(t, branch.post, day);
  if (!giver) throw new Refused({ code: 'letters.post-without-holder' });
  const { holders, direction } = await directionsTo(t, giver, body.recipients.map(({ post }) => post), day);
  const sound = checkRecipients(folded, branch.id, body.recipients, direction);
  if (!sound.ok) throw new Refused({ ...sound.refusal, data: await withTitle(t, sound.refusal.data, day), fields: [{ path: 'recipients', message: 'Periksa penerimanya.' }] });
  const wish = body.deadline === undefined ? undefined : await endOf(t, giver.unit, body.deadline);
  const due = checkDeadline(folded, branch.id, wish, t.house.clock.now());
  if (!due.ok) throw new Refused({ ...due.refusal, data: { ...due.refusal.data, ...(due.refusal.data?.['until'] ? { until: formatDate(dayIn(new Date(String(due.refusal.data['until'])), zone)) } : {}) }, fields: [{ path: 'deadline', message: 'Periksa batas waktunya.' }] });
  return { instructions: body.instructions, due: due.value, made: body.recipients.map(({ post, role }) => ({ id: uuidv7(), post, role, unit: holders.get(post)!.unitId, heldBy: heldBy(holders.get(post)!) })) };
}
async function withTitle(t: TenantContext, data: Record<string, unknown> | undefined, day: string): Promise<Record<string, unknown>> {
  const post = data?.['post'];
  return typeof post === 'string' ? { ...data, title: (await postRefs(t, [post], day)).get(post)?.title } : { ...data };
}

export const listRecipients = (ctx: Context, input: { id: string; branch: string; query: string }) =>
  readTenant(ctx, async (t) => {
    const { letter, reader, reading } = await loadForReader(t, input.id);
    const branch = branchOf(letter.folded, input.branch);
    if (!branch || reading !== 'whole' || !rolesOf(reader, letter, branch).some((role) => role === 'holder' || role === 'assistant')) throw new Refused({ code: 'letters.not-for-you' });
    const giver = await giverOf(t, branch.post, reader.day);
    if (!giver) throw new Refused({ code: 'letters.post-without-holder' });
    const taken = new Set([...letter.folded.branches.filter((one) => one.parent === undefined || one.id === branch.id).map((one) => one.post), ...childrenOf(letter.folded, branch.id).filter(isLive).map((one) => one.post)]);
    const often = new Map((await usualRecipients(t.tx, t.instansi, branch.post, 8)).map(({ post, times }) => [post, times]));
    const items = (await recipientsOf(t, giver, reader.day, input.query, often)).filter(({ id }) => !taken.has(id)).map((one) => ({ ...one, usual: often.has(one.id) }));
    return { items, instructions: [...INSTRUCTIONS].map(([code, title]) => ({ code, title })), ...(branch.parent === undefined ? {} : { until: dayIn(new Date(branch.due.at), reader.zone) }) };
  });

/** For one tap: the three to whom the post gives most, to be acted on. */
export const quickDispositions = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const { hat, day } = await readerOf(t);
    const posts = (await usualRecipients(t.tx, t.instansi, hat.postId, 5)).map(({ post }) => post);
    const refs = await postRefs(t, posts, day);
    const code = 'follow-up';
    return { items: posts.map((post) => refs.get(post)!).filter((ref) => ref.holder !== '').slice(0, 3).map((post) => ({ post, instruction: { code, title: INSTRUCTIONS.get(code)! } })) };
  });

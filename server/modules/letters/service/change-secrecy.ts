import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Secrecy } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { branchOf, type LetterFold } from '../rules/letter-state.ts';
import * as storage from '../storage/letters.ts';
import * as secrecy from '../storage/secrecy.ts';
import { search } from '../storage/search.ts';
import { byOf, loadForReader, rolesOf } from './reader.ts';
import { searchWords } from './register.ts';
import { openFile, sealFile, sealText, sealWords, textOf, withWords } from './secret.ts';
import { marksFor, perform } from './store.ts';

// Chapters: the change · files outside the transaction · words

export interface SecrecyChange {
  id: string;
  seq: number;
  branch: string;
  action: { secrecy: Secrecy; reason: string };
}

/**
 * Another sifat after registration, by who reads the letter whole: tata usaha or whom it is addressed to. Words and files are
 * encrypted on the way to sangat rahasia and opened on the way back; access and search follow. Refuses `letters.same-secrecy`.
 */
export async function changeSecrecy(ctx: Context, { id, seq, branch, action }: SecrecyChange): Promise<{ seq: number; state: LetterFold['state'] }> {
  const to = action.secrecy;
  const { from, files } = await readTenant(ctx, async (t) => {
    const { letter } = await allowed(t, id, seq, branch);
    return { from: letter.folded.secrecy, files: await storage.listFiles(t.tx, t.instansi, id) };
  });
  if (from === to) throw new Refused({ code: 'letters.same-secrecy', fields: [{ path: 'secrecy', message: 'Pilih sifat yang lain.' }] });
  if (to === 'rahasia') for (const file of files) if (!file.sealed) await ctx.house.files.seal(ctx.instansi, file.sha256);
  const moved = from === 'sangat-rahasia' || to === 'sangat-rahasia' ? await moveFiles(ctx, id, files, to === 'sangat-rahasia') : [];
  return inTenant(ctx, async (t) => {
    const { letter, reader } = await allowed(t, id, seq, branch);
    const opened = { ...withWords(t, letter), secrecy: to, sealed: null };
    const after = await perform(t, opened, letter.folded, { kind: 'change-secrecy', at: t.house.clock.now().toISOString(), by: byOf(t, reader), branch, from, to }, action.reason);
    await secrecy.saveBranches(t.tx, t.instansi, id, to, after.branches.map((one) => ({ id: one.id, person: to === 'sangat-rahasia' ? one.heldBy.person : null })));
    if (to === 'sangat-rahasia') await seal(t, letter, opened);
    else {
      if (from === 'sangat-rahasia') await unseal(t, id, opened);
      else await secrecy.saveSecrecy(t.tx, t.instansi, id, to);
      await search.put(t.tx, t.instansi, { item: id, ...searchWords(opened, await storage.textsOf(t.tx, t.instansi, id)), marks: await marksFor(t, opened, after) });
    }
    await secrecy.saveFiles(t.tx, t.instansi, moved);
    for (const { before } of moved) await forgetBytes(t, before, { plain: to === 'sangat-rahasia', isOwn: letter.channel !== 'internal' });
    await emit(t, 'letters.acted', { letter: id, branch, kind: 'change-secrecy', made: [], done: false, files: from === 'sangat-rahasia' ? moved.length : 0 });
    return { seq: after.seq, state: after.state };
  });
}

async function allowed(t: TenantContext, id: string, seq: number, branch: string) {
  const read = await loadForReader(t, id);
  const { letter, reader } = read;
  const found = branchOf(letter.folded, branch);
  if (!found || read.reading !== 'whole') throw new Refused({ code: 'letters.unknown' });
  if (letter.folded.seq !== seq) throw new Refused({ code: 'letters.changed' });
  orRefuse(mayAct(letter.folded, branch, rolesOf(reader, letter, found), 'change-secrecy'));
  return read;
}

/** The bytes of each file once more, sealed or plain, in the store before any row names them. */
async function moveFiles(ctx: Context, letter: string, files: readonly storage.FileRow[], isSecret: boolean): Promise<secrecy.MovedFile[]> {
  const moved: secrecy.MovedFile[] = [];
  for (const [nth, file] of files.entries()) {
    if (file.sealed === isSecret) continue;
    const bytes = await openFile(ctx, letter, file);
    const sha256 = await ctx.house.files.put(ctx.instansi, isSecret ? sealFile(ctx, letter, file.id, bytes) : bytes);
    moved.push({ id: file.id, before: file.sha256, sha256, sealed: isSecret, name: isSecret ? `Berkas ${nth + 1}${file.type === 'application/pdf' ? '.pdf' : ''}` : file.name, textState: isSecret ? 'closed' : 'waiting' });
  }
  return moved;
}

/** What stood in the store goes in a job, once nothing names it; uploads of who entered it open nothing from now on. What was signed here is its register's: that is sealed. */
async function forgetBytes(t: TenantContext, sha256: string, { plain, isOwn }: { plain: boolean; isOwn: boolean }): Promise<void> {
  if (plain && !isOwn) return emit(t, 'letters.sealed', { upload: uuidv7(), sha256, kept: true });
  const uploads = plain ? await secrecy.forgetUploads(t.tx, t.instansi, sha256) : [];
  for (const upload of uploads.length > 0 ? uploads : [uuidv7()]) await emit(t, 'letters.sealed', { upload, sha256 });
}

async function seal(t: TenantContext, letter: storage.LoadedLetter, opened: storage.LetterRecord): Promise<void> {
  const { sender, sender_number, subject, summary } = opened;
  await secrecy.saveWords(t.tx, t.instansi, letter.id, { secrecy: 'sangat-rahasia', sender: '', sender_number: '', subject: '', summary: '', sealed: sealWords(t, letter.id, { sender, sender_number, subject, summary }) });
  const actions = (await storage.listActions(t.tx, t.instansi, letter.id)).filter((one) => one.words !== null);
  await secrecy.saveActionWords(t.tx, t.instansi, letter.id, actions.map((one) => ({ seq: one.seq, words: null, sealed: sealText(t, letter.id, one.words!) })));
  await secrecy.deleteEvent(t.tx, t.instansi, letter.id);
  await search.remove(t.tx, t.instansi, letter.id);
}
async function unseal(t: TenantContext, id: string, opened: storage.LetterRecord): Promise<void> {
  await secrecy.saveWords(t.tx, t.instansi, id, { ...opened, sealed: null });
  const actions = (await storage.listActions(t.tx, t.instansi, id)).filter((one) => one.sealed !== null);
  await secrecy.saveActionWords(t.tx, t.instansi, id, actions.map((one) => ({ seq: one.seq, words: textOf(t, id, one), sealed: null })));
}

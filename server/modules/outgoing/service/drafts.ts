import { isDeepStrictEqual } from 'node:util';
import { examinePdf } from '../../../engines/intake/examine-pdf.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Content } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { findLetter, findUploads, insertLetter, listActions, saveDraft as save } from '../storage/letters.ts';
import { headingFrom, namesOf, type FileFact } from './compose.ts';
import { lettersOf, organizationOf, typesOf } from './ports.ts';
import { byOf, loadWhole, readerOf, rolesOf, type ReadLetter } from './reader.ts';
import { remarksOf } from './remarks.ts';
import { isMoreSecret } from '../rules/letter-state.ts';
import { raise } from './raise.ts';
import { sealUploads } from './seal-files.ts';
import { contentOf, isSealed, packContent, packHeading, wordsOf } from './secret.ts';
import { perform } from './store.ts';
import { mustType, typeRow } from './types.ts';
import { finishedViewOf, hasOwnWords } from './finished.ts';
import { agoWords } from './words.ts';

// Chapters: beginning · writing · attached files

export const beginLetter = (ctx: Context, input: { id?: string | undefined; type: string; answers?: string | undefined }) =>
  inTenant(ctx, async (t) => {
    const reader = await readerOf(t);
    const id = input.id ?? uuidv7();
    const known = input.id ? await findLetter(t.tx, t.instansi, id) : undefined;
    if (known) {
      if (known.account !== reader.account) throw new Refused({ code: 'outgoing.unknown' });
      return { id, seq: known.draft_seq };
    }
    const type = await mustType(t, input.type, reader.day);
    const answered = input.answers ? await lettersOf(t).refer(t, input.answers) : undefined;
    if (input.answers && !answered) throw new Refused({ code: 'outgoing.unknown' });
    const content: Content = { ...EMPTY, type: type.id, classification: answered?.classification || type.classification, secrecy: type.secrecy, body: type.skeleton, subject: answered ? `Jawaban ${answered.subject}`.slice(0, 300) : '', ...(answered ? { addressees: [{ kind: 'outside' as const, name: answered.sender, place: '', email: '' }] } : {}) };
    const at = t.house.clock.now();
    const heading = headingFrom(content, type, await namesOf(t, content, reader.day));
    if ((await insertLetter(t.tx, t.instansi, { id, answers: input.answers ?? null, account: reader.account, draft_seq: 1, saved_at: at, ...packContent(t, id, content.secrecy, content), ...packHeading(t, id, heading) })) === 0) throw new Refused({ code: 'outgoing.changed' });
    await perform(t, { id, urgency: content.urgency }, undefined, { kind: 'begin', at: at.toISOString(), by: byOf(t, reader), type: type.id, post: reader.hat.postId, unit: reader.hat.unitId, ...(input.answers ? { answers: input.answers } : {}) });
    return { id, seq: 1 };
  });
const EMPTY: Omit<Content, 'type'> = { subject: '', secrecy: 'biasa', urgency: 'biasa', classification: '', attachments: '', files: [], addressees: [], attention: '', copies: [], signer: null, signFor: 'none', onBehalfOf: null, through: [], chain: [], fields: {} };

/** @throws Refused `outgoing.unknown` for everybody but the drafter, `outgoing.not-now` once it was handed on */
export async function loadForWriting(t: TenantContext, id: string): Promise<ReadLetter> {
  const read = await loadWhole(t, id);
  orRefuse(mayAct(read.letter.folded, rolesOf(read.reader, read.letter.folded), 'edit'));
  return read;
}

export const saveDraft = (ctx: Context, { id, seq, content }: { id: string; seq: number; content: Content }) =>
  inTenant(ctx, async (t) => {
    const { letter, reader } = await loadForWriting(t, id);
    const at = t.house.clock.now();
    const told = (count: number, saved: Date) => ({ seq: count, savedText: agoWords(saved, at, reader.zone) });
    const before = contentOf<Content>(t, id, letter);
    const same = isDeepStrictEqual(plainOf(before), plainOf(content));
    // The same save again, its answer having been lost on the way.
    if (letter.draft_seq === seq + 1 && same) return told(letter.draft_seq, letter.saved_at);
    if (letter.draft_seq !== seq) throw new Refused({ code: 'outgoing.draft-conflict' });
    if (same) return told(seq, letter.saved_at);
    await mustFiles(t, content.files, [reader.account], before.files);
    await mustFiles(t, content.finished ? [content.finished.file] : [], [reader.account], before.finished ? [before.finished.file] : [], 'finished');
    if (content.classification !== '' && !(await lettersOf(t).classificationTitle(t, content.classification))) throw new Refused({ code: 'outgoing.no-such-code', fields: [{ path: 'classification', message: 'Pilih kode dari daftar.' }] });
    const names = await namesOf(t, content, reader.day);
    const asked = [...content.addressees, ...content.copies];
    if ([...asked.flatMap((one) => (one.kind === 'post' ? [one.post] : [])), ...content.chain.map(({ post }) => post), ...content.through, content.signer, content.onBehalfOf].some((post) => post && !names.posts.has(post))) throw new Refused({ code: 'outgoing.no-such-post' });
    if (asked.some((one) => one.kind === 'institution' && !names.institutions.has(one.host.toLowerCase()))) throw new Refused({ code: 'outgoing.no-such-institution' });
    if (isSealed(content.secrecy)) await sealUploads(t, content);
    const heading = headingFrom(content, await typesOf(t).typeInForce(t, content.type, reader.day), names);
    if (!(await save(t.tx, t.instansi, { id, seq, at, account: reader.account, ...packContent(t, id, content.secrecy, content), ...packHeading(t, id, heading) }))) throw new Refused({ code: 'outgoing.draft-conflict' });
    // What was handed on already is closed at once, not only when it is handed on again; what was closed opens only then.
    if (letter.folded.version > 0 && isMoreSecret(content.secrecy, letter.folded.secrecy)) await raise(t, { ...letter, ...packHeading(t, id, heading) }, { secrecy: content.secrecy, by: byOf(t, reader) });
    if (content.secrecy !== before.secrecy) await audit(t, { action: 'outgoing.secrecy-chosen', object: 'outgoing-letter', objectId: id, detail: { from: before.secrecy, to: content.secrecy } });
    return told(seq + 1, at);
  });
const plainOf = (content: Content): unknown => JSON.parse(JSON.stringify(content));

export const getDraft = (ctx: Context, id: string) =>
  readTenant(ctx, async (t) => {
    const { letter, reader } = await loadForWriting(t, id);
    const content = contentOf<Content>(t, id, letter);
    const [type, files, [bodyFile], remarks, actions, saver] = await Promise.all([
      mustType(t, content.type, reader.day), filesOf(t, content.files), filesOf(t, content.finished ? [content.finished.file] : []), remarksOf(t, letter, reader), letter.folded.because ? listActions(t.tx, t.instansi, id) : [],
      letter.saved_by ? organizationOf(t).namesOf(t, { accounts: [letter.saved_by], posts: [] }) : undefined,
    ]);
    const because = actions.find((action) => action.seq === letter.folded.because);
    return {
      seq: letter.draft_seq, content, savedText: agoWords(letter.saved_at, t.house.clock.now(), reader.zone), savedAt: letter.saved_at.toISOString(), savedBy: letter.saved_by && saver ? (saver.accounts.get(letter.saved_by) ?? '') : '', type: typeRow(type), state: letter.folded.state,
      files: files.map(({ id: upload, name, type: kind, size }) => ({ id: upload, name, type: kind, bytes: size })), ...(bodyFile ? { finished: finishedViewOf(id, content, bodyFile) } : {}), hasOwnWords: hasOwnWords(content, type), reason: because ? wordsOf(t, id, because) : '', remarks,
    };
  });

/** Complete uploads in the order asked. */
export async function filesOf(t: TenantContext, ids: readonly string[]): Promise<FileFact[]> {
  if (ids.length === 0) return [];
  const found = new Map((await findUploads(t.tx, t.instansi, ids)).map((upload) => [upload.id, upload]));
  return ids.flatMap((id) => {
    const upload = found.get(id);
    return upload ? [{ id, name: upload.name, type: upload.type, size: upload.size, sha256: upload.sha256 }] : [];
  });
}
/** New ones must be the writer's own and harm nobody who gets the letter; those that stood there before may stay. @throws Refused `outgoing.no-such-file`, `outgoing.pdf-*` */
async function mustFiles(t: TenantContext, ids: readonly string[], accounts: readonly string[], before: readonly string[], path = 'files'): Promise<void> {
  const added = ids.filter((id) => !before.includes(id));
  if (added.length === 0) return;
  const found = await findUploads(t.tx, t.instansi, added);
  if (added.some((id) => !found.some((upload) => upload.id === id && upload.account !== null && accounts.includes(upload.account)))) throw new Refused({ code: 'outgoing.no-such-file', fields: [{ path, message: 'Unggah lagi berkas ini.' }] });
  if (path === 'finished') {
    if (found.some((upload) => upload.type !== 'application/pdf')) throw new Refused({ code: 'outgoing.not-a-pdf', fields: [{ path, message: 'Unggah PDF.' }] });
    return;
  }
  for (const upload of found.filter((one) => one.type === 'application/pdf')) {
    const fault = examinePdf(await t.house.files.read(t.instansi, upload.sha256));
    if (fault) throw new Refused({ code: `outgoing.pdf-${fault}`, fields: [{ path, message: `${upload.name} tidak dapat dilampirkan. Hapus dari lampiran.` }] });
  }
}

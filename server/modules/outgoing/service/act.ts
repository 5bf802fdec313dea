import { audit } from '../../../platform/audit/audit.ts';
import { isEmptyProse } from '../../../engines/prose/prose-text.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Content, OutgoingAction } from '../contract.ts';
import { mayAct } from '../rules/allowed-actions.ts';
import { contentIsSound } from '../rules/content-is-sound.ts';
import { isMoreSecret, stepsNow, type Action, type Named } from '../rules/letter-state.ts';
import { findVersion, insertRemarks, insertVersion, saveViewed } from '../storage/letters.ts';
import { fieldsFrom, hashOf, namesOf, orderOf, type Version } from './compose.ts';
import { filesOf } from './drafts.ts';
import { issuanceOf, typesOf } from './ports.ts';
import { postsOf } from './posts.ts';
import { byOf, loadWhole, rolesOf, type ReadLetter } from './reader.ts';
import type { RemarkWords } from './remarks.ts';
import { contentOf, headingOf, packContent, packWords } from './secret.ts';
import { perform } from './store.ts';
import { raise } from './raise.ts';
import { mustCodeInForce, mustType, needsBody, ownFields } from './types.ts';

// Chapters: one verb · handing on · who looked

export async function act(ctx: Context, { id, seq, action }: { id: string; seq: number; action: OutgoingAction }) {
  const drawn = action.kind === 'submit' ? await drawFinished(ctx, id) : undefined;
  return inTenant(ctx, async (t) => {
    const read = await loadWhole(t, id);
    // Saved from elsewhere since its file was drawn.
    if (drawn !== undefined && drawn !== read.letter.draft_seq) throw new Refused({ code: 'outgoing.changed' });
    const { letter, reader } = read;
    const { folded } = letter;
    if (folded.seq !== seq) throw new Refused({ code: action.kind === 'initial' ? 'outgoing.revised' : 'outgoing.changed' });
    orRefuse(mayAct(folded, rolesOf(reader, folded), action.kind));
    const { stored, words } = await becomes(t, read, action);
    if (action.kind === 'raise') return raise(t, letter, { secrecy: action.secrecy, by: stored.by }, words);
    const urgency = (letter.heading || letter.heading_sealed ? headingOf(t, id, letter).urgency : undefined) ?? 'biasa';
    const after = await perform(t, { id, urgency }, folded, stored, words);
    if (action.kind === 'return') {
      await insertRemarks(t.tx, t.instansi, id, action.remarks.map(({ block, quote, words: said }) => ({ seq: after.seq, version: folded.version, block, ...packWords(t, id, folded.secrecy, JSON.stringify({ quote, words: said } satisfies RemarkWords)) })));
    }
    if (action.kind === 'cancel' && folded.document) await issuanceOf(t).revoke(t, folded.document.id, action.reason);
    return { seq: after.seq, state: after.state };
  });
}

/** A finished file is drawn once before it is handed on, so that its faults are told to who can mend them. @returns the save that was drawn @throws Refused `documents.*` */
async function drawFinished(ctx: Context, id: string): Promise<number | undefined> {
  const found = await readTenant(ctx, async (t) => {
    const { letter, reader } = await loadWhole(t, id);
    if (!mayAct(letter.folded, rolesOf(reader, letter.folded), 'submit').ok) return undefined;
    const content = contentOf<Content>(t, id, letter);
    if (!content.finished || !content.signer) return undefined;
    const [[bodyFile], holder, type] = await Promise.all([filesOf(t, [content.finished.file]), postsOf(t, [content.signer], reader.day).then((posts) => posts.get(content.signer!)?.first), mustType(t, content.type, reader.day)]);
    if (!bodyFile || !holder) return undefined;
    return { seq: letter.draft_seq, order: await orderOf(t, { content: { ...content, attached: [], bodyFile }, type, holder, day: reader.day }) };
  });
  if (!found) return undefined;
  await issuanceOf(ctx).preview(ctx, found.order);
  return found.seq;
}

async function becomes(t: TenantContext, read: ReadLetter, action: OutgoingAction): Promise<{ stored: Action; words: string }> {
  const { letter, reader } = read;
  const { folded } = letter;
  const common = { at: t.house.clock.now().toISOString(), by: byOf(t, reader) };
  switch (action.kind) {
    case 'submit':
      return { stored: { ...common, ...(await handOn(t, read)) }, words: action.note };
    case 'initial': {
      // The hash that was read must be the one that lies here now: a draft revised meanwhile is read again first.
      if (action.hash !== folded.hash) throw new Refused({ code: 'outgoing.revised' });
      const mine = stepsNow(folded).find((step) => step.post === reader.hat.postId)!;
      return { stored: { ...common, kind: 'initial', post: mine.post, hash: action.hash }, words: '' };
    }
    case 'pass': {
      const holder = (await postsOf(t, [action.signer], reader.day)).get(action.signer)?.first;
      if (!holder || !holder.duties.includes('signer')) throw new Refused({ code: 'outgoing.signer-vacant', fields: [{ path: 'signer', message: 'Pilih penanda tangan dari daftar.' }] });
      if (holder.postId === folded.signer || folded.steps.some((step) => step.post === holder.postId)) throw new Refused({ code: 'outgoing.incomplete', fields: [{ path: 'signer', message: 'Pilih pejabat lain, yang tidak memaraf naskah ini.' }] });
      return { stored: { ...common, kind: 'pass', signer: holder.postId, unit: holder.unitId, named: [{ person: holder.personId, name: holder.name }] }, words: action.reason };
    }
    case 'raise':
      if (!isMoreSecret(action.secrecy, folded.secrecy)) throw new Refused({ code: 'outgoing.not-more-secret', fields: [{ path: 'secrecy', message: 'Pilih sifat yang lebih tertutup.' }] });
      return { stored: { ...common, kind: 'raise', secrecy: action.secrecy }, words: action.reason };
    case 'withdraw':
    case 'return':
    case 'cancel':
      return { stored: { ...common, kind: action.kind }, words: action.reason };
  }
}

/** Checks the whole draft, keeps it as a version where its text is new, and names who may read it from now on. */
async function handOn(t: TenantContext, { letter, reader }: ReadLetter): Promise<Extract<Action, { kind: 'submit' }> extends infer A ? Omit<A, 'at' | 'by'> : never> {
  const { id, folded } = letter;
  const content = contentOf<Content>(t, id, letter);
  const type = await mustType(t, content.type, reader.day);
  const names = await namesOf(t, content, reader.day);
  const firstOf = (post: string) => names.posts.get(post)?.first;
  orRefuse(contentIsSound(content, { needsAddressee: type.needsAddressee, needsBody: needsBody(type), initials: type.initials, headOfRegion: type.headOfRegion }, {
    held: new Set([...names.posts.values()].filter((one) => one.first).map((one) => one.id)), titleOf: (post) => names.posts.get(post)?.title ?? 'Jabatan itu', signs: new Set([...names.posts.values()].filter((one) => one.first?.duties.includes('signer')).map((one) => one.id)), headsRegion: new Set([...names.posts.values()].filter((one) => one.first?.isHeadOfRegion).map((one) => one.id)),
  }, content.finished !== undefined || (content.body !== undefined && !isEmptyProse(content.body))));
  await mustCodeInForce(t, content, type, reader.day);
  // What a finished file needs stands in it.
  const open = content.finished ? [] : ownFields(type).filter((field) => field.required && isBlank(content.fields[field.id]));
  if (open.length > 0) throw new Refused({ code: 'outgoing.incomplete', fields: open.map((field) => ({ path: `fields.${field.id}`, message: `Isi ${field.label.toLowerCase()}.` })) });
  const attached = await filesOf(t, content.files);
  if (attached.length < content.files.length) throw new Refused({ code: 'outgoing.no-such-file', fields: [{ path: 'files', message: 'Unggah lagi berkas ini.' }] });
  const [bodyFile] = await filesOf(t, content.finished ? [content.finished.file] : []);
  if (content.finished && !bodyFile) throw new Refused({ code: 'outgoing.no-such-file', fields: [{ path: 'finished', message: 'Unggah lagi berkas ini.' }] });
  const signer = firstOf(content.signer!)!;
  // Merge fields without a value are found now, not when it is signed.
  if (!bodyFile) fieldsFrom(t, content, type, names, signer);
  const { versionId } = await typesOf(t).use(t, type.id, reader.day);
  const { body, ...rest } = content;
  const version: Version = { ...rest, ...(bodyFile ? { bodyFile } : body ? { body } : {}), attached, typeVersion: versionId };
  const hash = hashOf(version);
  const isNew = hash !== folded.hash;
  const nth = isNew ? folded.version + 1 : folded.version;
  if (isNew) await insertVersion(t.tx, t.instansi, id, { nth, hash, at: t.house.clock.now(), by_name: t.viewer!.name, ...packContent(t, id, content.secrecy, version) });
  const named = [content.signer!, ...content.chain.map(({ post }) => post)].flatMap((post): Named[] => {
    const holder = firstOf(post);
    return holder ? [{ person: holder.personId, name: holder.name }] : [];
  });
  return { kind: 'submit', version: nth, hash, chain: content.chain, signer: content.signer!, unit: signer.unitId, secrecy: content.secrecy, type: content.type, named: [{ person: reader.holding.personId, name: reader.holding.name }, ...named] };
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** The version that was handed on last. */
export async function currentVersion(t: TenantContext, id: string, nth: number): Promise<Version> {
  const row = await findVersion(t.tx, t.instansi, id, nth);
  if (!row) throw new Refused({ code: 'outgoing.unknown' });
  return contentOf<Version>(t, id, row);
}

/** Opening a version, told by the page that shows it. What is sangat rahasia or rahasia leaves an entry each time. */
export const markViewed = (ctx: Context, { id, hash }: { id: string; hash: string }) =>
  inTenant(ctx, async (t) => {
    const { letter, reader } = await loadWhole(t, id);
    if (letter.folded.hash !== hash) throw new Refused({ code: 'outgoing.revised' });
    const isFirst = (await saveViewed(t.tx, t.instansi, { letter: id, account: reader.account, hash, at: t.house.clock.now() })) > 0;
    if (isFirst) await audit(t, { action: 'outgoing.viewed', object: 'outgoing-letter', objectId: id, detail: { version: letter.folded.version } });
    return { seen: true as const };
  });

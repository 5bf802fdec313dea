import { longDate } from '../../../engines/documents/letter/indonesian.ts';
import { buildSignerBlock } from '../../../engines/documents/signer-block/signer-block.ts';
import { compareProse } from '../../../engines/prose/compare-prose.ts';
import { proseHtml } from '../../../engines/prose/prose-html.ts';
import { proseText } from '../../../engines/prose/prose-text.ts';
import { EMPTY_PROSE } from '../../../engines/prose/prose.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { SECRECY } from '../../letters/contract.ts';
import { CHANNELS, DELIVERY_STATES, SIGN_MODES, type Content, type LetterView, type PostRef } from '../contract.ts';
import { possibleActions } from '../rules/allowed-actions.ts';
import { isDraft, stepsNow, type By, type LetterFold } from '../rules/letter-state.ts';
import * as storage from '../storage/letters.ts';
import { listDeliveries, type DeliveryRow } from '../storage/lists.ts';
import { currentVersion } from './act.ts';
import { bodyToRead, nameOf, namesOf, type Names, type Version } from './compose.ts';
import { rowOf, waitingAt } from './desk.ts';
import { filesOf } from './drafts.ts';
import { CASE } from './issue.ts';
import { finishedViewOf } from './finished.ts';
import { issuanceOf, lettersOf } from './ports.ts';
import { actingTitle, postsOf, refOf, type PostFound } from './posts.ts';
import { loadForReader, loadWhole, rolesOf, type ReadLetter, type Reader } from './reader.ts';
import { remarksOf } from './remarks.ts';
import { contentOf, isSealed, wordsOf } from './secret.ts';
import { agoWords } from './words.ts';

// Chapters: one letter · its parts · two versions beside each other

/** What the reader sees: the drafter the draft as it is written, everybody else what was handed on. */
export async function shown(t: TenantContext, { letter, reader }: Pick<ReadLetter, 'letter' | 'reader'>): Promise<Version> {
  if (letter.folded.version === 0 || (isDraft(letter.folded) && rolesOf(reader, letter.folded).includes('drafter'))) {
    const content = contentOf<Content>(t, letter.id, letter);
    const [bodyFile] = await filesOf(t, content.finished ? [content.finished.file] : []);
    return { ...content, attached: await filesOf(t, content.files), ...(bodyFile ? { bodyFile } : {}) };
  }
  return currentVersion(t, letter.id, letter.folded.version);
}

/** Opening a letter that is rahasia or sangat rahasia leaves an entry in the audit trail each time, as does its line. */
export const getLetter = (ctx: Context, id: string): Promise<LetterView> =>
  inTenant(ctx, async (t) => {
    const read = await loadForReader(t, id);
    const { letter, reader, reading } = read;
    const { folded } = letter;
    const whole = reading === 'whole';
    if (isSealed(folded.secrecy)) await audit(t, { action: whole ? 'outgoing.opened' : 'outgoing.line-seen', object: 'outgoing-letter', objectId: id, detail: { number: folded.document?.number ?? '', secrecy: folded.secrecy } });
    const now = t.house.clock.now();
    const version = whole ? await shown(t, read) : undefined;
    const names: Names = version ? await namesOf(t, version, reader.day) : { posts: new Map(), institutions: new Map(), institution: '' };
    const [seen, versions, seenActions, remarks, deliveries, documents, answers] = await Promise.all([
      storage.viewedBy(t.tx, t.instansi, [id], reader.account), whole ? storage.listVersions(t.tx, t.instansi, id) : [], whole ? storage.listActions(t.tx, t.instansi, id) : [], whole ? remarksOf(t, letter, reader) : [],
      whole ? listDeliveries(t.tx, t.instansi, id) : [], folded.document ? issuanceOf(t).documentsOf(t, CASE, id) : [], letter.answers && whole ? lettersOf(t).refer(t, letter.answers) : undefined,
    ]);
    const by = seenActions.map(({ payload }) => payload.by.post).filter((post) => post !== undefined);
    const posts = await postsOf(t, [...by, ...waitingAt(folded), ...folded.steps.map(({ post }) => post), folded.drafter.post, ...(folded.signer ? [folded.signer] : [])], reader.day);
    const receipts = await lettersOf(t).receipts(t, deliveries.map((row) => row.id));
    const document = documents.find((one) => one.id === folded.document?.id);
    const actions = whole ? possibleActions(folded, rolesOf(reader, folded)) : [];
    const told = version ?? HIDDEN;
    const signer = whole ? signerOf(told, names, folded, reader) : undefined;
    const signerPost = folded.version > 0 && !isDraft(folded) ? folded.signer : told.signer;
    const holder = signerPost ? names.posts.get(signerPost)?.first : undefined;
    const issued = document && folded.document ? { number: document.number, dateText: longDate(document.letterDate), name: folded.document.holder.name, title: actingTitle({ capacity: folded.document.holder.capacity, title: names.posts.get(signerPost ?? '')?.title ?? '' }) } : undefined;
    const body = bodyToRead(told, names, holder, issued);
    return {
      ...rowOf(t, reader, letter, { reading, posts, seen: seen.has(`${id} ${folded.hash}`), inList: false }), version: folded.version, hash: folded.hash, content: contentTold(told), body, bodyHtml: proseHtml(body), bodyText: proseText(body),
      addressees: told.addressees.map((one) => nameOf(one, names)), copies: told.copies.map((one) => nameOf(one, names)), files: told.attached.map(({ id: upload, name, type, size }) => ({ id: upload, name, type, bytes: size, url: `/api/naskah-keluar/${id}/lampiran/${upload}` })),
      ...(told.bodyFile ? { finished: finishedViewOf(id, told, told.bodyFile) } : {}),
      ...(signer ? { signer } : {}), classificationText: (told.classification && (await lettersOf(t).classificationTitle(t, told.classification))) || '', drafter: posts.get(folded.drafter.post)?.title ?? '',
      chain: chainOf(folded, posts, reader, now), remarks, versions: versions.map(({ nth, at, by_name, hash }) => ({ nth, hash, by: by_name, atText: agoWords(at, now, reader.zone), note: noteOf(t, id, seenActions, nth) })),
      // Signing by ink and by certificate exclude each other: one of them is offered.
      actions: actions.filter((kind) => (kind === 'sign' ? signer?.mode !== 'basah' : kind === 'number-for-ink' ? signer?.mode === 'basah' : true)),
      previewUrl: `/api/naskah-keluar/${id}/pratinjau?v=${folded.version || `k${letter.draft_seq}`}`,
      ...(document ? { document: { id: document.id, number: document.number, statusText: document.statusText, failure: document.failure ?? '', verifyUrl: document.verifyUrl, dateText: longDate(document.letterDate), uncertain: document.status === 'uncertain', ...(document.url && whole ? { url: `/api/naskah-keluar/${id}/naskah` } : {}) } } : {}),
      deliveries: deliveries.map((row) => deliveryOf(row, told, names, receipts, actions.includes('mark-delivered'), (at) => agoWords(at, now, reader.zone))),
      ...(answers ? { answers: { id: answers.id, title: answers.subject, href: answers.href } } : {}), savedText: agoWords(letter.saved_at, now, reader.zone),
      timeline: seenActions.map((action) => ({ at: action.at.toISOString(), atText: agoWords(action.at, now, reader.zone), title: TITLES[action.kind], by: actor(action.payload.by, posts), words: wordsOf(t, id, action) })),
    };
  });
const HIDDEN: Version = { type: 'rahasia', subject: '', secrecy: 'rahasia', urgency: 'biasa', classification: '', attachments: '', files: [], addressees: [], attention: '', copies: [], signer: null, signFor: 'none', onBehalfOf: null, through: [], chain: [], fields: {}, attached: [] };
const contentTold = ({ attached: _, bodyFile: _b, ...content }: Version): Content => content;

const TITLES: Record<storage.StoredAction['kind'], string> = {
  begin: 'Konsep dibuat', submit: 'Diajukan', withdraw: 'Ditarik untuk diperbaiki', return: 'Dikembalikan untuk diperbaiki', initial: 'Diparaf', pass: 'Dialihkan ke penanda tangan lain', number: 'Diberi nomor', fail: 'Penandatanganan gagal', sign: 'Ditandatangani', send: 'Dikirim', file: 'Diberkaskan', cancel: 'Dibatalkan', raise: 'Sifat dinaikkan',
};
const actor = (by: By, posts: ReadonlyMap<string, PostFound>): string => (by.kind === 'system' ? 'Pendopo' : [by.name, by.post ? posts.get(by.post)?.title : undefined].filter(Boolean).join(', '));
const noteOf = (t: TenantContext, id: string, actions: readonly storage.StoredAction[], nth: number): string => {
  const action = actions.findLast(({ payload }) => payload.kind === 'submit' && payload.version === nth);
  return action ? wordsOf(t, id, action) : '';
};

function signerOf(content: Content, names: Names, folded: LetterFold, reader: Reader): LetterView['signer'] {
  const post = folded.version > 0 && !isDraft(folded) ? folded.signer : content.signer;
  const found = post ? names.posts.get(post) : undefined;
  if (!post || !found?.first) return post ? { post: refOf(found, post), lines: [], mode: 'internal', capacity: '' } : undefined;
  const { first } = found;
  const titleOf = (one: string) => names.posts.get(one)?.title ?? '';
  const block = buildSignerBlock({
    mode: content.signFor, capacity: first.capacity === 'definitive' ? 'definitif' : first.capacity, validFrom: first.fromDay, ...(first.toDay ? { validUntil: first.toDay } : {}), signingDate: reader.day, postTitle: first.title, person: { name: first.name }, isHeadOfRegion: first.isHeadOfRegion,
    ...(content.signFor !== 'none' && content.onBehalfOf ? { onBehalfOf: titleOf(content.onBehalfOf) } : {}), ...(content.signFor === 'ub' ? { through: content.through.map(titleOf) } : {}),
  });
  return { post: refOf(found, post), lines: block.ok ? block.value.lines : [actingTitle(first)], mode: first.signMode, capacity: SIGN_MODES[content.signFor] };
}

function chainOf(folded: LetterFold, posts: ReadonlyMap<string, PostFound>, reader: Reader, now: Date): LetterView['chain'] {
  const asked = folded.state === 'paraf' ? stepsNow(folded) : [];
  return folded.steps.map((step) => ({
    post: refOf(posts.get(step.post), step.post) satisfies PostRef, kind: step.kind, stage: step.stage, state: step.done ? ('done' as const) : asked.includes(step) ? ('now' as const) : step.void !== undefined ? ('void' as const) : ('next' as const),
    by: step.done ? actingTitle({ capacity: step.done.capacity, title: step.done.by }) : '', atText: step.done ? agoWords(new Date(step.done.at), now, reader.zone) : '', ...(step.done ? { version: step.done.version } : step.void !== undefined ? { version: step.void } : {}),
  }));
}

function deliveryOf(row: DeliveryRow, version: Version, names: Names, receipts: Awaited<ReturnType<ReturnType<typeof lettersOf>['receipts']>>, mayMark: boolean, when: (at: Date) => string): LetterView['deliveries'][number] {
  const one = (row.is_copy ? version.copies : version.addressees)[row.nth];
  const receipt = receipts.get(row.id);
  const state = row.state === 'sent' && receipt ? receipt.state : row.state;
  return {
    id: row.id, to: one ? nameOf(one, names) : '', copy: row.is_copy, channel: row.channel, channelText: CHANNELS[row.channel], state, stateText: row.channel === 'print' && state === 'waiting' ? 'Cetak dan antarkan' : row.channel === 'email' && state === 'sent' ? 'Terkirim' : DELIVERY_STATES[state], receipt: receipt?.text || row.receipt, atText: when(row.at),
    mayMark: mayMark && (state === 'failed' || (row.channel === 'print' && state === 'waiting')),
  };
}

/** What changed between two versions: the body by line and word, the rest beside each other. */
export const compareVersions = (ctx: Context, { id, from, to }: { id: string; from: number; to: number }) =>
  readTenant(ctx, async (t) => {
    const { letter, reader } = await loadWhole(t, id);
    const [before, after] = await Promise.all([from, to].map((nth) => storage.findVersion(t.tx, t.instansi, letter.id, nth)));
    if (!before || !after) throw new Refused({ code: 'outgoing.unknown' });
    const [a, b] = [contentOf<Version>(t, id, before), contentOf<Version>(t, id, after)];
    const names: Names = { posts: new Map(), institutions: new Map(), institution: '' };
    for (const one of [a, b]) {
      const found = await namesOf(t, one, reader.day);
      for (const [key, value] of found.posts) names.posts.set(key, value);
      for (const [key, value] of found.institutions) names.institutions.set(key, value);
    }
    const { lines, changes } = compareProse(a.body ?? EMPTY_PROSE, b.body ?? EMPTY_PROSE);
    const titleOf = (post: string | null) => (post ? (names.posts.get(post)?.title ?? '') : '');
    const told: [string, (v: Version) => string][] = [
      ['Hal', (v) => v.subject], ['Kepada', (v) => v.addressees.map((one) => nameOf(one, names)).join(', ')], ['Tembusan', (v) => v.copies.map((one) => nameOf(one, names)).join(', ')], ['Sifat', (v) => SECRECY[v.secrecy].title], ['Klasifikasi', (v) => v.classification], ['Lampiran', (v) => [v.attachments, ...v.attached.map(({ name }) => name)].filter(Boolean).join(', ')],
      ['Berkas naskah', (v) => (v.bodyFile ? [`${v.bodyFile.name} (sidik ${v.bodyFile.sha256.slice(0, 8)})`, ...finishedViewOf(id, v, v.bodyFile).places.map(({ title, where }) => `${title}: ${where}`)].join('; ') : '')],
      ['Penanda tangan', (v) => [v.signFor === 'none' ? '' : SIGN_MODES[v.signFor], titleOf(v.onBehalfOf), ...v.through.map(titleOf), titleOf(v.signer)].filter(Boolean).join(', ')], ['Paraf', (v) => v.chain.map(({ post }) => titleOf(post)).join(', ')], ['Isian', (v) => Object.values(v.fields).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value ?? ''))).join(', ')],
    ];
    return {
      from, to, changes, lines,
      others: told.map(([label, of]) => ({ label, before: of(a), after: of(b) })).filter((one) => one.before !== one.after),
    };
  });

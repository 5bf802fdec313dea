import { formatDate } from '../../../engines/working-time/words.ts';
import type { LimitUnit } from '../../../engines/working-time/limits.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { ATTENDANCE, BRANCH_STATES, CHANNELS, SECRECY, SOURCES, type BranchView, type FileView, type LetterView, type PostRef } from '../contract.ts';
import { possibleActions } from '../rules/allowed-actions.ts';
import { branchOf, wayTo, type Action, type Branch, type By, type LetterFold } from '../rules/letter-state.ts';
import * as storage from '../storage/letters.ts';
import { placesOf } from '../storage/agenda.ts';
import { eventViewOf } from './event-words.ts';
import { clockOf } from './clocks.ts';
import { codesOf, organizationOf } from './ports.ts';
import { actingName, postRefs } from './posts.ts';
import { loadForReader, loadWhole, rolesOf, type ReadLetter } from './reader.ts';
import { openFile, textOf, withWords } from './secret.ts';
import { agoWords, dueWords, instructionWords, rowOf } from './views.ts';

// Chapters: one letter · branches · files

/** Opening a letter that is rahasia or sangat rahasia leaves an entry in the audit trail each time, as does its line. */
export const getLetter = (ctx: Context, id: string): Promise<LetterView> =>
  inTenant(ctx, async (t) => {
    const read = await loadForReader(t, id);
    const { letter, reader, reading } = read;
    if (letter.secrecy === 'rahasia' || letter.secrecy === 'sangat-rahasia') await audit(t, { action: reading === 'whole' ? 'letters.opened' : 'letters.line-seen', object: 'letter', objectId: id, detail: { agenda: `${letter.agenda}/${letter.year}`, secrecy: letter.secrecy } });
    const now = t.house.clock.now();
    const { folded } = letter;
    const whole = reading === 'whole';
    const [units, clock, seenFiles, seenActions, texts] = await Promise.all([organizationOf(t).unitFacts(t, [letter.unit]), clockOf(t, letter.urgency), whole ? storage.listFiles(t.tx, t.instansi, id) : [], whole ? storage.listActions(t.tx, t.instansi, id) : [], whole ? storage.textsOf(t.tx, t.instansi, id) : '']);
    const recipients = seenActions.flatMap((action) => (action.payload.kind === 'prepare' ? action.payload.recipients.map(({ post }) => post) : []));
    const by = seenActions.map(({ payload }) => payload.by.post).filter((post) => post !== undefined);
    const posts = await postRefs(t, [...folded.branches.flatMap(({ post, before }) => [post, ...(before ?? []).map((one) => one.post)]), ...recipients, ...by], reader.day);
    const files = seenFiles.map((file): storage.FileRow & FileView => ({ ...file, url: fileUrl(id, file.id), text: file.text_state }));
    const view: FileView[] = files.filter(({ seq }) => seq === 1).map(bare);
    const words = (action: storage.StoredAction) => textOf(t, id, action);
    const duplicate = letter.duplicate_of ? await storage.findNumber(t.tx, t.instansi, letter.duplicate_of) : undefined;
    const where = whole && folded.event ? (await placesOf(t.tx, t.instansi, [id])).get(id) : undefined;
    const opened = whole ? withWords(t, letter) : letter;
    return {
      ...rowOf(opened, reading, now, reader.zone), seq: folded.seq, summary: whole ? opened.summary : '', attachments: letter.attachments, classification: letter.classification, classificationText: letter.classification === '' ? '' : ((await codesOf(t).titleOn(t, letter.classification)) ?? ''),
      channel: letter.channel, channelText: CHANNELS[letter.channel], recordedBy: letter.recorded_by, unit: units.get(letter.unit)?.name ?? '', files: view, branches: folded.branches.map((branch) => branchView(t, read, branch, { posts, actions: seenActions, files, words, now })).filter((branch) => whole || branch.parent === undefined),
      readers: whole && (letter.secrecy === 'rahasia' || letter.secrecy === 'sangat-rahasia') ? folded.readers.map(({ name }) => name) : [], clockText: `${clock.amount} ${UNITS[clock.unit]} sejak diterima (${clock.legalBasis})`,
      timeline: seenActions.map((action) => ({ at: action.at.toISOString(), atText: agoWords(action.at, now, reader.zone), title: titleOf(action.payload), by: actor(action.payload.by, posts), words: action.payload.kind === 'dispose' || action.payload.kind === 'send-prepared' || action.payload.kind === 'record' || action.payload.kind === 'prepare' ? instructionWords(action.payload.instructions, words(action)) : words(action) })),
      ...(duplicate && letter.duplicate_of ? { duplicateOf: { id: letter.duplicate_of, agenda: `${duplicate.agenda}/${duplicate.year}` } } : {}),
      ...(whole && folded.event ? { event: eventViewOf(folded.event, where) } : {}), text: texts.replace(/[ \t]+/g, ' ').replace(/\s*\n\s*\n\s*/g, '\n\n').trim().slice(0, 4000), mayName: folded.branches.some((branch) => possibleActions(folded, branch.id, rolesOf(reader, letter, branch)).includes('name-reader')),
    };
  });

const UNITS: Record<LimitUnit, string> = { 'working-days': 'hari kerja', 'calendar-days': 'hari kalender', 'working-hours': 'jam kerja', 'working-minutes': 'menit kerja', 'clock-hours': 'jam', 'working-day-hours': 'jam pada hari kerja' };
const TITLES: Record<Action['kind'], string> = {
  register: 'Dicatat dalam buku agenda', open: 'Dibaca', prepare: 'Disposisi disiapkan', 'drop-prepared': 'Konsep disposisi dibuang', dispose: 'Didisposisikan', 'send-prepared': 'Didisposisikan', record: 'Disposisi dicatat', report: 'Laporan', return: 'Dikembalikan', recall: 'Ditarik', reopen: 'Dibuka lagi', direct: 'Dialihkan ke jabatan lain', 'name-reader': 'Orang diberi hak baca', 'change-secrecy': 'Sifat diubah', 'set-event': 'Waktu undangan dicatat', attend: 'Undangan dijawab', 'hand-on': 'Diteruskan kepada jabatan penggantinya',
};
const titleOf = (action: Action): string => (action.kind === 'change-secrecy' ? `Sifat diubah dari ${SECRECY[action.from].title.toLowerCase()} menjadi ${SECRECY[action.to].title.toLowerCase()}` : action.kind === 'attend' ? `Undangan dijawab: ${ATTENDANCE[action.answer].toLowerCase()}` : TITLES[action.kind]);
const actor = (by: By, posts: ReadonlyMap<string, PostRef>): string => {
  const post = by.post === undefined ? undefined : posts.get(by.post)?.title;
  return [by.name ?? 'Pendopo', post].filter(Boolean).join(', ');
};
const bare = ({ id, name, type, bytes, url, text }: FileView): FileView => ({ id, name, type, bytes, url, text });
export const fileUrl = (letter: string, file: string): string => `/api/surat/${letter}/berkas/${file}`;

interface Around {
  posts: ReadonlyMap<string, PostRef>;
  actions: readonly storage.StoredAction[];
  files: readonly (storage.FileRow & FileView)[];
  words: (action: storage.StoredAction) => string;
  now: Date;
}

function branchView(t: TenantContext, { reader, letter, reading }: ReadLetter, branch: Branch, around: Around): BranchView {
  const { posts, actions, files, words, now } = around;
  const { folded } = letter;
  const roles = rolesOf(reader, letter, branch);
  const possible = possibleActions(folded, branch.id, roles).filter((kind) => reading === 'whole' || kind === 'direct');
  const at = (seq: number | undefined) => (seq === undefined ? undefined : actions.find((action) => action.seq === seq));
  const given = branch.parent === undefined ? undefined : at(branch.seq);
  const reason = at(branch.because);
  const since = branch.endedAt ?? branch.readAt ?? branch.at;
  const prepared = at(branch.prepared);
  return {
    id: branch.id, ...(branch.parent ? { parent: branch.parent } : {}), depth: wayTo(folded, branch.id).length - 1, post: posts.get(branch.post)!, ...(branch.role ? { role: branch.role } : {}), state: branch.state, stateText: BRANCH_STATES[branch.state],
    since, sinceText: agoWords(new Date(since), now, reader.zone), ...(branch.readAt ? { readText: agoWords(new Date(branch.readAt), now, reader.zone) } : {}), ...(branch.endedAt ? {} : { due: dueWords(branch.due, now, reader.zone) }), heldBy: actingName(branch.heldBy),
    ...(given ? { disposition: dispositionOf(given) } : {}), reports: actions.filter(({ payload }) => payload.kind === 'report' && payload.branch === branch.id).map((action) => {
      const report = action.payload as Extract<Action, { kind: 'report' }>;
      return { at: action.at.toISOString(), atText: agoWords(action.at, now, reader.zone), by: actor(report.by, posts), words: words(action), done: report.done, files: files.filter((file) => file.seq === action.seq).map(bare) };
    }),
    ...(reason ? { reason: words(reason) } : {}), before: (branch.before ?? []).map(({ post, until }) => `${posts.get(post)?.title ?? 'Jabatan yang dihapus'}, sampai ${agoWords(new Date(until), now, reader.zone)}`), ...(branch.attendance && reading === 'whole' ? { attendance: attendanceOf(folded, branch, posts) } : {}), mine: roles.includes('holder') || roles.includes('assistant'), actions: possible, ...(prepared && (roles.includes('holder') || roles.includes('assistant')) ? { prepared: preparedOf(prepared) } : {}),
  };

  function dispositionOf(action: storage.StoredAction): NonNullable<BranchView['disposition']> {
    const decided = action.payload as Extract<Action, { kind: 'dispose' | 'send-prepared' | 'record' }>;
    const photo = files.find((file) => file.seq === action.seq);
    const isRecord = decided.kind === 'record';
    const preparedBy = 'preparedBy' in decided ? decided.preparedBy : undefined;
    return {
      at: action.at.toISOString(), atText: agoWords(action.at, now, reader.zone), by: isRecord ? (posts.get(decided.by.forPost ?? '')?.title ?? actor(decided.by, posts)) : actor(decided.by, posts), instruction: instructionWords(decided.instructions), words: words(action), deadlineText: formatDate(dayIn(new Date(decided.due.at), reader.zone)),
      ...(isRecord ? { source: `${SOURCES[decided.source]}, ${formatDate(decided.given)}`, recordedBy: actor(decided.by, posts) } : {}), ...(photo ? { photo: bare(photo) } : {}), ...(preparedBy ? { preparedBy: actor(preparedBy, posts) } : {}),
    };
  }
  function preparedOf(action: storage.StoredAction): NonNullable<BranchView['prepared']> {
    const wanted = action.payload as Extract<Action, { kind: 'prepare' }>;
    return { by: actor(wanted.by, posts), atText: agoWords(action.at, now, reader.zone), instruction: instructionWords(wanted.instructions), words: words(action), ...(wanted.deadline ? { deadline: wanted.deadline } : {}), recipients: wanted.recipients.map(({ post, role }) => ({ post: posts.get(post)!, role })) };
  }
}

const attendanceOf = (letter: LetterFold, branch: Branch, posts: ReadonlyMap<string, PostRef>): string => {
  const by = branch.representedBy ? posts.get(branchOf(letter, branch.representedBy)?.post ?? '')?.title : undefined;
  return `${ATTENDANCE[branch.attendance!]}${by ? ` ${by}` : ''}`;
};

/** A file of a letter, for who may read it whole. Of rahasia and sangat rahasia each opening is in the audit trail. */
export function letterFile(ctx: Context, id: string, fileId: string): Promise<{ sha256: string; type: string; name: string; bytes: Buffer }> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!isUuid(id) || !isUuid(fileId)) throw new Refused({ code: 'letters.unknown' });
  return inTenant(ctx, async (t) => {
    const { letter } = await loadWhole(t, id);
    const file = await storage.findFile(t.tx, t.instansi, id, fileId);
    if (!file) throw new Refused({ code: 'letters.unknown' });
    if (letter.secrecy === 'rahasia' || letter.secrecy === 'sangat-rahasia') await audit(t, { action: 'letters.file-opened', object: 'letter', objectId: id, detail: { file: fileId } });
    return { sha256: file.sha256, type: file.type, name: file.name, bytes: await openFile(t, id, file) };
  });
}

import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { parsePhone, whatsAppLink } from '../../../engines/identifiers/phone.ts';
import { ABOUT, KINDS, type CaseView, type OfficerActionKind } from '../contract.ts';
import { possibleActions, type Role } from '../rules/allowed-actions.ts';
import type { ActionKind } from '../rules/report-state.ts';
import { cellsAround, haversine } from '../rules/reports-nearby-are-similar.ts';
import { limitFor } from '../rules/the-nearest-limit-holds.ts';
import { momentWords, stateWords } from '../rules/words-for-people.ts';
import { listByIds, listNearby } from '../storage/lists.ts';
import { findTicketStatus } from '../storage/national.ts';
import { listMerged } from '../storage/public.ts';
import { findReport, insertNote, listNotes, type WholeReport } from '../storage/reports.ts';
import { configurationOf } from './configuration.ts';
import { institutionOf } from './ports.ts';
import { queueRows } from './queue.ts';
import { loadForOfficer, loadWholeForOfficer } from './roles.ts';
import { roadOf } from './roads.ts';
import { suggestRoute } from './route.ts';
import type { SealedContent } from './secrecy/sealed-content.ts';
import { trackUrl } from './submit.ts';
import { unitsInForce } from './units-in-force.ts';
import { keyToWrite } from './secrecy/write.ts';
import { isSecret, openPart, openReporter, sealPart } from './vault.ts';
import { caseFileUrl, namesFor, standing, timelineOf } from './views.ts';
import { contentOf, readable } from './words-of.ts';

// Chapters: one screen · actions offered · notes · identity · WhatsApp

export const getCase = (ctx: Context, id: string): Promise<CaseView> =>
  inTenant(ctx, async (t) => {
    const { report, roles, hat } = await loadWholeForOfficer(t, id);
    const configuration = await configurationOf(t);
    const content = contentOf(t, report);
    const names = await namesFor(t, configuration, { units: [report.state.unit, content.about?.unit, ...(report.folded.disposition?.supporting ?? [])], regions: [content.region ?? null] });
    const url = (upload: string) => caseFileUrl(report.id, upload);
    const [row] = await queueRows(t, await listByIds(t.tx, t.instansi, [id]), hat);
    const { question: _q, replyBy: _r, ...around } = await standing(t, report, names, url);
    const timeline = await timelineOf(t, report, 'desk', names, url);
    const s = report.folded;
    const needsApproval = configuration.settings.answerNeedsApproval;
    const possible = possibleActions(s, roles, { needsApproval });
    // Where no row grants more time, none is offered.
    const mayExtend = limitFor(configuration.limits, 'extension', s.kind, s.category) !== undefined;
    const category = s.category ? configuration.categories.get(s.category) : undefined;
    const merged = await listMerged(t.tx, t.instansi, id);
    const parent = s.duplicateOf ? await findReport(t.tx, t.instansi, s.duplicateOf) : undefined;
    const suggestion = ['submitted', 'verified'].includes(s.state) ? await suggestRoute(t, report) : undefined;
    const road = ['submitted', 'verified', 'disposed', 'in-progress'].includes(s.state) ? await roadOf(t, report, s.category ?? suggestion?.category?.code ?? null) : undefined;
    const statusThere = report.external_number ? (await findTicketStatus(t.tx, t.instansi, id)) : undefined;
    const rated = s.rating && report.actions.find((a) => a.seq === s.rating!.seq);
    const comment = rated && readable(t, rated, report).words?.comment;
    return {
      ...row!, title: content.title, body: content.body, placeText: content.place, ...(content.eventDate ? { eventDate: content.eventDate } : {}), ...(content.region ? { region: content.region } : {}),
      answers: [...aboutLines(content.about, names.unit), ...Object.entries(content.answers).map(([code, value]) => answerOf(category?.questions, code, value))], reporter: reporterOf(t, report, roles),
      photos: (report.actions[0]?.files ?? []).map((f) => ({ id: f.id, name: f.name, type: f.type, bytes: f.size, url: url(f.id) })), timeline: timeline.filter((line) => line.kind !== 'contribute'), contributions: timeline.filter((line) => line.kind === 'contribute'),
      notes: await notesOf(t, report), ...around, ...(await dispositionOf(t, report, names)), ...draftAnswerOf(t, report, timeline, url), merged,
      ...(parent ? { duplicateOf: { id: parent.id, number: parent.number, title: parent.title } } : {}), ...(suggestion ? { suggestion } : {}), ...(road ? { road } : {}), ...(statusThere ? { statusThere } : {}), similar: await similarTo(t, report),
      ...(report.published && report.state.shown ? { published: { title: report.published.title, body: report.published.body, photos: report.published.photos, at: report.published.at, atText: momentWords(new Date(report.published.at), names.zone, names.now) } } : {}),
      ...(s.rating ? { rating: { stars: s.rating.stars, solved: s.rating.solved, ...(comment ? { comment } : {}) } } : {}),
      actions: offered(possible.filter((one) => one !== 'extend' || mayExtend)), answersAtOnce: possible.includes('draft-answer') && (!needsApproval || roles.includes('lead-head')),
    };
  });

function answerOf(questions: readonly { code: string; label: string; values: { key: string; name: string }[] }[] | undefined, code: string, value: string | string[]) {
  const question = questions?.find((q) => q.code === code);
  const name = (one: string) => question?.values.find((v) => v.key === one)?.name ?? one;
  return { label: question?.label ?? code, value: Array.isArray(value) ? value.map(name).join(', ') : name(value) };
}

const aboutLines = (about: SealedContent['about'], unit: (id: string | null) => string | undefined) =>
  about ? [{ label: 'Yang dilaporkan', value: [ABOUT[about.who], about.unit && (unit(about.unit) ?? 'unit yang sudah ditutup'), about.name].filter(Boolean).join(': ') }] : [];

/** Anonymous to the agency: only the admin koordinator may open it, and that is in the audit trail. */
function reporterOf(t: TenantContext, report: WholeReport, roles: readonly Role[]): CaseView['reporter'] {
  const origin = report.origin ? { origin: report.origin } : {};
  if (!report.reporter) return { name: report.account ? 'Pengguna terdaftar' : 'Anonim', hidden: false, revealable: false, whatsapp: false, ...origin };
  const person = openReporter(t, report, report.reporter);
  const phone = person.phone ? parsePhone(person.phone) : undefined;
  const hidden = !report.name_to_agency;
  const contact = phone?.ok ? phone.value.masked : person.email ? person.email.replace(/^(.)[^@]*/, '$1••••') : person.handle;
  return { name: hidden ? 'Tersembunyi' : person.name || 'Tanpa nama', hidden, revealable: !hidden || roles.includes('coordinator'), ...(contact && !hidden ? { contact } : {}), whatsapp: phone?.ok === true && !hidden, ...origin };
}

async function dispositionOf(t: TenantContext, report: WholeReport, n: Awaited<ReturnType<typeof namesFor>>): Promise<Pick<CaseView, 'disposition'>> {
  const d = report.folded.disposition;
  if (!d) return {};
  const stored = report.actions.find((a) => a.seq === d.seq);
  const there = await unitsInForce(t, [d.lead, ...d.supporting]);
  const unit = (id: string) => ({ id, name: there.has(id) ? there.get(id)!.name : `${n.unit(id) ?? 'Unit'} (sudah ditutup)` });
  return { disposition: { lead: unit(d.lead), supporting: d.supporting.map(unit), instruction: (stored && readable(t, stored, report).words?.instruction) ?? '', at: d.at, atText: momentWords(new Date(d.at), n.zone, n.now), accepted: d.acceptedAt !== undefined } };
}

function draftAnswerOf(t: TenantContext, report: WholeReport, timeline: CaseView['timeline'], url: (upload: string) => string): Pick<CaseView, 'draftAnswer'> {
  const draft = report.folded.draft;
  const stored = draft && report.actions.find((a) => a.seq === draft.seq);
  if (!draft || !stored) return {};
  const photoOf = (f: { id: string; name: string; type: string; size: number }) => ({ id: f.id, name: f.name, type: f.type, bytes: f.size, url: url(f.id) });
  const back = draft.status === 'returned' ? report.actions.findLast((a) => a.payload.kind === 'return-answer') : undefined;
  const paper = draft.onPaper ? report.actions.findLast((a) => a.payload.kind === 'paper-approval')?.files?.[0] : undefined;
  return { draftAnswer: {
    text: readable(t, stored, report).words?.text ?? '', outcome: draft.outcome, by: timeline.find((line) => line.id === String(draft.seq))?.from ?? '', status: draft.status,
    ...(back ? { reason: readable(t, back, report).words?.reason ?? '' } : {}), photos: (stored.files ?? []).map(photoOf), ...(paper ? { paper: photoOf(paper) } : {}),
  } };
}

async function similarTo(t: TenantContext, report: WholeReport): Promise<CaseView['similar']> {
  if (report.lat === null || report.lng === null || !report.state.category || report.state.finished_at) return [];
  const { settings } = await configurationOf(t);
  const at = { lat: report.lat, lng: report.lng };
  // An officer looks wider than the public: four times the distance.
  const metres = settings.duplicateMetres * 4;
  const since = new Date(report.submitted_at.getTime() - settings.duplicateDays * 86_400_000);
  const rows = await listNearby(t.tx, t.instansi, report.state.category, cellsAround(at, metres), since, false, 200);
  return rows.filter((r) => r.id !== report.id && r.lat !== null && r.lng !== null).map((r) => ({ id: r.id, number: r.number, title: r.title, metres: Math.round(haversine(at, { lat: r.lat!, lng: r.lng! })), stateText: stateWords(r.state, 'desk') }))
    .filter((r) => r.metres <= metres).sort((a, b) => a.metres - b.metres).slice(0, 10);
}

const WORDS: Partial<Record<ActionKind, { label: string; primary?: true; key?: string; as?: OfficerActionKind[]; help?: string }>> = {
  verify: { label: 'Verifikasi', primary: true, key: 'v' }, hold: { label: 'Minta data', key: 't' }, archive: { label: 'Arsipkan' }, unarchive: { label: 'Buka dari arsip' }, dispose: { label: 'Disposisi', primary: true, key: 'd' },
  recategorize: { label: 'Ubah kategori' }, accept: { label: 'Terima' }, return: { label: 'Kembalikan' }, contribute: { label: 'Beri masukan' }, 'draft-answer': { label: 'Tulis jawaban', primary: true, key: 'j' },
  'return-answer': { label: 'Kembalikan konsep' }, 'approve-answer': { label: 'Setujui dan tayangkan', primary: true, key: 's' }, 'paper-approval': { label: 'Disetujui di kertas' }, 'publish-answer': { label: 'Tayangkan jawaban', primary: true },
  extend: { label: 'Perpanjang waktu' }, forward: { label: 'Teruskan', as: ['forward-inside', 'forward-outside'], help: 'Ke instansi lain, atau keluar dengan surat' }, 'hop-proof': { label: 'Lampirkan bukti kirim' }, 'hop-asked': { label: 'Catat pertanyaan' },
  'hop-answered': { label: 'Catat jawaban', primary: true }, schedule: { label: 'Jadwalkan' }, unschedule: { label: 'Batalkan jadwal' }, reopen: { label: 'Buka kembali', primary: true }, 'refuse-reopen': { label: 'Tidak dibuka kembali' },
  merge: { label: 'Gabungkan' }, unmerge: { label: 'Pisahkan' },
};
const offered = (kinds: readonly ActionKind[]): CaseView['actions'] =>
  kinds.flatMap((kind) => {
    const words = WORDS[kind];
    if (!words) return [];
    return (words.as ?? [kind]).map((one) => ({ kind: one, label: one === 'forward-inside' ? 'Teruskan ke instansi lain' : one === 'forward-outside' ? 'Teruskan keluar' : words.label, primary: words.primary ?? false, ...(words.key ? { key: words.key } : {}), ...(words.help ? { help: words.help } : {}) }));
  });

async function notesOf(t: TenantContext, report: WholeReport): Promise<CaseView['notes']> {
  const { zone } = await institutionOf(t);
  return (await listNotes(t.tx, t.instansi, report.id)).map((n) => ({ id: n.id, kind: 'note', title: 'Catatan', from: n.name, at: n.at.toISOString(), atText: momentWords(n.at, zone, t.house.clock.now()), text: n.sealed ? openPart<string>(t, report, 'note', n.sealed) : n.body }));
}

export const addNote = (ctx: Context, { id, text }: { id: string; text: string }) =>
  inTenant(ctx, async (t) => {
    const { report } = await loadForOfficer(t, id);
    const viewer = mustViewer(t);
    const at = t.house.clock.now();
    const sealed = isSecret(report.state.kind) ? sealPart(await keyToWrite(t, report), 'note', text) : null;
    const note = { id: uuidv7(at.getTime()), report: id, account: viewer.accountId, name: viewer.name, body: sealed ? '' : text, sealed, at };
    await insertNote(t.tx, t.instansi, note);
    await audit(t, { action: 'complaints.noted', object: 'complaint', objectId: id, detail: { number: report.number } });
    const { zone } = await institutionOf(t);
    return { id: note.id, kind: 'note', title: 'Catatan', from: viewer.name, at: at.toISOString(), atText: momentWords(at, zone, at), text };
  });

export const revealReporter = (ctx: Context, { id, purpose }: { id: string; purpose: string }) =>
  inTenant(ctx, async (t) => {
    const { report, roles } = await loadWholeForOfficer(t, id);
    if (!report.reporter) throw new Refused({ code: 'complaints.no-reporter' });
    if (!report.name_to_agency && !roles.includes('coordinator')) throw new Refused({ code: 'complaints.not-for-you' });
    await audit(t, { action: 'complaints.reporter-opened', object: 'complaint', objectId: id, detail: { number: report.number, purpose, hidden: !report.name_to_agency } });
    return openReporter(t, report, report.reporter);
  });

export const whatsapp = (ctx: Context, { id, about }: { id: string; about: 'receipt' | 'answer' | 'question' }) =>
  inTenant(ctx, async (t) => {
    const { report } = await loadWholeForOfficer(t, id);
    if (!report.reporter || !report.name_to_agency) throw new Refused({ code: 'complaints.no-phone' });
    const parsed = parsePhone(openReporter(t, report, report.reporter).phone);
    if (!parsed.ok) throw new Refused({ code: 'complaints.no-phone' });
    const phone = orRefuse(parsed);
    const { name } = await institutionOf(t);
    const seq = about === 'answer' ? report.folded.lastAnswerSeq : about === 'question' ? report.folded.questionSeq : undefined;
    const stored = seq === undefined ? undefined : report.actions.find((a) => a.seq === seq);
    const words = stored ? readable(t, stored, report).words : undefined;
    // Of misconduct nothing but the number leaves the house.
    const said = report.state.kind === 'misconduct' ? '' : (words?.text ?? words?.question ?? '');
    const text = [`Laporan Anda nomor ${report.number} (${KINDS[report.state.kind].title.toLowerCase()}) sudah kami terima.`, said, `Lacak dan jawab di ${trackUrl(t, report.number)}`, name].filter(Boolean).slice(about === 'receipt' ? 0 : said ? 1 : 0).join('\n\n');
    await audit(t, { action: 'complaints.whatsapp', object: 'complaint', objectId: id, detail: { number: report.number, about } });
    return { url: whatsAppLink(phone, text), text };
  });

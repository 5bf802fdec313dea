import { createHash } from 'node:crypto';
import { eventInsert } from '../../../platform/events/events.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { publicCode, randomDigits, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, type FieldRefusal } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { wordsOf } from '../../../platform/kernel/search-words.ts';
import { MODERATION_REASONS, type About, type CategoryDetail, type Channel, type Kind, type ModerationReason } from '../contract.ts';
import { sameText, whyHeld } from '../rules/doubtful-reports-wait.ts';
import { apply } from '../rules/fold.ts';
import { beginsWith, type Hop } from '../rules/report-state.ts';
import { cellOf } from '../rules/reports-nearby-are-similar.ts';
import { stateBecomesColumns } from '../rules/state-becomes-columns.ts';
import { limitsFor } from '../rules/the-nearest-limit-holds.ts';
import { ticketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { titleFrom } from '../rules/title-of-a-report.ts';
import { dueWords } from '../rules/words-for-people.ts';
import { countSameText, findReceipt, findUsableUploads, insertReport, type ReceiptRow } from '../storage/reports.ts';
import { configurationOf, mustCategory } from './configuration.ts';
import { calendarOf, institutionOf, wilayahOf } from './ports.ts';
import { countSource } from './sources.ts';
import { envelopeFor, keyInserts, sameCode, sealedFilesOf, sealedReporter, sealedRow, submittedAudit, unnamed, type Envelope, type SealedCopy } from './secrecy/submission.ts';
import { isSecret, sealReporter, type Reporter } from './vault.ts';

export interface Submission {
  /** Made by the sender: the same report sent twice is one. */
  id?: string | undefined;
  kind: Kind;
  category?: string | undefined;
  title?: string | undefined;
  body: string;
  eventDate?: string | undefined;
  lat?: number | undefined;
  lng?: number | undefined;
  region?: string | undefined;
  place: string;
  answers: Record<string, string | string[]>;
  photos: string[];
  namePublic: boolean;
  nameToAgency: boolean;
  reportPublic: boolean;
  origin: string;
  reporter: Reporter;
  channel: Channel;
  /** The reporter's own account; none for guests and for what an officer enters. */
  account: string | null;
  /** An officer or a key that the institution gave: no flood. */
  trusted: boolean;
  /** Why the way by which it came lets it wait for a moderator. */
  doubt?: ModerationReason | undefined;
  /** When the reporter said it, where an officer enters it later. */
  saidAt?: Date | undefined;
  /** From when its clocks count, where another office had it before: the moment of the first action. */
  countsFrom?: Date | undefined;
  externalNumber?: string | undefined;
  /** From another institution: its number, first date and chain of hops. */
  from?: { instansi: string; number: string; submittedAt: Date; hops: Hop[] } | undefined;
  /** Of misconduct: whom it is about, the sender's own code, what came sealed from another institution. */
  about?: { who: About; unit?: string | undefined; name: string } | undefined;
  code?: string | undefined;
  copy?: SealedCopy | undefined;
}

export interface Receipt {
  id: string;
  number: string;
  secret?: string;
  trackUrl: string;
  verifyBy?: ReturnType<typeof dueWords>;
  held?: string;
  repeated: boolean;
}

const SAME_TEXT_WITHIN_MS = 24 * 3_600_000;

/**
 * Takes a report: checks it, numbers it, decides whether it waits for a moderator, starts its clock. One way to the database
 * to look things up, one to write and commit.
 * @throws Refused `complaints.incomplete` with fields, `.no-such-category`, `.outside-region`, `.no-such-photo`, `.date-ahead`
 */
export async function submit(ctx: Context, s: Submission): Promise<Receipt> {
  const institution = await institutionOf(ctx);
  const fromSource = s.trusted ? 0 : countSource(ctx);
  const envelope = isSecret(s.kind) ? await envelopeFor(ctx, institution, s) : undefined;
  try {
    return await inTenant(ctx, (t) => take(t, s, institution, fromSource, envelope));
  } catch (error) {
    // The same report at the same moment: the twin was first, and its receipt is the answer.
    const known = s.id && (error as { code?: string }).code === '23505' ? await inTenant(ctx, (t) => findReceipt(t.tx, t.instansi, s.id!)) : undefined;
    if (!known) throw error;
    return again(ctx, known, s, institution.zone);
  }
}

async function take(t: TenantContext, s: Submission, institution: Awaited<ReturnType<typeof institutionOf>>, fromSource: number, envelope: Envelope | undefined): Promise<Receipt> {
  const now = t.house.clock.now();
  const textHash = hashOf(s.body);
  const position = s.lat !== undefined && s.lng !== undefined ? { lat: s.lat, lng: s.lng } : undefined;
  // Asked side by side: one way to the database.
  const [configuration, calendars, known, same, usable, located] = await Promise.all([
    configurationOf(t), calendarOf(t).snapshot(t),
    s.id ? findReceipt(t.tx, t.instansi, s.id) : undefined,
    countSameText(t.tx, t.instansi, textHash, new Date(now.getTime() - SAME_TEXT_WITHIN_MS), 1000),
    s.photos.length > 0 ? findUsableUploads(t.tx, t.instansi, s.photos, t.viewer?.accountId ?? null) : undefined,
    position ? wilayahOf(t).locate(position, t) : undefined,
  ]);
  if (known) return again(t, known, s, institution.zone);
  if (s.photos.some((photo) => !usable!.has(photo))) throw new Refused({ code: 'complaints.no-such-photo', fields: [{ path: 'photos', message: 'Unggah lagi lampiran ini.' }] });
  const category = s.category ? mustCategory(configuration, s.category) : undefined;
  mustBeComplete(s, category, dayIn(now, institution.zone));
  const region = await regionOf(t, s, located, institution);

  const id = uuidv7(now.getTime());
  const secret = envelope ? envelope.code : randomDigits(6);
  const number = envelope?.number ?? s.from?.number ?? ticketNumber(institution.code, publicCode(8));
  const title = s.title ?? titleFrom(s.body);
  const submittedAt = s.from?.submittedAt ?? s.saidAt ?? now;
  const action = beginsWith({ at: (s.countsFrom ?? now).toISOString(), by: s.from ? { kind: 'institution', instansi: s.from.instansi } : { kind: 'reporter' }, channel: s.channel, as: s.kind, category: category?.code ?? null, submittedAt: submittedAt.toISOString(), limits: limitsFor(configuration.limits, s.kind, category?.code ?? null, 'submit'), hops: s.from?.hops });
  const folded = apply(undefined, action);
  const calendar = calendars.calendarOf(calendars.defaultKey);
  const columns = stateBecomesColumns(folded, calendar, configuration.settings.ladder, now);
  const heldFor = whyHeld({ kind: s.kind, text: `${title} ${s.body}`, trusted: s.trusted, fromSource, identical: same }, configuration.settings) ?? s.doubt ?? null;
  const account = envelope ? s.account : null;
  const files = envelope ? await sealedFilesOf(t, envelope, id, s.photos) : s.photos;
  const place = [s.place, region?.name, region?.path].filter(Boolean).join(' ');
  const written = insertReport(t.tx, {
    instansi: t.instansi,
    report: {
      id, number, client_key: s.id ?? null, secret_hash: t.house.secrets.hash('tracking', `${number}/${secret}`), secret_sealed: t.house.secrets.seal('tracking', secret ?? ''), account: s.account, owner_tag: null,
      title, body: s.body, sealed: null, event_date: s.eventDate ?? null,
      region: region?.code ?? null, place: s.place, lat: s.lat ?? null, lng: s.lng ?? null, answers: s.answers,
      name_public: s.namePublic, name_to_agency: s.nameToAgency, report_public: s.reportPublic, origin: s.origin, external_number: s.externalNumber ?? null, from_instansi: s.from?.instansi ?? null,
      text_hash: textHash, submitted_at: submittedAt,
      ...(envelope ? sealedRow(t, envelope, { title, body: s.body, answers: s.answers, place: s.place, region: region?.code ?? null, eventDate: s.eventDate ?? null, lat: s.lat ?? null, lng: s.lng ?? null, origin: s.origin, ...aboutOf(s) }, s.account) : {}),
    },
    reporter: envelope ? sealedReporter(t, envelope, s.reporter) : sealReporter(t, s.reporter),
    action, sealedWords: null, account: unnamed(t, account).viewer?.accountId ?? null,
    state: { ...columns, channel: s.channel, district: region && !envelope ? region.code.slice(0, 8) : null, cell: position && !envelope ? cellOf(position) : null, received_at: now, held: heldFor !== null, shown: false, joined: 0 },
    folded, files, words: envelope ? null : searchWords([number, number.replaceAll('-', ''), title, s.body, place, category?.name ?? '', s.externalNumber ?? '']), heldFor,
  }, [
    submittedAudit(t, account, { action: 'complaints.submitted', object: 'complaint', objectId: id, detail: { number, kind: s.kind, channel: s.channel, ...(heldFor ? { held: heldFor } : {}) } }),
    eventInsert(t, 'complaints.submitted', { report: id, number, account: envelope ? null : s.account, kind: s.kind }),
    ...(envelope ? keyInserts(t, envelope, id) : []),
  ]);
  await written;
  const due = dueWords(columns.due_at, now, institution.zone, { provisional: columns.due_provisional });
  return { id, number, ...(secret ? { secret } : {}), trackUrl: trackUrl(t, number), ...(due ? { verifyBy: due } : {}), ...(heldFor ? { held: heldWords(heldFor) } : {}), repeated: false };
}

const aboutOf = ({ about }: Submission) => (about ? { about: { who: about.who, ...(about.unit ? { unit: about.unit } : {}), ...(about.name ? { name: about.name } : {}) } } : {});

export const trackUrl = (ctx: Context, number: string): string => `${ctx.house.settings.publicUrl}/pengaduan/lacak?nomor=${encodeURIComponent(number)}`;
export const heldWords = (reason: keyof typeof MODERATION_REASONS | string): string =>
  `Laporan Anda sudah tersimpan dan menunggu pemeriksaan moderator (${(MODERATION_REASONS[reason as keyof typeof MODERATION_REASONS] ?? reason).toLowerCase()}).`;

/** The first answer again. The secret code is shown only to whom it was shown before: the same account, or the same sender's key. */
function again(ctx: Context, known: ReceiptRow, s: Submission, zone: Awaited<ReturnType<typeof institutionOf>>['zone']): Receipt {
  if (known.secret_sealed && known.account !== s.account) throw new Refused({ code: 'complaints.unknown' });
  // Of misconduct nobody here has the code: only who sends it along hears it again.
  const secret = known.secret_sealed ? ctx.house.secrets.open('tracking', known.secret_sealed) : sameCode(ctx, known.number, s.code, known.secret_hash);
  const due = dueWords(known.due_at, ctx.house.clock.now(), zone, { provisional: known.due_provisional });
  return {
    id: known.id, number: known.number, ...(secret ? { secret } : {}), trackUrl: trackUrl(ctx, known.number), ...(due ? { verifyBy: due } : {}), ...(known.held ? { held: heldWords(known.held) } : {}), repeated: true,
  };
}

/** The first eight bytes of the text's digest as a signed number, which an index holds without the text. */
export const hashOf = (body: string): string => createHash('sha256').update(sameText(body)).digest().readBigInt64BE().toString();

/** Small letters and digits; what the stemmer is given. */
export const searchWords = (texts: readonly string[]): string => wordsOf(texts.join(' ')).slice(0, 6000);

/** What each kind asks for (reference page 2) and the required questions of its category. */
function mustBeComplete(s: Submission, category: CategoryDetail | undefined, today: string): void {
  const fields: FieldRefusal[] = [];
  if (category && !category.kinds.includes(s.kind)) fields.push({ path: 'category', message: 'Kategori ini bukan untuk jenis laporan itu. Pilih kategori lain.' });
  if (s.eventDate && s.eventDate > today) throw new Refused({ code: 'complaints.date-ahead', fields: [{ path: 'eventDate', message: 'Tanggal kejadian belum terjadi.' }] });
  for (const question of category?.questions ?? []) {
    const answer = s.answers[question.code];
    const given = Array.isArray(answer) ? answer.filter((one) => one !== '') : answer?.trim() ? [answer.trim()] : [];
    const path = `answers.${question.code}`;
    if (given.length === 0) {
      if (question.required) fields.push({ path, message: `Isi ${question.label.toLowerCase()}.` });
      continue;
    }
    if (question.datatype === 'number' && !Number.isFinite(Number(given[0]!.replace(',', '.')))) fields.push({ path, message: 'Tulis angka.' });
    if (question.datatype === 'datetime' && Number.isNaN(Date.parse(given[0]!))) fields.push({ path, message: 'Tulis tanggal yang ada.' });
    if ((question.datatype === 'singlevaluelist' || question.datatype === 'multivaluelist') && given.some((one) => !question.values.some((v) => v.key === one))) fields.push({ path, message: 'Pilih dari daftar.' });
    if (question.datatype !== 'multivaluelist' && given.length > 1) fields.push({ path, message: 'Pilih satu saja.' });
  }
  if ((s.lat === undefined) !== (s.lng === undefined)) fields.push({ path: 'lat', message: 'Titik memerlukan lintang dan bujur.' });
  if (fields.length > 0) throw new Refused({ code: 'complaints.incomplete', fields });
}

/** The village: as chosen, else that of the position. Both must lie in the institution's region. */
async function regionOf(t: TenantContext, s: Submission, located: Awaited<ReturnType<ReturnType<typeof wilayahOf>['locate']>> | undefined, institution: { region: string; name: string }) {
  const isOurs = (code: string) => code === institution.region || code.startsWith(`${institution.region}.`);
  const outside = (path: string) => new Refused({ code: 'complaints.outside-region', data: { region: institution.name }, fields: [{ path, message: `Di luar ${institution.name}.` }] });
  if (s.region) {
    if (!isOurs(s.region)) throw outside('region');
    const region = (await wilayahOf(t).regions([s.region], t)).get(s.region);
    if (!region) throw outside('region');
    // The nearest centre may be across the border; a boundary, a sea or another end of the country is no such case.
    if (located && (located.by === 'none' || (located.by === 'boundary' && !isOurs(located.village!.code)) || (located.village && !isOurs(located.village.code) && (located.metres ?? 0) > 10_000))) throw outside('lat');
    return region;
  }
  if (!located) return undefined;
  if (!located.village || !isOurs(located.village.code)) throw outside('lat');
  return located.village;
}

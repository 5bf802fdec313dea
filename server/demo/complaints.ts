import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { addWorkingMinutes } from '../engines/working-time/count.ts';
import { auditInsert } from '../platform/audit/audit.ts';
import { addDays, momentAt } from '../platform/kernel/calendar-day.ts';
import { publicCode, randomDigits, uuidv7 } from '../platform/kernel/ids.ts';
import type { Institutions } from '../platform/request/authenticator.ts';
import { inTenant } from '../platform/request/context.ts';
import type { LimitRow } from '../modules/complaints/contract.ts';
import { part } from '../platform/house.ts';
import { fold } from '../modules/complaints/rules/fold.ts';
import type { Action, By } from '../modules/complaints/rules/report-state.ts';
import { cellOf, roundedPosition } from '../modules/complaints/rules/reports-nearby-are-similar.ts';
import { stateBecomesColumns } from '../modules/complaints/rules/state-becomes-columns.ts';
import { limitsFor } from '../modules/complaints/rules/the-nearest-limit-holds.ts';
import { ticketNumber } from '../modules/complaints/rules/the-number-cannot-be-guessed.ts';
import { changed, configurationOf } from '../modules/complaints/service/configuration.ts';
import { wordsOf } from '../platform/kernel/search-words.ts';
import { learnFor } from '../modules/complaints/service/learn.ts';
import { sealPart, sealReporter } from '../modules/complaints/service/vault.ts';
import { dataKeyInsert } from '../modules/complaints/storage/sealed.ts';
import { insertMany, type BulkRows } from '../modules/complaints/storage/bulk.ts';
import { upsertLimit } from '../modules/complaints/storage/configuration.ts';
import { drawRoad } from './drawing.ts';
import { lines, matter, type Bare, type Invented, type Village } from './invented.ts';
import { keysFor, makeInspektoratKey, misconduct, type DemoKey } from './misconduct.ts';
import { seedRoads, seedTickets } from './lapor-and-roads.ts';
import type { Dice } from './random.ts';
import type { Seeding } from './seeding.ts';
import type { Citizens } from './stories/citizens.ts';

// Chapters: the file · one report's story · all of them · rows

const texts = z.strictObject({ places: lines, since: lines, wishes: lines, matters: z.array(matter) });

const COUNT = 1200;
const DAYS = 150;
const JOINED_BY = 14;
const LATE_DAYS = 9;
/** The hot spot: so many reports within some 200 m of a market. */
const HOT = 34;
const HOT_SPOT = { lat: -7.8692, lng: 111.4661 };
const OFFICE_DAY = 450;

const by = (kind: 'reporter' | 'system'): By => ({ kind });

/** 1,200 reports over all districts, folded by the module's own rules and written by statements over sets. */
export async function seedComplaints(seeding: Seeding, citizens: Citizens, count = COUNT): Promise<void> {
  const file = texts.parse(parse(readFileSync(new URL('../../catalog/demo/complaints.yaml', import.meta.url), 'utf8')));
  const { plan, anchor, instansi, house } = seeding;
  const context = seeding.context(anchor.now);
  const { configuration, limits } = await inTenant(context, async (t) => {
    await configurationOf(t);
    // A bridge takes longer: a limit of this institution's own, as the administrator would enter it.
    await upsertLimit(t.tx, t.instansi, uuidv7(), { clock: 'resolution', category: 'JEMBATAN', kind: null, n: 30, unit: 'CD', startEvent: '', warnAtPercent: 80, escalateTo: 'unit-head', legalBasis: 'Contoh: Perbup standar pelayanan pekerjaan umum' });
    await changed(t);
    const fresh = await configurationOf(t);
    return { configuration: fresh, limits: fresh.limits as readonly LimitRow[] };
  });
  const unitByCode = new Map(plan.units.map((unit) => [unit.code, unit.id]));
  const post = (code: string): By => ({ kind: 'officer', post: plan.posts.find((one) => one.unit === unitByCode.get(code))?.id ?? '', unit: unitByCode.get(code)! });
  const villages = villagesOf(plan.units.filter((unit) => unit.kind === 'desa' || unit.kind === 'kelurahan'));
  const byDistrict = [...Map.groupBy(villages, (v) => v.code.slice(0, 8)).values()];
  const coordinator = post('DISKOMINFO');
  const all: Invented[] = [];
  const weighted = file.matters.flatMap((m) => Array.from({ length: m.weight }, () => m));
  const bridge = file.matters.find((m) => m.category === 'JEMBATAN')!;
  for (let n = 0; n < count; n++) {
    const dice = seeding.dice.of(`complaint/${n}`);
    const hot = n < HOT;
    const late = n === HOT;
    const m = hot ? file.matters[0]! : late ? bridge : dice.pick(weighted);
    // Each district in turn for the first half, then where more people live.
    const village = hot ? nearest(villages, HOT_SPOT) : n % 2 === 0 ? dice.pick(byDistrict[(n / 2) % byDistrict.length]!) : dice.pick(villages);
    const spread = hot ? 0.0018 : 0.006;
    const here = { lat: (hot ? HOT_SPOT.lat : village.lat) + (dice.next() - 0.5) * spread, lng: (hot ? HOT_SPOT.lng : village.lng) + (dice.next() - 0.5) * spread };
    const age = hot ? dice.next() * 40 : dice.next() ** 1.4 * DAYS;
    let at = new Date(anchor.now.getTime() - age * 86_400_000 - 60_000);
    if (late) at = new Date(momentAt(addDays(anchor.today, -(30 + LATE_DAYS)), 9 * 60 + 12, 'WIB').getTime() - 86_400_000);
    const place = dice.pick(file.places);
    const fill = (text: string) => text.replaceAll('{desa}', village.name).replaceAll('{tempat}', place).replaceAll('{lama}', dice.pick(file.since));
    const person = seeding.people.name(dice, dice.chance(0.5) ? 'L' : 'P');
    const story: Invented = {
      n, matter: m, village, at, lat: Number(here.lat.toFixed(6)), lng: Number(here.lng.toFixed(6)), title: late ? `Jembatan retak, ${village.name}` : fill(dice.pick(m.title)), body: [fill(dice.pick(m.opening)), dice.pick(m.detail), dice.pick(file.wishes)].join(' '), place,
      account: n > HOT && n % 40 === 0 ? [...citizens.named.values()][(n / 40) % citizens.named.size]!.id : n % 7 === 0 ? dice.pick(citizens.others).id : null, reporter: person, named: dice.chance(0.3), toAgency: dice.chance(0.9), isPublic: dice.chance(0.95) || hot || late,
      channel: dice.pick(['web', 'web', 'web', 'web', 'whatsapp', 'desk', 'lapor', 'phone'] as const), actions: [], joined: n === 0 ? JOINED_BY : dice.chance(0.12) ? dice.between(1, 5) : 0, pictures: (hot && n < 12) || (n % 30 === 0),
      ...(n % 211 === 200 ? { heldFor: (['identical', 'profanity', 'flood'] as const)[n % 3]! } : {}),
    };
    story.actions = storyOf(story, { dice, limits, anchor, coordinator, liaison: post(m.unit), unit: unitByCode.get(m.unit)!, other: unitByCode.get('DPMD')!, late, hot });
    all.push(story);
  }
  const secretly = misconduct(seeding, limits, villages, anchor.now, post('INSPEKTORAT'), unitByCode.get('INSPEKTORAT')!);
  const pictures = new Map<string, { sha256: string; size: number }>();
  for (let n = 0; n < 6; n++) for (const mended of [false, true]) {
    const bytes = drawRoad(n, mended);
    pictures.set(`${n}/${mended}`, { sha256: await house.files.put(instansi, bytes), size: bytes.length });
  }
  await makeInspektoratKey(seeding);
  const keys = await keysFor(context, secretly.map((one) => one.n));
  await inTenant(context, async (t) => {
    const rows = rowsOf(seeding, [...all, ...secretly], keys, configuration.settings.ladder, pictures, (code) => configuration.categories.get(code)?.name ?? '');
    await insertMany(t.tx, rows);
    for (const [n, key] of keys) await t.tx.run(dataKeyInsert(instansi, idOf(seeding, secretly.find((one) => one.n === n)!), key.row));
    await seedTickets(t, rows, anchor.now);
    await seedRoads(t, seeding.dice, anchor.now, (await part<Institutions>(house, 'institutions').byId(house, instansi, t.tx)).name);
    await t.tx.run(auditInsert(t, { action: 'complaints.demo-seeded', object: 'instansi', objectId: instansi, detail: { reports: rows.report.length } }));
  });
  await learnFor({ ...house, clock: { now: () => new Date(anchor.now.getTime() + 60_000) } }, instansi);
  seeding.say(`${all.length} laporan pengaduan contoh.`);
}

function villagesOf(units: readonly { code: string; name: string; region: string | null }[]): Village[] {
  const names = new Map(units.map((unit) => [unit.region ?? unit.code, unit.name]));
  const text = readFileSync(new URL('../../catalog/reference/village-centroids.csv', import.meta.url), 'utf8');
  return text.split('\n').flatMap((line): Village[] => {
    const [code = '', lat, lng] = line.split(',');
    const name = names.get(code);
    return name ? [{ code, name, lat: Number(lat), lng: Number(lng) }] : [];
  });
}
const nearest = (villages: readonly Village[], at: { lat: number; lng: number }): Village =>
  villages.reduce((best, v) => (Math.hypot(v.lat - at.lat, v.lng - at.lng) < Math.hypot(best.lat - at.lat, best.lng - at.lng) ? v : best));

interface Scene {
  dice: Dice;
  limits: readonly LimitRow[];
  anchor: Seeding['anchor'];
  coordinator: By;
  liaison: By;
  unit: string;
  other: string;
  late: boolean;
  hot: boolean;
}

/** What happened to a report until the anchor's moment; what would come later has not happened. */
function storyOf(r: Invented, s: Scene): Action[] {
  const { dice, anchor } = s;
  const { matter: m } = r;
  const actions: Action[] = [];
  let at = r.at;
  const after = (days: number) => {
    at = addWorkingMinutes(anchor.calendar, at, Math.max(1, Math.round(days * OFFICE_DAY))).dueAt;
    return at <= anchor.now;
  };
  const add = (who: By, action: Bare<Action>) => actions.push({ ...action, at: at.toISOString(), by: who, limits: limitsFor(s.limits, m.kind, m.category, action.kind) } as Action);
  add(by('reporter'), { kind: 'submit', channel: r.channel, as: m.kind, category: dice.chance(0.7) ? m.category : null, submittedAt: at.toISOString() });
  if (r.heldFor) return actions;
  const words = dice.pick(m.answer);
  if (s.late) {
    at = momentAt(addDays(anchor.today, -(30 + LATE_DAYS)), 9 * 60 + 12, 'WIB');
    add(s.coordinator, { kind: 'verify', as: m.kind, category: m.category });
    add(s.coordinator, { kind: 'dispose', lead: s.unit, supporting: [s.other], words: { instruction: 'Periksa kekuatan jembatan dan pasang pengaman.' } });
    after(2);
    return published(actions, add, s, 'Tim sudah memeriksa. Pengaman sementara dipasang sambil menunggu bahan.', 'progress');
  }
  if (!after(0.1 + dice.next() ** 2 * 3.4)) return actions;
  const end = dice.next();
  if (end < 0.035 && !s.hot) {
    add(s.coordinator, { kind: 'archive', reason: dice.pick(['too-general', 'wrong-format', 'not-government'] as const), words: { text: 'Laporan belum dapat diproses. Silakan kirim lagi dengan tempat yang jelas.' } });
    return actions;
  }
  if (end < 0.065 && !s.hot) {
    add(s.coordinator, { kind: 'hold', words: { question: 'Mohon sebutkan patokan tempatnya dan kirim satu foto.' } });
    if (dice.chance(0.6) && after(1 + dice.next() * 4)) add(by('reporter'), { kind: 'supply', words: { text: 'Tepatnya di sebelah mushola, ada papan nama toko.' } });
    if (actions.at(-1)!.kind === 'hold' || !after(0.5)) return actions;
  }
  add(s.coordinator, { kind: 'verify', as: m.kind, category: m.category });
  if (end < 0.09 && !s.hot && m.category === 'PJU') {
    add(s.coordinator, { kind: 'forward', hop: { to: 'PLN ULP Ponorogo', party: 'pln', at: at.toISOString(), nextAskAt: addWorkingMinutes(anchor.calendar, at, 10 * OFFICE_DAY).dueAt.toISOString() }, words: { reason: 'Jaringan listrik di lokasi ini milik PLN.', letter: 'Surat penerusan contoh.' } });
    if (dice.chance(0.6) && after(4 + dice.next() * 8)) add(s.coordinator, { kind: 'hop-answered', outcome: 'resolved', words: { text: 'PLN menyampaikan bahwa gangguan sudah diperbaiki.' } });
    return actions;
  }
  if (!after(0.02 + dice.next() * 0.6)) return actions;
  add(s.coordinator, { kind: 'dispose', lead: s.unit, supporting: dice.chance(0.12) && s.unit !== s.other ? [s.other] : [], words: { instruction: dice.pick(['Mohon ditindaklanjuti sesuai kewenangan.', 'Cek lokasi dan jawab pelapor.', 'Tangani dan laporkan hasilnya.']) } });
  if (dice.chance(0.03) && after(0.5 + dice.next())) {
    add(s.liaison, { kind: 'return', words: { reason: 'Ruas ini bukan kewenangan kami.' } });
    if (!after(0.3)) return actions;
    add(s.coordinator, { kind: 'dispose', lead: s.unit, supporting: [], words: { instruction: 'Sudah dipastikan ruas kabupaten; mohon dikerjakan.' } });
  }
  // The hot spot is worked on slowly: that is why it is one.
  if (!after((s.hot ? 3 : 0.5) + dice.next() * (s.hot ? 9 : 5.2))) return actions;
  if (dice.chance(0.06) && (m.category === 'JALAN-RUSAK' || m.category === 'JEMBATAN' || m.category === 'DRAINASE')) {
    const year = Number(anchor.day.slice(0, 4)) + 1;
    add(s.liaison, { kind: 'schedule', budgetYear: year, budget: dice.chance(0.8) ? 'original' : 'amended', unit: s.unit, returnsAt: momentAt(`${year}-01-02`, 0, 'WIB').toISOString(), words: { activity: 'Peningkatan jalan dan saluran kabupaten', text: 'Perlu anggaran tahun depan karena kerusakannya menyeluruh.' } });
    return actions;
  }
  if (dice.chance(0.1)) {
    published(actions, add, s, 'Mohon informasi tambahan: titik mana yang paling parah?', 'ask');
    if (dice.chance(0.5) && after(1 + dice.next() * 3)) add(by('reporter'), { kind: 'reply', words: { text: 'Yang paling parah di sisi utara.' } });
    else return actions;
  } else if (dice.chance(0.6)) published(actions, add, s, 'Laporan kami terima. Tim meninjau lokasi pekan ini.', 'progress');
  if (!after((s.hot ? 4 : 1) + dice.next() ** 1.5 * 14)) return actions;
  published(actions, add, s, words, 'resolved');
  if (dice.chance(0.55) && after(0.2 + dice.next() * 5)) {
    const solved = dice.chance(0.9);
    add(by('reporter'), { kind: 'rate', stars: solved ? dice.pick([3, 4, 4, 5, 5]) : dice.pick([1, 2]), solved, words: { comment: solved ? 'Terima kasih, sudah baik.' : 'Baru sehari sudah rusak lagi.' } });
    if (!solved && dice.chance(0.6) && after(0.5)) add(s.coordinator, { kind: 'reopen', words: { reason: '' } });
  }
  return actions;
}

function published(actions: Action[], add: (who: By, action: Bare<Action>) => void, s: Scene, text: string, outcome: 'progress' | 'ask' | 'resolved'): Action[] {
  add(s.liaison, { kind: 'draft-answer', outcome, words: { text } });
  const draft = actions.length;
  add(s.liaison, { kind: 'approve-answer' });
  add(s.liaison, { kind: 'publish-answer', outcome, draft, words: { text } });
  return actions;
}

const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : `\\x${Buffer.from(bytes).toString('hex')}`);

const idOf = ({ dice }: Seeding, { n, at }: Pick<Invented, 'n' | 'at'>): string => dice.id(`complaint/${n}`, at.getTime());

function rowsOf(seeding: Seeding, all: readonly Invented[], keys: ReadonlyMap<number, DemoKey>, ladder: Parameters<typeof stateBecomesColumns>[2], pictures: ReadonlyMap<string, { sha256: string; size: number }>, categoryName: (code: string) => string): BulkRows {
  const { house, instansi, anchor, dice } = seeding;
  const rows: BulkRows = { report: [], reporter: [], action: [], state: [], folded: [], supporting: [], moderation: [], published: [], joiner: [], attachment: [], upload: [], search: [] };
  for (const r of all) {
    const id = idOf(seeding, r);
    const secret = keys.get(r.n);
    const number = secret?.number ?? ticketNumber('PNG', publicCode(8));
    const code = secret?.code ?? randomDigits(6);
    const folded = fold(r.actions);
    const columns = stateBecomesColumns(folded, anchor.calendar, ladder, anchor.now);
    const held = r.heldFor !== undefined;
    const shown = !held && !secret && r.isPublic && folded.verifiedAt !== undefined && folded.state !== 'archived' && folded.state !== 'duplicate';
    const sealed = secret ? sealPart(secret, 'report', { title: r.title, body: r.body, answers: {}, place: r.place, region: r.village.code, about: { who: 'unit', name: r.place } }) : null;
    rows.report.push({
      instansi, id, number, client_key: null, secret_hash: hex(house.secrets.hash('tracking', `${number}/${code}`)), secret_sealed: secret ? null : hex(house.secrets.seal('tracking', code)), account: r.account, title: secret ? '' : r.title, body: secret ? '' : r.body,
      sealed: hex(sealed), event_date: null, region: secret ? null : r.village.code, place: secret ? '' : r.place, lat: secret ? null : r.lat, lng: secret ? null : r.lng, answers: {}, name_public: r.named, name_to_agency: r.toAgency, report_public: r.isPublic, origin: '',
      external_number: r.channel === 'lapor' ? `LAPOR-${7_100_000 + r.n}` : null, from_instansi: null, text_hash: dice.bytes(`complaint-text/${r.n}`).readBigInt64BE().toString(), submitted_at: r.at,
    });
    const reporter = r.reporter ? sealReporter({ house }, { name: r.reporter, phone: `0800000${String(1000 + (r.n % 9000))}`, email: '', handle: '' }, secret) : null;
    if (reporter) rows.reporter.push({ instansi, report: id, sealed: hex(reporter) });
    r.actions.forEach((action, i) => {
      const { words, ...payload } = action;
      const inSecret = words && secret ? sealPart(secret, 'words', words) : null;
      rows.action.push({ instansi, report: id, seq: i + 1, kind: action.kind, at: action.at, account: null, payload, words: inSecret ? null : (words ?? null), sealed: hex(inSecret) });
    });
    rows.state.push({
      instansi, report: id, ...columns, district: secret ? null : r.village.code.slice(0, 8), cell: secret ? null : cellOf(r), channel: r.channel, submitted_at: r.at, received_at: r.at, held, shown, joined: r.joined,
    });
    rows.folded.push({ instansi, report: id, seq: folded.seq, body: folded });
    for (const unit of folded.disposition?.supporting ?? []) rows.supporting.push({ instansi, report: id, unit });
    if (held) rows.moderation.push({ instansi, report: id, reason: r.heldFor, held_at: r.at, decided_at: null, decision: null, decided_by: null, note: '' });
    for (let i = 0; i < r.joined; i++) rows.joiner.push({ instansi, report: id, key: hex(dice.bytes(`joiner/${r.n}/${i}`)), at: r.at });
    const photos: string[] = [];
    const attach = (name: string, mended: boolean, seq: number, at: string | Date) => {
      const picture = pictures.get(`${r.n % 6}/${mended}`)!;
      const upload = dice.id(`complaint-photo/${r.n}/${mended}`, new Date(at).getTime());
      rows.upload.push({ instansi, id: upload, account: null, name, size: picture.size, received: picture.size, sha256: picture.sha256, type: 'image/png', created_at: at, completed_at: at });
      rows.attachment.push({ instansi, upload, report: id, seq });
      return upload;
    };
    if (r.pictures && !secret) {
      photos.push(attach('sebelum.png', false, 1, r.at));
      const draft = r.actions.findLastIndex((a) => a.kind === 'draft-answer' && a.outcome === 'resolved');
      if (draft >= 0) attach('sesudah.png', true, draft + 1, r.actions[draft]!.at);
    }
    if (shown) {
      const at = r.named ? { lat: r.lat, lng: r.lng } : roundedPosition(r);
      rows.published.push({ instansi, report: id, title: r.title, body: r.body, reporter: r.named ? r.reporter : 'Anonim', photos, ...at, at: folded.verifiedAt });
    }
    if (!secret) rows.search.push({ instansi, item: id, words: wordsOf([number, number.replaceAll('-', ''), r.title, r.body, r.place, r.village.name, categoryName(r.matter.category)].join(' ')) });
  }
  return rows;
}

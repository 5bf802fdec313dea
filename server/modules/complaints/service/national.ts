import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { part } from '../../../platform/house.ts';
import { Refused, sentenceOf, type RefusalTable } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { NationalProblem, type NationalSystem, type NationalTicket, type OpenNationalSystem } from '../contract.ts';
import { minutesAfter } from '../rules/what-the-nation-is-told.ts';
import { titleFrom } from '../rules/title-of-a-report.ts';
import { meaningOf, trackingNumber } from '../rules/read-a-lapor-row.ts';
import { momentWords } from '../rules/words-for-people.ts';
import * as storage from '../storage/national.ts';
import { findFile, findReport, findWhole, type LoadedReport } from '../storage/reports.ts';
import { filesOf, toldOf } from './lapor-post.ts';
import { perform } from './perform.ts';
import { institutionOf } from './ports.ts';
import { submit, type Submission } from './submit.ts';

// Chapters: settings · the conversation · taking in · telling

const TOKEN = 'complaints/national-token';
const TICKET = 'complaints/national-ticket';
const LEASE_MS = 10 * 60_000;
const EVERY_MS = 60_000;
/** Pages and answers of one round; the next comes a minute later. */
const MOST_PAGES = 20;
const MOST_TOLD = 200;
const MOST_FILES_BYTES = 10_000_000;

const openerOf = (ctx: Context): OpenNationalSystem | undefined => ctx.house.parts.get('complaints.national-system') as OpenNationalSystem | undefined;

export const getNationalSystem = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const row = await storage.findSystem(t.tx, t.instansi);
    const words = (at: Date | null | undefined) => (at ? momentWords(at, zone, now) : undefined);
    const [tried, worked, next] = [words(row?.tried_at), words(row?.worked_at), row?.enabled ? words(row.next_at) : undefined];
    return {
      available: openerOf(t) !== undefined, enabled: row?.enabled ?? false, address: row?.address ?? '', region: row?.region ?? '', hasToken: row?.token != null, version: row?.version ?? 0, failures: row?.failures ?? 0, received: row?.received ?? 0, sent: row?.sent ?? 0,
      unposted: await storage.countUnposted(t.tx, t.instansi, 1000), refused: (await storage.listRefused(t.tx, t.instansi, 50)).map((r) => ({ number: r.number, reason: r.reason, atText: momentWords(r.at, zone, now) })),
      ...(row?.problem ? { problem: row.problem } : {}), ...(tried ? { triedText: tried } : {}), ...(worked ? { workedText: worked } : {}), ...(next ? { nextText: next } : {}),
    };
  });

export const saveNationalSystem = (ctx: Context, s: { version: number; enabled: boolean; address: string; region: string; token: string }) =>
  inTenant(ctx, async (t) => {
    const before = await storage.findSystem(t.tx, t.instansi);
    const fields = [
      ...(s.enabled && s.region === '' ? [{ path: 'region', message: 'Isi kode wilayah.' }] : []), ...(s.enabled && s.token === '' && !before?.token ? [{ path: 'token', message: 'Isi token dari pengelola sistem nasional.' }] : []),
      ...addressFault(t, s), ...(s.enabled && !openerOf(t) ? [{ path: 'enabled', message: 'Penghubungnya belum terpasang pada Pendopo ini.' }] : []),
    ];
    if (fields.length > 0) throw new Refused({ code: 'request.invalid', fields });
    const token = s.token === '' ? null : t.house.secrets.seal(TOKEN, s.token);
    if ((await storage.saveSystem(t.tx, t.instansi, { enabled: s.enabled, address: s.address, region: s.region, token, now: t.house.clock.now() }, s.version)) === 0) throw new Refused({ code: 'request.changed-meanwhile' });
    await audit(t, { action: 'complaints.national-system-saved', object: 'complaint-settings', detail: { enabled: s.enabled, address: s.address, region: s.region, newToken: s.token !== '' } });
    return { version: before ? s.version + 1 : 1 };
  });

function addressFault(t: TenantContext, s: { enabled: boolean; address: string; region: string; token: string }): { path: string; message: string }[] {
  if (s.address === '') return s.enabled ? [{ path: 'address', message: 'Isi alamatnya, misalnya https://api.contoh.go.id/.' }] : [];
  try {
    openerOf(t)?.({ address: s.address, region: s.region, token: s.token });
    return [];
  } catch (error) {
    if (!(error instanceof NationalProblem)) throw error;
    return [{ path: 'address', message: error.message }];
  }
}

function opened(t: Context, row: Pick<storage.SystemRow, 'address' | 'region' | 'token'>): NationalSystem {
  const open = openerOf(t);
  if (!open) throw new NationalProblem('unreachable', 'Penghubung sistem nasional belum terpasang pada Pendopo ini.');
  return open({ address: row.address, region: row.region, token: row.token ? t.house.secrets.open(TOKEN, row.token) : '' });
}

/** Nothing is taken and nothing told: only whether the other side answers, and as whom it knows us. */
export async function tryNationalSystem(ctx: Context): Promise<{ works: boolean; sentence: string }> {
  const row = await inTenant(ctx, (t) => storage.findSystem(t.tx, t.instansi));
  if (!row || row.address === '') return { works: false, sentence: 'Isi dan simpan alamatnya dahulu.' };
  try {
    return { works: true, sentence: `Tersambung. Di sana wilayah ini bernama ${await opened(ctx, row).check()}.` };
  } catch (error) {
    if (!(error instanceof NationalProblem)) throw error;
    return { works: false, sentence: error.message };
  }
}

/** Each minute: whoever is switched on and due takes in new tickets and tells what was answered. */
export async function talkToNation(house: House): Promise<void> {
  const due = await house.db.asOwner((tx) => storage.listDueSystems(tx, house.clock.now()));
  for (const { instansi } of due) await talk(jobContext(house, instansi, 'complaints-national'));
}

/**
 * One round. The cursor moves after its tickets are stored and a tick is set after the other side has taken the answer, so
 * what breaks off in between comes again; both sides know it by its number or key. After a failure the next round waits longer.
 */
export async function talk(ctx: Context): Promise<void> {
  const started = ctx.house.clock.now();
  const row = await inTenant(ctx, (t) => storage.claimSystem(t.tx, t.instansi, started, new Date(started.getTime() + LEASE_MS)));
  if (!row) return;
  let sent = 0;
  const end = (failures: number, problem: string) => {
    const now = ctx.house.clock.now();
    const wait = failures === 0 ? EVERY_MS : minutesAfter(failures) * 60_000;
    return inTenant(ctx, (t) => storage.saveTalk(t.tx, t.instansi, { nextAt: new Date(now.getTime() + wait), failures, problem, workedAt: failures === 0 ? now : null, sent }));
  };
  try {
    const system = opened(ctx, row);
    await takeIn(ctx, system, row.cursor);
    await tellAll(ctx, system, () => (sent += 1));
    await end(0, '');
  } catch (error) {
    if (!(error instanceof NationalProblem)) {
      await end(row.failures + 1, 'Ada gangguan pada Pendopo sendiri; lihat catatan sistem. Tidak ada yang hilang, dan akan dicoba lagi.');
      throw error;
    }
    await end(row.failures + 1, error.message);
  }
}

async function takeIn(ctx: Context, system: NationalSystem, from: string): Promise<void> {
  await tryRefusedAgain(ctx);
  let cursor = from;
  for (let page = 0; page < MOST_PAGES; page++) {
    const found = await system.fetchTickets(cursor);
    let received = 0;
    for (const ticket of found.tickets) if (await takeTicket(ctx, ticket)) received += 1;
    for (const one of found.unreadable) await keepRefused(ctx, one.number, one.raw, 'Tiket ini tidak dapat dibaca; bentuknya tidak dikenal.');
    cursor = found.cursor;
    await inTenant(ctx, (t) => storage.saveCursor(t.tx, t.instansi, cursor, received));
    if (!found.more) return;
  }
}

/** The same ticket has the same id however often it comes. */
const idOf = (instansi: string, number: string): string => {
  const h = createHash('sha256').update(`national-ticket/${instansi}/${number}`).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-8${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
};

/** @returns whether a report was made of it */
async function takeTicket(ctx: Context, ticket: NationalTicket): Promise<boolean> {
  const number = trackingNumber(ticket.number);
  const known = await inTenant(ctx, async (t) => {
    const [one] = await storage.listKnownTickets(t.tx, t.instansi, [number]);
    if (one?.ticket) await noteStatus(t, one, ticket.status);
    return one;
  });
  if (known?.ticket) return false;
  try {
    const report = known?.report ?? (await submitTicket(ctx, ticket, number)).id;
    await inTenant(ctx, async (t) => {
      await storage.insertTickets(t.tx, t.instansi, [{ report, status: ticket.status, answerSeq: 0, postedSeq: 0 }], t.house.clock.now());
      await storage.deleteRefused(t.tx, t.instansi, number);
    });
    return !known;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const reason = error.refusal.fields?.map((field) => field.message).join(' ') || sentenceOf(error.refusal, part<RefusalTable>(ctx.house, 'refusals'));
    await keepRefused(ctx, number, JSON.stringify(ticket), reason);
    return false;
  }
}

async function submitTicket(ctx: Context, ticket: NationalTicket, number: string) {
  const saidAt = new Date(Math.min(new Date(ticket.at).getTime(), ctx.house.clock.now().getTime()));
  const submission: Submission = {
    id: idOf(ctx.instansi, number), kind: ticket.kind, title: ticket.title.length >= 5 ? ticket.title.slice(0, 150) : titleFrom(ticket.body), body: ticket.body, place: ticket.place.slice(0, 300), answers: {}, photos: [],
    namePublic: false, nameToAgency: !ticket.anonymous, reportPublic: !ticket.secret, origin: 'SP4N-LAPOR!', reporter: { ...(ticket.anonymous ? { name: '', phone: '', email: '' } : ticket.reporter), handle: '' }, channel: 'lapor', account: null, trusted: true, saidAt, externalNumber: number,
  };
  if (ticket.lat === undefined || ticket.lng === undefined) return submit(ctx, submission);
  try {
    return await submit(ctx, { ...submission, lat: ticket.lat, lng: ticket.lng });
  } catch (error) {
    // A pin beyond the border is no reason to lose a report that was sent to us.
    if (!(error instanceof Refused) || error.refusal.code !== 'complaints.outside-region') throw error;
    return submit(ctx, { ...submission, place: `${submission.place} (titik ${ticket.lat.toFixed(5)}, ${ticket.lng.toFixed(5)} di luar wilayah)`.trim() });
  }
}

/** What changed there is kept; a ticket that we gave back and that others finished is finished here too. */
async function noteStatus(t: TenantContext, known: storage.KnownTicket, status: string): Promise<void> {
  if (status === '' || status === known.status) return;
  await storage.saveStatuses(t.tx, t.instansi, [{ report: known.report, status }], t.house.clock.now());
  const report = await findReport(t.tx, t.instansi, known.report);
  const hop = report?.folded.hops.at(-1);
  if (!report || report.state.state !== 'not-ours' || hop?.party !== 'lapor' || hop.answeredAt || meaningOf(status) === 'open') return;
  await perform(t, { report, roles: ['institution'], by: { kind: 'system' }, action: { kind: 'hop-answered', outcome: 'resolved', words: { text: `Diselesaikan instansi lain melalui SP4N-LAPOR! (status di sana: ${status}).` } }, expectedSeq: report.state.seq });
  const seq = report.state.seq + 1;
  await storage.insertPost(t.tx, t.instansi, { report: report.id, seq, at: t.house.clock.now(), account: null, name: MACHINE });
}

async function keepRefused(ctx: Context, number: string, raw: string, reason: string): Promise<void> {
  await inTenant(ctx, (t) => storage.saveRefused(t.tx, t.instansi, { number: number.slice(0, 60), ticket: t.house.secrets.seal(TICKET, raw), reason, at: t.house.clock.now() }));
}
async function tryRefusedAgain(ctx: Context): Promise<void> {
  const kept = await inTenant(ctx, (t) => storage.listRefused(t.tx, t.instansi, 50));
  for (const one of kept) {
    const ticket = readTicket(ctx.house.secrets.open(TICKET, one.ticket));
    if (ticket) await takeTicket(ctx, ticket);
  }
}
function readTicket(raw: string): NationalTicket | undefined {
  try {
    const ticket = JSON.parse(raw) as Partial<NationalTicket>;
    return typeof ticket.number === 'string' && typeof ticket.body === 'string' && ticket.reporter ? (ticket as NationalTicket) : undefined;
  } catch {
    return undefined;
  }
}

const MACHINE = 'Mesin Pendopo';

/** Answers in the order in which they were given. One that is refused there waits for itself; the way that fails ends the round. */
async function tellAll(ctx: Context, system: NationalSystem, sent: () => void): Promise<void> {
  const rows = await inTenant(ctx, (t) => storage.listUnposted(t.tx, t.instansi, { after: undefined, limit: MOST_TOLD, dueAt: t.house.clock.now() }));
  for (const row of rows) {
    try {
      await tellOne(ctx, system, row, sent);
    } catch (error) {
      if (!(error instanceof NationalProblem) || error.kind !== 'refused') throw error;
      const now = ctx.house.clock.now();
      await inTenant(ctx, (t) => storage.saveTicketFailure(t.tx, t.instansi, row.report, error.message, new Date(now.getTime() + minutesAfter(row.failures + 1) * 60_000)));
    }
  }
}

async function tellOne(ctx: Context, system: NationalSystem, row: storage.UnpostedRow, sent: () => void): Promise<void> {
  const { report, told } = await inTenant(ctx, async (t) => {
    const whole = (await findWhole(t.tx, t.instansi, { id: row.report }))!;
    return { report: whole, told: whole.state.kind === 'misconduct' ? secretly(whole, row.answer_seq) : toldOf(t, whole, row.posted_seq) };
  });
  for (const one of told.filter(({ seq }) => seq <= row.answer_seq)) {
    const files = filesOf(report, [one]);
    const small = files.reduce((sum, f) => sum + f.size, 0) <= MOST_FILES_BYTES;
    const bytes = small ? (await Promise.all(files.map((f) => readFile(ctx, report.id, f)))).filter((f) => f !== undefined) : [];
    const text = small ? one.text : `${one.text}\n\nLampirannya terlalu besar untuk dikirim; dapat diminta kepada kami.`;
    await system.tell({ key: `${report.id}/${one.seq}`, number: report.external_number!, status: one.status, text, at: one.at, files: bytes });
    await inTenant(ctx, async (t) => {
      await storage.insertPost(t.tx, t.instansi, { report: report.id, seq: one.seq, at: t.house.clock.now(), account: null, name: MACHINE });
      await audit(t, { action: 'complaints.lapor-posted', object: 'complaint', objectId: report.id, detail: { number: report.number, seq: one.seq, byMachine: true } });
    });
    sent();
  }
}

/** Of misconduct only that the Inspektorat handles it; its words stay sealed. */
const secretly = (report: LoadedReport, seq: number) => [{
  seq, status: report.state.finished_at ? ('resolved' as const) : ('in-progress' as const), title: '', text: 'Laporan ini ditangani Inspektorat. Hasilnya disampaikan langsung kepada pelapor.', at: new Date(report.state.resolved_at ?? report.state.received_at).toISOString(), fileSeqs: [],
}];

async function readFile(ctx: Context, report: string, f: { id: string; name: string; type: string }) {
  const sha = await inTenant(ctx, async (t) => (await findFileOf(t, report, f.id)).sha256);
  // What is gone does not keep the answer from going.
  const bytes = await ctx.house.files.find(ctx.instansi, sha);
  return bytes && { name: f.name, type: f.type, bytes };
}
async function findFileOf(t: TenantContext, report: string, upload: string): Promise<{ sha256: string }> {
  const file = await findFile(t.tx, t.instansi, report, upload);
  if (!file) throw new NationalProblem('refused', 'Lampiran jawabannya sudah tidak ada.');
  return file;
}

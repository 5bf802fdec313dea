import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Unposted } from '../contract.ts';
import { answerFileName, toldSince, type Told } from '../rules/what-the-nation-is-told.ts';
import { momentWords, stateWords } from '../rules/words-for-people.ts';
import * as storage from '../storage/national.ts';
import { findWhole, type WholeReport } from '../storage/reports.ts';
import { caseFile, type StoredFile } from './files.ts';
import { institutionOf } from './ports.ts';
import { mustCoordinate } from './roles.ts';
import { readable } from './words-of.ts';

// Chapters: what is to be told there · ticking · files under a readable name

const MOST_COUNTED = 1000;

export const laporCounts = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const system = await storage.findSystem(t.tx, t.instansi);
    return { unposted: await storage.countUnposted(t.tx, t.instansi, MOST_COUNTED), byMachine: system?.enabled ?? false };
  });

/** Answers since the last ones told there. Of misconduct nothing is read here: its words belong to the Inspektorat. */
export function toldOf(t: TenantContext, report: WholeReport, since: number): Told[] {
  if (report.state.kind === 'misconduct') return [];
  return toldSince(report.actions.map((stored) => ({ seq: stored.seq, action: readable(t, stored, report) })), since);
}
export const filesOf = (report: WholeReport, told: readonly Told[]) => {
  const seqs = new Set(told.flatMap((one) => one.fileSeqs));
  return report.actions.filter((a) => seqs.has(a.seq)).flatMap((a) => a.files ?? []);
};

export const listUnposted = (ctx: Context, { cursor, limit }: { cursor?: string | undefined; limit: number }) =>
  inTenant(ctx, async (t) => {
    mustCoordinate(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const rows = await storage.listUnposted(t.tx, t.instansi, { after: readCursor(cursor), limit: limit + 1 });
    const items: Unposted[] = [];
    for (const row of rows.slice(0, limit)) {
      const report = (await findWhole(t.tx, t.instansi, { id: row.report }))!;
      const told = toldOf(t, report, row.posted_seq);
      const secret = report.state.kind === 'misconduct';
      items.push({
        report: row.report, number: report.number, externalNumber: report.external_number ?? '', title: secret ? 'Pengaduan penyimpangan' : report.title, state: report.state.state, stateText: stateWords(report.state.state, 'desk'), statusThere: row.status, seq: row.answer_seq,
        answers: secret ? [{ seq: row.answer_seq, title: 'Ditangani Inspektorat', text: 'Minta Inspektorat menempelkan jawabannya; isinya hanya dapat dibaca di sana.', atText: '' }] : told.map(({ seq, title, text, at }) => ({ seq, title, text, atText: momentWords(new Date(at), zone, now) })),
        files: filesOf(report, told).map((f, i) => ({ name: answerFileName(report.external_number ?? report.number, i + 1, f.name), bytes: f.size, url: `/api/pengaduan/lapor/${row.report}/berkas/${f.id}?ke=${i + 1}` })), ...(row.problem ? { problem: row.problem } : {}),
      });
    }
    return { items, ...(rows.length > limit ? { nextCursor: rows[limit - 1]!.report } : {}) };
  });

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'cursor', message: 'Penanda halaman tidak benar. Mulai lagi dari halaman pertama.' }] });
  return cursor;
}

/** By whoever pasted it there. What was answered meanwhile stays to be pasted: `seq` is what was seen. */
export const markPosted = (ctx: Context, { id, seq }: { id: string; seq: number }) =>
  inTenant(ctx, async (t) => {
    mustCoordinate(t);
    const viewer = mustViewer(t);
    const ticket = await storage.lockTicket(t.tx, t.instansi, id);
    if (!ticket) throw new Refused({ code: 'complaints.unknown' });
    if (seq > ticket.answer_seq || seq <= ticket.posted_seq) throw new Refused({ code: 'complaints.changed' });
    await storage.insertPost(t.tx, t.instansi, { report: id, seq, at: t.house.clock.now(), account: viewer.accountId, name: viewer.name });
    await audit(t, { action: 'complaints.lapor-posted', object: 'complaint', objectId: id, detail: { seq } });
    return { id };
  });

export const undoPosted = (ctx: Context, { id, seq }: { id: string; seq: number }) =>
  inTenant(ctx, async (t) => {
    mustCoordinate(t);
    if ((await storage.undoPost(t.tx, t.instansi, id, seq, t.house.clock.now())) === 0) throw new Refused({ code: 'complaints.unknown' });
    await audit(t, { action: 'complaints.lapor-post-undone', object: 'complaint', objectId: id, detail: { seq } });
    return { id };
  });

export const listPosted = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    mustCoordinate(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    return { items: (await storage.listPosts(t.tx, t.instansi, 30)).map((p) => ({ report: p.report, number: p.number, externalNumber: p.external_number ?? '', title: p.kind === 'misconduct' ? 'Pengaduan penyimpangan' : p.title, seq: p.seq, by: p.name, atText: momentWords(p.at, zone, now) })) };
  });

/** A file of an answer, under the name by which it is recognised there. */
export async function answerFile(ctx: Context, report: string, upload: string, nth: number): Promise<StoredFile> {
  const file = await caseFile(ctx, report, upload);
  const external = await inTenant(ctx, async (t) => (await findWhole(t.tx, t.instansi, { id: report }))?.external_number);
  return { ...file, name: answerFileName(external ?? 'LAPOR', nth, file.name) };
}

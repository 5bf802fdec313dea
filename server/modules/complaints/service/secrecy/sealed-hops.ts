import { inTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import { emit } from '../../../../platform/events/events.ts';
import { KINDS } from '../../contract.ts';
import type { LoadedReport, WholeReport } from '../../storage/reports.ts';
import { findTextHash } from '../../storage/reports.ts';
import * as storage from '../../storage/sealed.ts';
import { mustKey } from '../vault.ts';
import { wrapFor } from './data-key.ts';
import { outside } from './outside.ts';
import type { SealedCopy } from './submission.ts';

// Chapters: the key goes along · what arrives · what is left at home · how it ends there

/** The same data key for the readers of another institution: wrapped to their group, or by the installation until they have one. */
export async function sendKey(t: TenantContext, report: LoadedReport, to: string): Promise<void> {
  const dataKey = mustKey(report);
  const key = await inTenant({ ...outside(t), instansi: to }, (there) => wrapFor(there, report.number, dataKey));
  await storage.insertHopKey(t.tx, t.instansi, report.id, to, key);
}

/** Sealed as it lies here, files too: nothing is opened on the way, so whoever may not read it here cannot read it in passing. */
export async function sealedParts(ctx: Context, target: Context, report: WholeReport, to: string) {
  const { key, code, files, hash } = await inTenant(ctx, async (t) => ({
    key: (await storage.findHopKey(t.tx, t.instansi, report.id, to))!, code: (await storage.findDataKey(t.tx, t.instansi, report.id))?.code_wrapped ?? null,
    files: await storage.listSealedFiles(t.tx, t.instansi, report.id), hash: await findTextHash(t.tx, t.instansi, report.id),
  }));
  const own = new Set(report.actions.flatMap((a) => (a.payload.by.kind === 'reporter' ? (a.files ?? []) : [])).map((file) => file.id));
  const copied: SealedCopy['files'] = [];
  for (const { upload, sha256, sealed } of files) {
    if (!own.has(upload)) continue;
    const bytes = await ctx.house.files.find(ctx.instansi, sha256);
    if (!bytes) continue;
    copied.push({ upload, sha256: await ctx.house.files.put(target.instansi, bytes), size: bytes.length, sealed });
  }
  const copy: SealedCopy = { content: report.sealed!, reporter: report.reporter && report.name_to_agency ? Buffer.from(report.reporter, 'base64') : null, key: { ...key, code_wrapped: code, for_instansi: null }, secretHash: report.secret_hash, textHash: hash, files: copied };
  return { title: KINDS.misconduct.title, body: '', place: '', answers: {}, photos: [], origin: '', reporter: { name: '', phone: '', email: '', handle: '' }, copy };
}

/** Once it has arrived. What nobody here may read is not kept here either: number, dates and state stay. */
export const emptyAfter = (ctx: Context, report: LoadedReport, to: string): Promise<void> =>
  inTenant(ctx, async (t) => {
    await storage.dropHopKey(t.tx, t.instansi, report.id, to);
    const key = await storage.findDataKey(t.tx, t.instansi, report.id);
    if (!key?.for_instansi) return;
    await storage.rememberBlobs(t.tx, t.instansi, await storage.emptyReport(t.tx, t.instansi, report.id), t.house.clock.now());
    await emit(t, 'complaints.files-sealed', {});
  });

/** A report that left because nobody here may read it never comes back open: whatever was decided there is its end here. */
export async function endsAtHome(t: TenantContext, home: LoadedReport, outcome: 'resolved' | 'returned'): Promise<'resolved' | 'returned'> {
  return (await storage.findDataKey(t.tx, t.instansi, home.id))?.for_instansi ? 'resolved' : outcome;
}

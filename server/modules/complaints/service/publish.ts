import { audit, auditMany } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Kind } from '../contract.ts';
import { cover, findPersonalData } from '../rules/personal-data-is-covered.ts';
import { roundedPosition } from '../rules/reports-nearby-are-similar.ts';
import { findReporter, findWhole, type LoadedReport, type WholeReport } from '../storage/reports.ts';
import * as storage from '../storage/publish.ts';
import { configurationOf } from './configuration.ts';
import { perform } from './perform.ts';
import { byHat } from './by-hat.ts';
import { loadForOfficer, loadWholeForOfficer, mustCoordinate } from './roles.ts';
import { openReporter } from './vault.ts';
import { caseFileUrl } from './views.ts';

// Chapters: what may be shown · offering · showing and taking down · moderation

/** Never: rahasia, berkadar pengawasan, what waits for a moderator, and what is no report of a region's life. */
function whyNot(report: LoadedReport): string | undefined {
  if (report.state.kind === 'misconduct') return 'Pengaduan penyimpangan tidak pernah ditayangkan.';
  if (!report.report_public) return 'Pelapor meminta laporan ini dirahasiakan.';
  if (report.state.held) return 'Laporan ini masih menunggu moderator.';
  if (report.state.state === 'archived' || report.state.state === 'duplicate') return 'Laporan ini sudah ditutup tanpa penanganan.';
  return undefined;
}

export const proposePublication = (ctx: Context, id: string) =>
  inTenant(ctx, async (t) => {
    const { report } = await loadWholeForOfficer(t, id);
    mustCoordinate(t);
    const { settings } = await configurationOf(t);
    const original = { title: report.title, body: report.body };
    const inTitle = findPersonalData(original.title, settings.profanity);
    const findings = findPersonalData(original.body, settings.profanity);
    const why = whyNot(report);
    const at = positionOf(report);
    return {
      title: cover(original.title, inTitle), body: cover(original.body, findings), original, findings: [...inTitle, ...findings], photos: photosOf(report), mayPublish: why === undefined, ...(why ? { why } : {}), ...(at ? { point: at } : {}),
    };
  });

/** For an officer's answer: the text with everything covered that was found. */
export const coverText = (ctx: Context, { text }: { text: string }) =>
  inTenant(ctx, async (t) => {
    const findings = findPersonalData(text, (await configurationOf(t)).settings.profanity);
    return { text: cover(text, findings), findings };
  });

const photosOf = (report: WholeReport) =>
  (report.actions[0]?.files ?? []).filter((f) => f.type.startsWith('image/')).map((f) => ({ id: f.id, name: f.name, type: f.type, bytes: f.size, url: caseFileUrl(report.id, f.id) }));

/** Exactly only where the reporter's name is public too: an exact point can be a home. */
function positionOf(report: LoadedReport): { lat: number; lng: number } | undefined {
  if (report.lat === null || report.lng === null) return undefined;
  return report.name_public ? { lat: report.lat, lng: report.lng } : roundedPosition({ lat: report.lat, lng: report.lng });
}

async function publicationOf(t: TenantContext, report: LoadedReport, title: string, body: string, photos: readonly string[]): Promise<storage.NewPublication> {
  const at = positionOf(report);
  const sealed = report.name_public ? await findReporter(t.tx, t.instansi, report.id) : undefined;
  return { title, body, reporter: (sealed && openReporter(t, report, sealed).name) || 'Anonim', photos, lat: at?.lat ?? null, lng: at?.lng ?? null };
}

export const publish = (ctx: Context, { id, title, body, photos, keepFindings }: { id: string; title: string; body: string; photos: string[]; keepFindings: boolean }) =>
  inTenant(ctx, async (t) => {
    const { report } = await loadWholeForOfficer(t, id);
    mustCoordinate(t);
    if (whyNot(report)) throw new Refused({ code: 'complaints.may-not-publish' });
    const { settings } = await configurationOf(t);
    if (!keepFindings && findPersonalData(`${title}\n${body}`, settings.profanity).length > 0) throw new Refused({ code: 'complaints.personal-data' });
    const known = new Set(report.actions.flatMap((a) => a.files ?? []).map((f) => f.id));
    if (photos.some((photo) => !known.has(photo))) throw new Refused({ code: 'complaints.no-such-photo' });
    await storage.publish(t.tx, t.instansi, id, await publicationOf(t, report, title, body, photos), t.house.clock.now());
    await audit(t, { action: 'complaints.published', object: 'complaint', objectId: id, detail: { number: report.number, photos: photos.length } });
    return { id };
  });

export const unpublish = (ctx: Context, { id, reason }: { id: string; reason: string }) =>
  inTenant(ctx, async (t) => {
    const { report } = await loadForOfficer(t, id);
    mustCoordinate(t);
    await storage.unpublish(t.tx, t.instansi, id);
    await audit(t, { action: 'complaints.unpublished', object: 'complaint', objectId: id, detail: { number: report.number, reason } });
    return { id };
  });

/**
 * On verification: text without any finding is shown at once, where the institution wants it so. Photos are not: a face
 * or a number plate is seen by a person only.
 */
export async function atOnce(t: TenantContext, report: LoadedReport, kind: Kind): Promise<storage.NewPublication | undefined> {
  const { settings } = await configurationOf(t);
  if (!settings.publishAtOnce || report.state.shown || kind === 'misconduct' || whyNot(report) || findPersonalData(`${report.title}\n${report.body}`, settings.profanity).length > 0) return undefined;
  return publicationOf(t, report, report.title, report.body, []);
}

export const moderate = (ctx: Context, { ids, decision, reason }: { ids: string[]; decision: 'release' | 'archive'; reason: string }) =>
  inTenant(ctx, async (t) => {
    const hat = mustCoordinate(t);
    const decided = await storage.decide(t.tx, t.instansi, ids, decision, mustViewer(t).accountId, reason, t.house.clock.now());
    if (decision === 'archive') {
      for (const { report: id } of decided) {
        const report = (await findWhole(t.tx, t.instansi, { id }))!;
        await perform(t, { report, roles: ['coordinator'], by: byHat(hat), action: { kind: 'archive', reason: 'spam', words: { text: reason || 'Diarsipkan moderator.' } }, expectedSeq: report.state.seq });
      }
    }
    await auditMany(t, decided.map(({ report }) => ({ action: `complaints.moderated`, object: 'complaint', objectId: report, detail: { decision, reason } })));
    return { done: decided.length };
  });


import { audit } from '../../../../platform/audit/audit.ts';
import type { TenantContext } from '../../../../platform/request/context.ts';
import { findWhole, listNotes, type WholeReport } from '../../storage/reports.ts';
import * as storage from '../../storage/sealed.ts';
import { forgetWriter } from '../mailbox.ts';
import { openPart, openReporter, sealPart, sealReporter, type Keyed } from '../vault.ts';
import { makeDataKey, newCode } from './data-key.ts';
import { sealUploads } from './sealed-files.ts';
import { ownerTag, textHashOf } from './sealed-content.ts';

/**
 * Puts a report under a data key of its own that has none: one from before there were data keys, or an open one that turned
 * out to be misconduct. Everything readable leaves the tables and the store; its six digits open it for the reporter as before.
 * @returns the data key
 */
export async function adopt(t: TenantContext, id: string): Promise<Buffer> {
  const report = (await findWhole(t.tx, t.instansi, { id }))!;
  const sealedCode = await storage.findSecretSealed(t.tx, t.instansi, id);
  const code = sealedCode ? t.house.secrets.open('tracking', sealedCode) : newCode();
  const { dataKey, row } = await makeDataKey(t, report.number, code);
  const keyed = { id, number: report.number, dataKey };
  await t.tx.run(storage.dataKeyInsert(t.instansi, id, row));
  await sealUploads(t, keyed, report.actions.flatMap((a) => a.files ?? []).map((file) => file.id));
  await sealTexts(t, report, keyed);
  await forgetWriter(t, id);
  await audit(t, { action: 'complaints.sealed', object: 'complaint', objectId: id, detail: { number: report.number } });
  return dataKey;
}

async function sealTexts(t: TenantContext, report: WholeReport, keyed: Keyed): Promise<void> {
  const { instansi, tx } = t;
  const open = { title: report.title, body: report.body, place: report.place, answers: report.answers };
  const content = report.sealed ? openPart<typeof open>(t, keyed, 'report', report.sealed) : open;
  const more = { region: report.region, eventDate: report.event_date, lat: report.lat, lng: report.lng, origin: report.origin };
  await storage.sealReport(tx, instansi, report.id, { sealed: sealPart(keyed, 'report', { ...content, ...more }), ownerTag: report.account ? ownerTag(t, report.account) : null, textHash: textHashOf(t, content.body) });
  for (const action of report.actions) {
    const words = action.sealed ? openPart<Record<string, string>>(t, keyed, 'words', action.sealed) : action.words;
    await storage.sealAction(tx, instansi, report.id, action.seq, words ? sealPart(keyed, 'words', words) : null);
  }
  for (const note of await listNotes(tx, instansi, report.id)) await storage.sealNote(tx, instansi, note.id, sealPart(keyed, 'note', note.sealed ? openPart<string>(t, keyed, 'note', note.sealed) : note.body));
  if (report.reporter) await storage.saveReporter(tx, instansi, report.id, sealReporter(t, openReporter(t, keyed, report.reporter), keyed)!);
}

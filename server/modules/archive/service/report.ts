import { formatDate } from '../../../engines/working-time/words.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { LetterOrder, Produced, SigningSecret } from '../../issuance/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import { FATES } from '../contract.ts';
import { mayAct } from '../rules/disposal-actions.ts';
import * as storage from '../storage/disposals.ts';
import * as folders from '../storage/folders.ts';
import { foldersNow, loadDisposal, rolesIn, step } from './disposals.ts';
import { CASE } from './report-view.ts';
import { institutionOf, issuanceOf, organizationOf } from './ports.ts';
import { numberOf } from './views.ts';
import { actingPerson, personOf, whoLooks } from './who.ts';

// Chapters: signing the berita acara · its words · what became of it · files

const TEMPLATE = 'berita-acara-pemusnahan';

/** By the approver, in the way of signing of the post that is worn; what was approved is asked again before the number. */
export async function signDisposal(ctx: Context, { id, secret }: { id: string; secret?: SigningSecret | undefined }): Promise<{ state: string; sentence: string }> {
  await readTenant(ctx, (t) => mustApproved(t, id));
  const outcome = await issuanceOf(ctx).signHere(ctx, {
    order: async (t, by) => {
      const { disposal, found } = await mustApproved(t, id);
      const { name, demo } = await institutionOf(t);
      return { caseKind: CASE, caseId: id, series: issuanceOf(t).seriesOf(TEMPLATE), subjectMasked: `Pemusnahan arsip ${name}`, demo, ...letterOf(disposal, found, by, name) };
    },
    numbered: async (t, { documentId, number }) => void (await storage.saveDocument(t.tx, t.instansi, id, { document: documentId, number, state: 'numbered', failure: '' })),
    finished: (t, produced) => record(t, id, produced),
  }, secret);
  return { state: outcome.outcome, sentence: 'reason' in outcome ? outcome.reason : '' };
}

async function mustApproved(t: TenantContext, id: string) {
  const who = await whoLooks(t);
  const disposal = await loadDisposal(t, who, id);
  const found = await folders.findFolders(t.tx, t.instansi, disposal.folded.folders);
  orRefuse(mayAct(disposal.folded, rolesIn(who, disposal), await actingPerson(t), 'report', await foldersNow(t, found)));
  return { disposal, found };
}

function letterOf({ folded, title }: storage.DisposalRecord, found: readonly folders.FolderRecord[], by: { holding: Holder; unitId: string; day: string }, institution: string): Omit<LetterOrder, 'demo'> {
  const opinion = (account: string) => folded.opinions.find((one) => one.account === account);
  return {
    template: TEMPLATE, title: 'Berita Acara Pemusnahan Arsip', unitId: by.unitId, holding: by.holding, letterDate: by.day,
    fields: {
      tanggal: by.day, instansi: institution, usulan: title, penanda_tangan: by.holding.name, jabatan: by.holding.title, jumlah_berkas: found.length, jumlah_item: found.reduce((sum, one) => sum + one.items, 0), ...(folded.anri ? { anri: `${folded.anri.number} tanggal ${formatDate(folded.anri.day)}` } : {}),
      panitia: folded.members.map((one) => ({ nama: one.name, jabatan: one.title, pertimbangan: [opinion(one.account)?.agrees ? 'Setuju' : '–', opinion(one.account)?.words].filter(Boolean).join('. ') })),
      pelaksana: `${folded.executor.name}, ${folded.executor.title}`, saksi: `${folded.witness.name}, ${folded.witness.title}`,
      berkas: found.map((one) => ({ nomor: numberOf(one), uraian: one.title, tahun: String(one.year), jumlah: String(one.items), retensi: one.rule ? `${one.rule.activeYears} + ${one.rule.inactiveYears} tahun, ${FATES[one.rule.fate].toLowerCase()}` : '–', dasar: one.rule?.basis ?? '–' })),
    },
  };
}

/** As it would be signed now, with KONSEP across it. */
export function reportDraft(ctx: Context, id: string): Promise<Buffer> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!isUuid(id)) throw new Refused({ code: 'archive.unknown' });
  return readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const disposal = await loadDisposal(t, who, id);
    const organization = organizationOf(t);
    const holding = (await organization.holderForSigning(t, disposal.unit, who.day)) ?? (await organization.holdingInForce(t, who.hat.holdingId, who.day));
    if (!holding) throw new Refused({ code: 'request.not-allowed' });
    const { name, demo } = await institutionOf(t);
    return { ...letterOf(disposal, await folders.findFolders(t.tx, t.instansi, disposal.folded.folders), { holding, unitId: disposal.unit, day: who.day }, name), demo, series: issuanceOf(t).seriesOf(TEMPLATE) };
  }).then((order) => issuanceOf(ctx).preview(ctx, order));
}

/** What was signed, or the print that waits for ink. */
export function reportFile(ctx: Context, id: string): Promise<{ sha256: string; name: string; type: string }> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!isUuid(id)) throw new Refused({ code: 'archive.unknown' });
  return readTenant(ctx, async (t) => {
    const disposal = await loadDisposal(t, await whoLooks(t), id);
    const issued = (await issuanceOf(t).documentsOf(t, CASE, id)).find((one) => one.id === disposal.document);
    if (!issued?.sha256) throw new Refused({ code: 'archive.report-unsigned' });
    return { sha256: issued.sha256, name: 'berita-acara-pemusnahan.pdf', type: 'application/pdf' };
  });
}

async function record(t: TenantContext, id: string, outcome: Produced): Promise<void> {
  const disposal = await storage.lockDisposal(t.tx, t.instansi, id);
  if (!disposal || disposal.document === null || disposal.documentState === 'signed') return;
  await storage.saveDocument(t.tx, t.instansi, id, { document: disposal.document, number: disposal.documentNumber, state: outcome.outcome, failure: 'reason' in outcome ? outcome.reason : '' });
  if (outcome.outcome !== 'signed' || disposal.folded.state !== 'approved') return;
  const by = t.viewer?.hat ? await actingPerson(t) : await signerOf(t, disposal);
  await step(t, disposal, { kind: 'report', number: disposal.documentNumber, at: t.house.clock.now().toISOString(), by });
}
/** A scan was uploaded by somebody else, or a job signed: the approver stands for it. */
async function signerOf(t: TenantContext, { folded, unit }: storage.DisposalRecord) {
  if (folded.decided) return folded.decided.by;
  const organization = organizationOf(t);
  return personOf((await organization.holderForSigning(t, unit, await organization.today(t)))!);
}

/** `issuance.finished`: a scan was uploaded, or the register repeated a signature. */
export async function reportFinished(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as unknown as Produced & { caseId: string };
  await inTenant(ctx, (t) => record(t, p.caseId, p));
}
export const isReport = ({ caseKind }: EventMessage['payload']): boolean => caseKind === CASE;

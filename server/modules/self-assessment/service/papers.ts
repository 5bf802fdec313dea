import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Holder } from '../../organization/contract.ts';
import type { LetterOrder, Produced, SigningSecret } from '../../issuance/contract.ts';
import { refusals, type SubmissionCopy } from '../contract.ts';
import { PAPER_KINDS, paperNames, type PaperKind } from '../contract/papers-operations.ts';
import { levelText, scoreForPeople } from '../rules/current-score.ts';
import { linesOf, papersAreComplete } from '../rules/papers-tell-the-answers.ts';
import * as storage from '../storage/papers.ts';
import { readNow, type Now } from './board.ts';
import { load } from './load.ts';
import { institutionOf, issuanceOf, organizationOf } from './ports.ts';
import { whyNotSubmit } from './may-submit.ts';

// Chapters: what goes with a submission · the page · signing · words of the letters · drafts and files

const TEMPLATES: Record<PaperKind, string> = { 'berita-acara': 'penilaian-berita-acara', 'persetujuan-publikasi': 'penilaian-persetujuan-publikasi' };
export const CASE = 'self-assessment.paper';
const comma = (text: string): string => text.replace('.', ',');
const evidenceOf = (now: Now, number: string): number => now.pieces.get(number)?.length ?? 0;
const digestOf = (now: Now): string =>
  createHash('sha256').update(linesOf(now.prepared.indicators.map(({ indicator: { number } }) => ({ number, micro: now.answers.get(number)?.micro ?? null, evidence: evidenceOf(now, number) })))).digest('hex');

/** Only the first submission to an organiser brings them; what is added later stands on the same ones. */
const areNeeded = (now: Now): boolean => now.campaign.organiser !== null && now.submissions.length === 0;

/** Berita Acara and statement of consent that go with a submission. @throws Refused `self-assessment.papers-missing`, `self-assessment.papers-stale` */
export async function papersOf(t: TenantContext, campaign: string): Promise<SubmissionCopy['papers']> {
  const now = await readNow(t, await load(t, campaign));
  const papers = await storage.listPapers(t.tx, t.instansi, campaign);
  if (areNeeded(now)) orRefuse(papersAreComplete(papers, digestOf(now)));
  return papers.flatMap(({ kind, state, sha256, number, consents }) => (state === 'signed' && sha256 ? [{ kind, sha256, number, name: `${paperNames[kind]}.pdf`, ...(consents === null ? {} : { consents }) }] : []));
}

const STATE_TEXT = { draft: 'Rancangan', numbered: 'Bernomor, belum ditandatangani', 'awaiting-scan': 'Menunggu pindaian', signed: 'Ditandatangani', failed: 'Gagal', stale: 'Perlu ditandatangani lagi' } as const;

export const getPapers = (ctx: Context, { id }: { id: string }) =>
  readTenant(ctx, async (t) => {
    const now = await readNow(t, await load(t, id));
    const rows = await storage.listPapers(t.tx, t.instansi, id);
    const tells = digestOf(now);
    const why = whyNotSubmit(now);
    const hat = mustHat(t);
    const organization = organizationOf(t);
    const holding = hat.permissions.has('self-assessment.submit') ? await organization.holdingInForce(t, hat.holdingId, await organization.today(t)) : undefined;
    return {
      campaign: { id, title: now.campaign.title, organiser: now.campaign.organiser_name, own: now.campaign.organiser === null },
      papers: PAPER_KINDS.map((kind) => {
        const row = rows.find((one) => one.kind === kind);
        const state: keyof typeof STATE_TEXT = !row ? 'draft' : row.state === 'signed' && kind === 'berita-acara' && row.tells !== tells && areNeeded(now) ? 'stale' : row.state;
        return {
          kind, name: paperNames[kind], state, stateText: STATE_TEXT[state], number: row?.number ?? null, signedAt: row?.state === 'signed' ? row.asked_at.toISOString() : null, failure: row?.failure ?? null, consents: row?.consents ?? null,
          draftUrl: `/api/penilaian/${id}/naskah/${kind}/konsep`, url: row && (row.state === 'signed' || row.state === 'awaiting-scan') ? `/api/penilaian/${id}/naskah/${kind}/isi` : null, document: row?.state === 'awaiting-scan' ? row.document : null,
        };
      }),
      needed: areNeeded(now), ready: papersAreComplete(rows, tells).ok, sentence: why ? sentenceOf(why.refusal, refusals) : '', maySign: holding !== undefined && why === undefined, signMode: holding?.signMode ?? null,
    };
  });

/** By the post worn, in its way of signing; a paper that was signed and still speaks of the answers is not signed again. */
export async function signPapers(ctx: Context, { id, consents, note, secret }: { id: string; consents: boolean; note: string; secret?: SigningSecret | undefined }) {
  const papers: { kind: PaperKind; state: storage.PaperRow['state']; sentence: string }[] = [];
  for (const kind of PAPER_KINDS) {
    const known = await readTenant(ctx, async (t) => planned(t, id, kind, consents));
    if (known.done) {
      papers.push({ kind, state: 'signed', sentence: '' });
      continue;
    }
    const outcome = await issuanceOf(ctx).signHere(ctx, {
      order: async (t, by) => {
        const now = await approved(t, id);
        const institution = await institutionOf(t);
        return {
          caseKind: CASE, caseId: known.paper, series: issuanceOf(t).seriesOf(TEMPLATES[kind]), subjectMasked: `Penilaian ${institution.name}`, ...letterOf(t, now, kind, by, { institution: institution.name, consents, note }),
          demo: institution.demo, ...(known.supersedes ? { supersedes: known.supersedes } : {}),
        };
      },
      numbered: async (t, { documentId, number }) => {
        const now = await approved(t, id);
        await storage.keepPaper(t.tx, t.instansi, { id: known.paper, campaign: id, kind, no: known.no, tells: digestOf(now), consents: kind === 'persetujuan-publikasi' ? consents : null, document: documentId, number, asked_at: t.house.clock.now(), by: t.viewer?.accountId ?? null });
        await audit(t, { action: 'self-assessment.paper-numbered', object: 'assessment', objectId: id, detail: { kind, number, ...(kind === 'persetujuan-publikasi' ? { consents } : {}) } });
      },
      finished: (t, produced) => recordPaper(t, known.paper, produced),
    }, secret);
    papers.push({ kind, state: stateOf(outcome), sentence: 'reason' in outcome ? outcome.reason : '' });
  }
  return { papers };
}

/** Which row a signature belongs to: the one that is not signed yet, or the next one in place of one that is. */
async function planned(t: TenantContext, campaign: string, kind: PaperKind, consents: boolean): Promise<{ paper: string; no: number; supersedes?: string; done: boolean }> {
  const now = await approved(t, campaign);
  const last = (await storage.listPapers(t.tx, t.instansi, campaign)).find((one) => one.kind === kind);
  if (last?.state === 'signed') {
    const same = kind === 'berita-acara' ? last.tells === digestOf(now) : last.consents === consents;
    return { paper: uuidv7(), no: last.no + 1, supersedes: last.document, done: same };
  }
  // A print that waits for ink with other words is replaced by a new one.
  if (last && last.state !== 'awaiting-scan') return { paper: last.id, no: last.no, done: false };
  return { paper: uuidv7(), no: (last?.no ?? 0) + 1, done: false, ...(last ? { supersedes: last.document } : {}) };
}

/** What may be submitted may be signed for. @throws Refused as a submission, `self-assessment.papers-sent` */
async function approved(t: TenantContext, id: string): Promise<Now> {
  const now = await readNow(t, await load(t, id));
  if (now.submissions.length > 0) throw new Refused({ code: 'self-assessment.papers-sent' });
  const why = whyNotSubmit(now);
  if (why) throw why;
  return now;
}

const stateOf = (outcome: Produced): storage.PaperRow['state'] => (outcome.outcome === 'signed' || outcome.outcome === 'awaiting-scan' ? outcome.outcome : 'failed');
const recordPaper = async (t: TenantContext, id: string, outcome: Produced): Promise<void> =>
  void (await storage.savePaperState(t.tx, t.instansi, id, { state: stateOf(outcome), sha256: 'sha256' in outcome ? outcome.sha256 : null, failure: 'reason' in outcome ? outcome.reason : null }));

/** `issuance.finished`: a scan was uploaded, or the register repeated a signature. */
export async function paperFinished(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as unknown as Produced & { caseId: string };
  await inTenant(ctx, (t) => recordPaper(t, p.caseId, p));
}
export const isPaper = ({ caseKind }: EventMessage['payload']): boolean => caseKind === CASE;

function letterOf(_t: TenantContext, now: Now, kind: PaperKind, by: { holding: Holder; unitId: string; day: string }, say: { institution: string; consents: boolean; note: string }): Omit<LetterOrder, 'demo'> {
  const { campaign, prepared, levels } = now;
  const common = { instansi: say.institution, kegiatan: campaign.title, instrumen: prepared.instrument.title, penyelenggara: campaign.organiser_name, penanda_tangan: by.holding.name, jabatan: by.holding.title };
  const scored = scoreForPeople(prepared, levels, campaign.year);
  const tier = new Map(prepared.instrument.tiers.map((one) => [one.id, one.title]));
  const fields = kind === 'persetujuan-publikasi'
    ? { ...common, persetujuan: say.consents ? 'menyetujui' : 'belum menyetujui', catatan: say.note }
    : {
        ...common, tanggal: by.day, indeks: comma(scored.index), predikat: scored.predicate, jumlah_indikator: prepared.indicators.length, jumlah_bukti: [...now.pieces.values()].reduce((sum, pieces) => sum + pieces.length, 0),
        bagian: scored.groups.map((one) => ({ jenis: tier.get(one.tier) ?? one.tier, nomor: one.number, nama: one.name, nilai: comma(one.index) })),
        indikator: prepared.indicators.map(({ indicator: { number, name } }, at) => ({ nomor: number, nama: name, tingkat: levels[at] === null ? '–' : comma(levelText(levels[at]!)), bukti: String(evidenceOf(now, number)) })),
      };
  return { template: TEMPLATES[kind], title: paperNames[kind], unitId: by.unitId, holding: by.holding, letterDate: by.day, fields };
}

/** The paper as it would be signed now by who looks, with KONSEP across it. */
export async function paperDraft(ctx: Context, id: string, kind: PaperKind): Promise<Buffer> {
  const order = await readTenant(ctx, async (t) => {
    const now = await readNow(t, await load(t, id));
    const organization = organizationOf(t);
    const day = await organization.today(t);
    const holding = await organization.holdingInForce(t, mustHat(t).holdingId, day);
    if (!holding) throw new Refused({ code: 'request.not-allowed' });
    const institution = await institutionOf(t);
    const [consent] = (await storage.listPapers(t.tx, t.instansi, id)).filter((one) => one.kind === 'persetujuan-publikasi');
    return { ...letterOf(t, now, kind, { holding, unitId: holding.unitId, day }, { institution: institution.name, consents: consent?.consents ?? true, note: '' }), demo: institution.demo, series: issuanceOf(t).seriesOf(TEMPLATES[kind]) };
  });
  return issuanceOf(ctx).preview(ctx, order);
}

/** What was signed, or the print that waits for ink. @throws Refused `self-assessment.no-paper` */
export const paperFile = (ctx: Context, id: string, kind: PaperKind): Promise<{ sha256: string; name: string }> =>
  readTenant(ctx, async (t) => {
    await load(t, id);
    const row = (await storage.listPapers(t.tx, t.instansi, id)).find((one) => one.kind === kind);
    if (!row?.sha256) throw new Refused({ code: 'self-assessment.no-paper' });
    return { sha256: row.sha256, name: `${paperNames[kind]}.pdf` };
  });

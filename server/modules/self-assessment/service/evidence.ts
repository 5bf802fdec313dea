import { audit } from '../../../platform/audit/audit.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { isUuid, uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { expiresOn, ruleOf } from '../rules/evidence-grows-old.ts';
import { evidenceLink } from '../rules/links-lead-outside-safely.ts';
import { lockAnswers, setState } from '../storage/answers.ts';
import { deleteEvidence, findEvidence, insertEvidence, listEvidence, type EvidenceRow, type NewEvidence } from '../storage/evidence.ts';
import { faulty, indicatorAt, load, mustWrite, whyNotAdd } from './load.ts';
import { recordSourcesOf } from './ports.ts';

// Chapters: adding and replacing · dropping · records of this platform · reading a file

type Attach = Input<'attachEvidence'>;
export type Thing = Pick<NewEvidence, 'title' | 'upload' | 'sha256' | 'file_type' | 'file_name' | 'bytes' | 'url' | 'record'> & { documentDate: string | null };

/** Who may, in whose time: as for an answer; while assessors talk with the institution too. */
export async function heldForEvidence(t: TenantContext, campaign: string, number: string) {
  const [row] = await lockAnswers(t.tx, t.instansi, campaign, [number]);
  const loaded = await load(t, campaign);
  const indicator = indicatorAt(loaded, number);
  const shut = whyNotAdd(loaded);
  if (shut) throw shut;
  mustWrite(t, row!);
  const isSent = loaded.submissions.length > 0;
  if (!isSent && row!.state === 'approved') throw new Refused({ code: 'self-assessment.approved' });
  return { loaded, indicator, row: row!, isSent };
}

type Held = Awaited<ReturnType<typeof heldForEvidence>>;

export const attachEvidence = (ctx: Context, input: Attach) =>
  inTenant(ctx, async (t) => {
    const held = await heldForEvidence(t, input.id, input.number);
    const before = input.replaces ? await replaced(t, input) : undefined;
    mustBeAPlace(held, input.level, input.letter ?? null);
    const thing = await thingOf(t, input);
    return addPiece(t, held, { ...input, letter: input.letter ?? null }, { ...thing, documentDate: input.documentDate ?? thing.documentDate }, before);
  });

/** Writes one piece at its place; of an answer held by `heldForEvidence`. Whoever calls has looked at the place. */
export async function addPiece(t: TenantContext, { indicator, row, isSent, loaded }: Held, at: { id: string; number: string; level: number; letter: string | null; where: string; kind: NewEvidence['kind'] }, { documentDate, ...thing }: Thing, before?: EvidenceRow): Promise<{ id: string; version: number }> {
  if (documentDate !== null && documentDate > loaded.today) throw faulty('documentDate', 'Tanggal ini belum tiba. Tulis tanggal yang tercetak pada dokumennya.');
  const id = uuidv7();
  const version = (before?.version ?? 0) + 1;
  const isNew = await insertEvidence(t.tx, t.instansi, at.id, {
    ...thing, id, number: at.number, level: at.level, letter: at.letter, series: before?.series ?? id, version, kind: at.kind, place: at.where, document_date: documentDate,
    expires_on: expiresOn(ruleOf(indicator, at.level, at.letter), documentDate), added_at: t.house.clock.now(), added_by: t.viewer?.accountId ?? null,
  });
  if (!isNew) throw new Refused({ code: 'self-assessment.changed' });
  // The version that a checker read is not the one that now stands there.
  if (!isSent) await setState(t.tx, t.instansi, at.id, [at.number], row.state === 'ready' && !before ? 'ready' : 'working', t.viewer?.accountId ?? null, t.house.clock.now());
  await audit(t, { action: 'self-assessment.evidence-added', object: 'assessment', objectId: at.id, detail: { indicator: at.number, level: at.level, letter: at.letter, kind: at.kind, version, sha256: thing.sha256 } });
  return { id, version };
}

export function mustBeAPlace({ indicator, loaded }: Pick<Held, 'indicator' | 'loaded'>, level: number, letter: string | null): void {
  const [min, max] = [Number(loaded.prepared.instrument.scale.min), Number(loaded.prepared.instrument.scale.max)];
  if (level < Math.floor(min) || level > Math.ceil(max)) throw faulty('level', `Pilih tingkat ${min} sampai ${max}.`);
  if (letter !== null && !indicator.levels.find((one) => one.level === level)?.evidence.some(({ id }) => id === letter)) throw faulty('letter', 'Bukti ini tidak ada pada tingkat itu. Pilih dari daftarnya.');
}

async function replaced(t: TenantContext, input: Attach): Promise<EvidenceRow> {
  const found = await findEvidence(t.tx, t.instansi, input.id, input.replaces!);
  if (!found || found.number !== input.number) throw new Refused({ code: 'self-assessment.unknown-evidence' });
  const newest = (await listEvidence(t.tx, t.instansi, input.id, input.number)).find(({ series }) => series === found.series)!;
  if (newest.id !== found.id) throw new Refused({ code: 'self-assessment.changed' });
  return found;
}

export const NOTHING = { upload: null, sha256: null, file_type: null, file_name: null, bytes: null, url: null, record: null, documentDate: null };

async function thingOf(t: TenantContext, input: Attach): Promise<Thing> {
  if (input.kind === 'file') {
    if (!input.upload) throw faulty('upload', 'Pilih berkasnya.');
    const [upload] = await findUploads(t.tx, t.instansi, [input.upload]);
    if (!upload?.sha256 || upload.account !== mustViewer(t).accountId) throw new Refused({ code: 'files.unknown' });
    return { ...NOTHING, title: input.title || upload.name.replace(/\.[a-z0-9]{2,5}$/i, ''), upload: upload.id, sha256: upload.sha256, file_type: upload.type, file_name: upload.name, bytes: upload.size };
  }
  if (input.kind === 'link') {
    const url = evidenceLink(input.url ?? '');
    if (!url.ok) throw faulty('url', url.message);
    return { ...NOTHING, title: input.title || url.short, url: url.href };
  }
  if (!input.record) throw faulty('record', 'Pilih rekaman dari hasil pencarian.');
  const { module, id } = input.record;
  const found = await recordSourcesOf(t).find((source) => source.module === module)?.factsOf(t, id);
  if (!found) throw new Refused({ code: 'self-assessment.unknown-record' });
  return { ...NOTHING, title: input.title || found.title, record: { module, id, path: found.path, facts: found.facts }, documentDate: found.documentDate };
}

/** @throws Refused `self-assessment.frozen` for what went out with a submission: it is replaced, never taken away */
export const dropEvidence = (ctx: Context, input: Input<'dropEvidence'>) =>
  inTenant(ctx, async (t) => {
    const found = await findEvidence(t.tx, t.instansi, input.id, input.evidence);
    if (!found) throw new Refused({ code: 'self-assessment.unknown-evidence' });
    if (found.frozen_at) throw new Refused({ code: 'self-assessment.frozen' });
    const { row, isSent } = await heldForEvidence(t, input.id, found.number);
    if (!(await deleteEvidence(t.tx, found.id))) throw new Refused({ code: 'self-assessment.frozen' });
    if (!isSent && row.state === 'ready') await setState(t.tx, t.instansi, input.id, [found.number], 'working', t.viewer?.accountId ?? null, t.house.clock.now());
    await audit(t, { action: 'self-assessment.evidence-dropped', object: 'assessment', objectId: input.id, detail: { indicator: found.number, title: found.title, sha256: found.sha256 } });
    return { number: found.number };
  });

export const searchRecords = (ctx: Context, { query }: Input<'searchRecords'>) =>
  readTenant(ctx, async (t) => {
    const found = [];
    for (const source of recordSourcesOf(t)) found.push(...(await source.search(t, query)).slice(0, query ? 20 : 5));
    return { items: found };
  });

/** Only the team of the institution opens evidence. @throws Refused `request.not-allowed`, `self-assessment.unknown-evidence` */
export async function evidenceFile(ctx: Context, campaign: string, id: string): Promise<{ sha256: string; type: string; name: string }> {
  if (!mustViewer(ctx).hat?.permissions.has('self-assessment.view')) throw new Refused({ code: 'request.not-allowed' });
  if (!isUuid(campaign) || !isUuid(id)) throw new Refused({ code: 'self-assessment.unknown-evidence' });
  const found = await readTenant(ctx, (t) => findEvidence(t.tx, t.instansi, campaign, id));
  if (!found?.sha256 || !found.file_type) throw new Refused({ code: 'self-assessment.unknown-evidence' });
  return { sha256: found.sha256, type: found.file_type, name: found.file_name ?? found.title };
}

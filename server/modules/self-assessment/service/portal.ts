import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { MOST_ZIP_BYTES, writeZip, type ZipSource } from '../../../engines/archives/write-zip.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { levelText } from '../rules/current-score.ts';
import { portalNames } from '../rules/portal-file-names.ts';
import { listAnswers, listTexts } from '../storage/answers.ts';
import { inForce, listEvidence } from '../storage/evidence.ts';
import { dropPortalCopy, keepPortalCopy, listPortalCopies } from '../storage/portal-copies.ts';
import { holds, load } from './load.ts';
import { organizationOf } from './ports.ts';

// Chapters: one row for each indicator · the page · files

interface Row {
  number: string;
  name: string;
  level: string | null;
  fakta: string;
  analisis: string;
  files: { name: string; sha256: string | null; href: string | null; bytes: number }[];
  /** Of everything that is copied: an answer that changed has another. */
  digest: string;
}

/** What the portal asks for, in the order of the instrument, from the answers as they stand now. */
async function rowsOf(t: TenantContext, id: string): Promise<{ campaign: string; instrument: string; year: number; rows: Row[] }> {
  const { campaign, prepared } = await load(t, id);
  const [answers, texts, evidence] = await Promise.all([listAnswers(t.tx, t.instansi, id), listTexts(t.tx, t.instansi, id), listEvidence(t.tx, t.instansi, id)]);
  const pieces = Map.groupBy(inForce(evidence), ({ number }) => number);
  const rows = prepared.indicators.map(({ indicator: { number, name } }): Row => {
    const micro = answers.find((one) => one.number === number)?.micro ?? null;
    const { fakta, analisis } = texts.find((one) => one.number === number) ?? { fakta: '', analisis: '' };
    const own = (pieces.get(number) ?? []).toSorted((a, b) => a.level - b.level || (a.letter ?? '').localeCompare(b.letter ?? '') || a.title.localeCompare(b.title));
    const stored = own.filter(({ sha256 }) => sha256 !== null);
    const names = portalNames(stored.map(({ letter, title, file_type }) => ({ number, letter, title, type: file_type ?? '' })));
    const files = [
      ...stored.map((piece, at) => ({ name: names[at]!, sha256: piece.sha256, href: `/api/penilaian/${id}/bukti/${piece.id}/isi`, bytes: piece.bytes ?? 0 })),
      // What is no file travels as its address.
      ...own.filter(({ sha256 }) => sha256 === null).map(({ title, url, record }) => ({ name: title, sha256: null, href: url ?? record?.path ?? null, bytes: 0 })),
    ];
    const level = micro === null ? null : levelText(micro);
    return { number, name, level, fakta, analisis, files, digest: createHash('sha256').update(canonicalJson({ level, fakta, analisis, files: files.map((file) => [file.name, file.sha256, file.sha256 ? null : file.href]) })).digest('hex') };
  });
  return { campaign: campaign.title, instrument: campaign.instrument_name, year: campaign.year, rows };
}

export const getPortal = (ctx: Context, { id, only }: Input<'getPortal'>) =>
  readTenant(ctx, async (t) => {
    const { campaign, instrument, rows } = await rowsOf(t, id);
    const copies = new Map((await listPortalCopies(t.tx, t.instansi, id)).map((row) => [row.number, row]));
    const people = await organizationOf(t).namesOf(t, { accounts: [...new Set([...copies.values()].flatMap(({ by }) => by ?? []))], posts: [] });
    const all = rows.map(({ files, ...row }) => {
      const copy = copies.get(row.number);
      const told = copy ? { at: copy.at.toISOString(), by: (copy.by && people.accounts.get(copy.by)) ?? '' } : null;
      const isSame = copy?.digest === row.digest;
      return { ...row, files: files.map(({ name, href }) => ({ name, href })), copied: isSame ? told : null, outdated: isSame ? null : told };
    });
    const copied = all.filter((row) => row.copied !== null).length;
    return { id, campaign, instrument, counts: { all: all.length, copied }, may: holds(mustHat(t), 'answer'), rows: only === 'open' ? all.filter((row) => row.copied === null) : all };
  });

/** The tick holds for what was on the page: `digest` says what that was. */
export const markPortal = (ctx: Context, { id, number, digest, copied }: Input<'markPortal'>) =>
  inTenant(ctx, async (t) => {
    const row = (await rowsOf(t, id)).rows.find((one) => one.number === number);
    if (!row) throw new Refused({ code: 'self-assessment.unknown-indicator' });
    if (row.digest !== digest) throw new Refused({ code: 'self-assessment.portal-moved' });
    if (copied) await keepPortalCopy(t.tx, t.instansi, id, { number, digest, at: t.house.clock.now(), by: mustViewer(t).accountId });
    else await dropPortalCopy(t.tx, t.instansi, id, number);
    await audit(t, { action: copied ? 'self-assessment.portal-copied' : 'self-assessment.portal-uncopied', object: 'assessment', objectId: id, detail: { indicator: number } });
    return { copied };
  });

// files

const COLUMNS = [{ heading: 'Indikator', width: 10 }, { heading: 'Nama', width: 44 }, { heading: 'Tingkat', width: 9 }, { heading: 'Fakta', width: 70 }, { heading: 'Analisis', width: 70 }, { heading: 'Berkas dan tautan', width: 50 }];
const sheetOf = (rows: readonly Row[]): Promise<string> =>
  writeXlsx('Jawaban', COLUMNS, rows.map(({ number, name, level, fakta, analisis, files }) => [number, name, level ?? '', fakta, analisis, files.map((file) => (file.sha256 ? file.name : `${file.name}: ${file.href ?? ''}`)).join('\n')]));
const nameOf = ({ campaign, year }: { campaign: string; year: number }): string => `${campaign}${campaign.includes(String(year)) ? '' : ` ${year}`}`.replace(/[^\p{L}\p{N} .-]+/gu, ' ').replace(/\s+/g, ' ').trim();

export const exportPortal = (ctx: Context, { id }: Input<'exportPortal'>) =>
  readTenant(ctx, async (t) => {
    const all = await rowsOf(t, id);
    return { fileName: `${nameOf(all)}.xlsx`, type: XLSX, content: await sheetOf(all.rows) };
  });

/** Every file under its name for the portal, with the sheet; read and sent one after the other. Only the team. */
export async function portalZip(ctx: Context, id: string): Promise<{ name: string; stream: Readable }> {
  if (!mustViewer(ctx).hat?.permissions.has('self-assessment.view')) throw new Refused({ code: 'request.not-allowed' });
  if (!isUuid(id)) throw new Refused({ code: 'self-assessment.unknown' });
  const all = await readTenant(ctx, (t) => rowsOf(t, id));
  const files = all.rows.flatMap((row) => row.files).filter((file) => file.sha256 !== null);
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_ZIP_BYTES - 50_000_000) throw new Refused({ code: 'self-assessment.portal-large' });
  // What is no longer in the store is refused before the first byte is sent, not in the middle.
  for (const { sha256 } of files) if (!(await ctx.house.files.has(ctx.instansi, sha256!))) throw new Refused({ code: 'files.gone' });
  await inTenant(ctx, (t) => audit(t, { action: 'self-assessment.portal-exported', object: 'assessment', objectId: id, detail: { files: files.length } }));
  const sheet = Buffer.from(await sheetOf(all.rows), 'base64');
  const sources: ZipSource[] = [
    { name: `${nameOf(all)}.xlsx`, open: () => [sheet] },
    ...files.map(({ name, sha256 }) => ({ name, open: () => ctx.house.files.stream(ctx.instansi, sha256!) as AsyncIterable<Uint8Array> })),
  ];
  return { name: `${nameOf(all)}.zip`, stream: Readable.from(writeZip(sources, ctx.house.clock.now())) };
}

import { listZip, unfold } from '../../../engines/archives/read-zip.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { refusals as fileRefusals } from '../../../platform/files/contract.ts';
import { findUploads, storeUpload } from '../../../platform/files/uploads.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { placeOf, readFileName, unclear, type Place } from '../rules/sort-by-file-name.ts';
import { wholeLevel } from '../rules/what-an-answer-lacks.ts';
import { listAnswers } from '../storage/answers.ts';
import * as stored from '../storage/bulk-uploads.ts';
import { addPiece, heldForEvidence, mustBeAPlace, NOTHING } from './evidence.ts';
import { load, whyNotAdd, type Loaded } from './load.ts';

// Chapters: what was sent · sorting · looking and putting right · taking

const MOST_FILES = 200;

interface Sent {
  name: string;
  bytes: Uint8Array;
}

/** The files themselves, those inside a ZIP in its place; what a computer adds for itself falls away. */
function unpacked(files: readonly Sent[], mostBytes: number): Sent[] {
  const all = files.flatMap(({ name, bytes }): Sent[] => {
    if (!isZip(bytes)) return [{ name, bytes }];
    const entries = listZip(bytes, MOST_FILES * 2)?.filter((entry) => !/(^|\/)(__MACOSX|\.DS_Store|Thumbs\.db)/.test(entry.name));
    if (!entries) throw new Refused({ code: 'self-assessment.bulk-zip' });
    return entries.map((entry) => {
      const content = unfold(bytes, entry, mostBytes);
      if (!content) throw new Refused({ code: 'self-assessment.bulk-zip' });
      return { name: entry.name, bytes: content };
    });
  });
  if (all.length > MOST_FILES) throw new Refused({ code: 'self-assessment.bulk-too-many' });
  return all;
}
const isZip = (bytes: Uint8Array): boolean => /^PK(\u0003\u0004|\u0005\u0006)/.test(Buffer.from(bytes.subarray(0, 4)).toString('latin1'));

/** Stores each file outside any transaction; one that is no PDF or photo keeps its place with the reason. */
async function keepFile(ctx: Context, { name, bytes }: Sent): Promise<Pick<stored.BulkFile, 'upload' | 'sha256' | 'fileType' | 'bytes' | 'fault'>> {
  try {
    const { id } = await storeUpload(ctx, name.slice(-255), bytes, mustViewer(ctx).accountId);
    const [upload] = await readTenant(ctx, (t) => findUploads(t.tx, t.instansi, [id]));
    return { upload: id, sha256: upload!.sha256, fileType: upload!.type, bytes: upload!.size, fault: null };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { upload: null, sha256: null, fileType: null, bytes: bytes.length, fault: sentenceOf(error.refusal, fileRefusals) };
  }
}

const placesOf = ({ prepared }: Loaded, number: string): Place[] | undefined => {
  const at = prepared.byNumber.get(number);
  return at === undefined ? undefined : prepared.indicators[at]!.indicator.levels.flatMap(({ level, evidence }) => evidence.map(({ id }) => ({ level, letter: id })));
};

export async function startBulk(ctx: Context, { id, files }: Input<'startBulk'>): Promise<{ bulk: string }> {
  const { loaded, claims } = await readTenant(ctx, async (t) => {
    const one = await load(t, id);
    const shut = whyNotAdd(one);
    if (shut) throw shut;
    return { loaded: one, claims: new Map((await listAnswers(t.tx, t.instansi, id)).map(({ number, micro }) => [number, micro === null ? null : wholeLevel(micro)])) };
  });
  const sent = unpacked(files.map(({ name, bytes }) => ({ name, bytes: typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : bytes })), ctx.house.settings.maxUploadBytes);
  if (sent.length === 0) throw new Refused({ code: 'self-assessment.bulk-empty' });
  const rows: stored.BulkFile[] = [];
  for (const [at, file] of sent.entries()) {
    const named = readFileName(file.name);
    rows.push({ at, name: file.name.split(/[\\/]/).at(-1)!.slice(0, 200), ...(await keepFile(ctx, file)), ...placeOf(named, placesOf(loaded, named.number), claims.get(named.number) ?? null), skipped: false });
  }
  return inTenant(ctx, async (t) => {
    const bulk = uuidv7();
    await stored.insertBulk(t.tx, t.instansi, { id: bulk, campaign: id, madeBy: mustViewer(t).accountId }, t.house.clock.now());
    await stored.insertBulkFiles(t.tx, t.instansi, bulk, rows);
    await audit(t, { action: 'self-assessment.bulk-uploaded', object: 'assessment', objectId: id, detail: { bulk, files: rows.length } });
    return { bulk };
  });
}

// looking and putting right

interface Judged extends stored.BulkFile {
  verdict: 'clear' | 'unclear' | 'refused' | 'skipped';
  reason: string;
}

function judge(loaded: Loaded, files: readonly stored.BulkFile[]): Judged[] {
  const taken: (stored.BulkFile & { sha256: string })[] = [];
  return files.map((file): Judged => {
    if (file.fault !== null) return { ...file, verdict: 'refused', reason: file.fault };
    if (file.skipped) return { ...file, verdict: 'skipped', reason: '' };
    const known = { ...file, sha256: file.sha256! };
    const reason = unclear(known, placesOf(loaded, file.number), taken);
    taken.push(known);
    return { ...file, verdict: reason === '' ? 'clear' : 'unclear', reason };
  });
}

/** Only who uploaded sorts it. */
async function own(t: TenantContext, { id, bulk }: { id: string; bulk: string }, how: 'read' | 'lock' = 'read'): Promise<{ row: stored.BulkRow; loaded: Loaded; files: stored.BulkFile[] }> {
  const row = await (how === 'lock' ? stored.lockBulk : stored.findBulk)(t.tx, t.instansi, id, bulk);
  if (!row || row.madeBy !== mustViewer(t).accountId) throw new Refused({ code: 'self-assessment.bulk-unknown' });
  if (how === 'lock' && row.takenAt) throw new Refused({ code: 'self-assessment.bulk-taken' });
  return { row, loaded: await load(t, id), files: await stored.listBulkFiles(t.tx, t.instansi, bulk) };
}

export const getBulk = (ctx: Context, { id, bulk }: Input<'getBulk'>) =>
  readTenant(ctx, async (t) => {
    const { row, loaded, files } = await own(t, { id, bulk });
    const all = judge(loaded, files);
    const count = (verdict: Judged['verdict']) => all.filter((one) => one.verdict === verdict).length;
    return {
      id, bulk, campaign: loaded.campaign.title, taken: row.takenAt !== null, counts: { clear: count('clear'), unclear: count('unclear'), refused: count('refused'), skipped: count('skipped') },
      items: all.map((file) => {
        const at = loaded.prepared.byNumber.get(file.number);
        const indicator = at === undefined ? undefined : loaded.prepared.indicators[at]!.indicator;
        return {
          at: file.at, name: file.name, bytes: file.bytes, number: file.number, indicator: indicator?.name ?? null, level: file.level, letter: file.letter, title: file.title, skipped: file.skipped, verdict: file.verdict, reason: file.reason,
          places: indicator?.levels.flatMap(({ level, evidence }) => evidence.map((one) => ({ level, letter: one.id, text: one.text }))) ?? [],
        };
      }),
      indicators: loaded.prepared.indicators.map(({ indicator }) => ({ number: indicator.number, name: indicator.name })),
    };
  });

export const placeBulk = (ctx: Context, { id, bulk, items }: Input<'placeBulk'>) =>
  inTenant(ctx, async (t) => {
    const { loaded, files } = await own(t, { id, bulk }, 'lock');
    await stored.placeBulkFiles(t.tx, t.instansi, bulk, items.map((item) => ({ ...item, number: item.number.toLowerCase(), letter: item.letter === '' ? null : item.letter })));
    const placed = files.map((file) => {
      const item = items.find(({ at }) => at === file.at);
      return item ? { ...file, ...item, number: item.number.toLowerCase(), letter: item.letter === '' ? null : item.letter } : file;
    });
    return { unclear: judge(loaded, placed).filter(({ verdict }) => verdict === 'unclear').length };
  });

// taking

/** All that is not skipped, in one transaction: whatever refuses one of them refuses all. */
export const takeBulk = (ctx: Context, { id, bulk }: Input<'takeBulk'>) =>
  inTenant(ctx, async (t) => {
    const { loaded, files } = await own(t, { id, bulk }, 'lock');
    const all = judge(loaded, files);
    const unsure = all.filter(({ verdict }) => verdict === 'unclear').length;
    if (unsure > 0) throw new Refused({ code: 'self-assessment.bulk-unclear', data: { count: unsure } });
    const clear = all.filter(({ verdict }) => verdict === 'clear');
    if (clear.length === 0) throw new Refused({ code: 'self-assessment.bulk-empty' });
    // In the order of the indicators' numbers, as everywhere, so that two people cannot wait for each other.
    for (const [number, together] of [...Map.groupBy(clear, (file) => file.number)].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const held = await heldForEvidence(t, id, number);
      for (const { level, letter, title, upload, sha256, fileType, name, bytes } of together) {
        mustBeAPlace(held, level!, letter);
        await addPiece(t, held, { id, number, level: level!, letter, where: '', kind: 'file' }, { ...NOTHING, title, upload, sha256, file_type: fileType, file_name: name, bytes });
      }
    }
    await stored.saveBulkTaken(t.tx, t.instansi, bulk, t.house.clock.now());
    await audit(t, { action: 'self-assessment.bulk-taken', object: 'assessment', objectId: id, detail: { bulk, files: clear.length } });
    return { taken: clear.length };
  });

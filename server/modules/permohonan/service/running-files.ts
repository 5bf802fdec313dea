import type { Answers } from '../../../engines/forms/form-definition.ts';
import { findHeadings, type Sheet } from '../../../engines/sheets/headings-are-recognised.ts';
import { missingFields } from '../../../engines/sheets/judged-rows.ts';
import { chosenColumns, columnsToChoose, maskedValues, pageOfRows, restAsXlsx } from '../../../engines/sheets/previewed-sheet.ts';
import { readSheet } from '../../../engines/sheets/read-sheet.ts';
import { writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { entryRefuses } from '../../../engines/workflow/running-file.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused, sentenceOf } from '../../../platform/kernel/refusal.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { part } from '../../../platform/house.ts';
import { inTenant, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { CompiledLayanan } from '../../layanan/contract.ts';
import type { RunningImportPreview } from '../contract/running-files.ts';
import * as storage from '../import-storage.ts';
import { columnsOf, type RunningColumns } from '../rules/columns-of-a-running-file.ts';
import { momentWords } from '../rules/words-for-people.ts';
import { judgeRunningFiles, type JudgedFile } from './judge-running-files.ts';
import { institutionOf, layananOf } from './ports.ts';
import { submit } from './submit.ts';

// Chapters: upload and mapping · preview · taking · template and the rest

const KEPT_DAYS = 30;
/** Each line becomes a request with its checks: a few thousand at a time, so that the answer comes while somebody waits. */
const MOST_ROWS = 2000;
const AT_ONCE = 4;
const BATCH = 100;

interface Opened {
  row: storage.ImportRow;
  sheet: Sheet;
  compiled: CompiledLayanan;
  columns: RunningColumns;
  missing: string[];
}

async function open(t: TenantContext, row: storage.ImportRow | undefined): Promise<Opened> {
  if (!row) throw new Refused({ code: 'request.not-found' });
  const compiled = await layananOf(t).version(t, row.layanan, row.layananVersion);
  const columns = columnsOf(compiled.form);
  return { row, sheet: JSON.parse(t.house.secrets.open('import', row.sheet)) as Sheet, compiled, columns, missing: missingFields(columns.all, row.mapping) };
}

/** Reads the file outside any transaction; no request is made before the clean rows are taken. */
export async function startRunningImport(ctx: Context, { layanan, fileName, content }: { layanan: string; fileName: string; content: string }): Promise<{ id: string }> {
  const rows = orRefuse(await readSheet(Buffer.from(content, 'base64')));
  const { accountId } = mustViewer(ctx);
  return inTenant(ctx, async (t) => {
    const { compiled, version } = await layananOf(t).current(t, layanan);
    const { sheet, mapping } = findHeadings(rows, columnsOf(compiled.form).all, await storage.rememberedHeadings(t.tx, t.instansi, layanan));
    if (sheet.rows.length === 0) throw new Refused({ code: 'sheets.unreadable', data: { sentence: 'Di bawah judul kolom tidak ada baris data.' } });
    if (sheet.rows.length > MOST_ROWS) throw new Refused({ code: 'sheets.unreadable', data: { sentence: `Daftar ini lebih dari ${MOST_ROWS.toLocaleString('id-ID')} baris. Bagi menjadi beberapa berkas.` } });
    const id = uuidv7();
    const at = t.house.clock.now();
    await storage.dropImportsBefore(t.tx, t.instansi, new Date(at.getTime() - KEPT_DAYS * 86_400_000));
    await storage.insertImport(t.tx, t.instansi, { id, account: accountId, layanan, layananVersion: version, fileName, sheet: t.house.secrets.seal('import', JSON.stringify(sheet)), mapping, createdAt: at });
    await audit(t, { action: 'permohonan.import-uploaded', object: 'import', objectId: id, detail: { layanan, fileName, rows: sheet.rows.length } });
    return { id };
  });
}

export const listRunningImports = (ctx: Context) =>
  inTenant(ctx, async (t) => {
    const names = await layananOf(t).names(t);
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const rows = await storage.listImports(t.tx, t.instansi, mustViewer(t).accountId, 20);
    return { items: rows.map(({ id, layanan, fileName, status, taken, createdAt }) => ({ id, fileName, status, taken, layananName: names.get(layanan) ?? layanan, atText: momentWords(createdAt, zone, now) })) };
  });

const mustBeOpen = (row: storage.ImportRow, version: number): void => {
  if (row.status === 'taken') throw new Refused({ code: 'sheets.import-taken' });
  if (row.version !== version) throw new Refused({ code: 'request.changed-meanwhile' });
};

export const mapRunningImport = (ctx: Context, { id, version, mapping }: { id: string; version: number; mapping: Record<string, number> }): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const { row, sheet, columns } = await open(t, await storage.lockImport(t.tx, t.instansi, mustViewer(t).accountId, id));
    mustBeOpen(row, version);
    const chosen = chosenColumns(columns.all, sheet, mapping);
    await storage.saveMapping(t.tx, t.instansi, id, chosen.mapping);
    await storage.rememberHeadings(t.tx, t.instansi, row.layanan, chosen.remembered);
    return { version: row.version + 1 };
  });

export const previewRunningImport = (ctx: Context, { id, only, after, limit }: { id: string; only: 'all' | 'refused' | 'clean'; after: number; limit: number }): Promise<RunningImportPreview> =>
  inTenant(ctx, async (t) => {
    const opened = await open(t, await storage.findImport(t.tx, t.instansi, mustViewer(t).accountId, id));
    const { row, sheet, columns, missing } = opened;
    const judged = missing.length > 0 ? [] : await judgeRunningFiles(t, opened);
    const rows = judged.map((one) => shown(row, one));
    const count = (...verdicts: string[]) => rows.filter((one) => verdicts.includes(one.verdict)).length;
    return {
      id, layanan: row.layanan, layananName: opened.compiled.definition.name, fileName: row.fileName, status: row.status, version: row.version, mapping: row.mapping, missing,
      fields: columns.all.map(({ field, label, required }) => ({ field, label, required })),
      columns: columnsToChoose(sheet),
      counts: { rows: rows.length || sheet.rows.length, clean: count('new', 'taken'), refused: count('refused'), unchanged: count('unchanged'), taken: Object.keys(row.made).length },
      ...pageOfRows(rows, { only, after, limit }),
    };
  });

/** What was made by this list says so, also when it broke off in the middle. */
function shown(row: storage.ImportRow, one: JudgedFile): RunningImportPreview['rows'][number] {
  const made = row.made[one.line];
  const refused = row.status === 'taken' ? row.reasons[one.line] : undefined;
  const { line, step, received, due } = one;
  const values = maskedValues(one.values);
  const facts = { line, values, ...(step ? { step } : {}), ...(received ? { received } : {}), ...(due ? { due } : {}) };
  if (made) return { ...facts, verdict: 'taken', reasons: [], notes: [], ...made };
  if (refused) return { ...facts, verdict: 'refused', reasons: refused, notes: [] };
  return { ...facts, verdict: one.verdict, reasons: one.reasons, notes: one.notes, ...(one.known ? { request: one.known.request, number: one.known.number } : {}) };
}

/**
 * Judges again and makes each clean line a request, in a transaction of its own: what was made stays made when the
 * server is killed, and the numbers of the old register keep a second run from making it twice.
 */
export async function takeRunningImport(ctx: Context, { id, version }: { id: string; version: number }): Promise<{ taken: number; refused: number; unchanged: number }> {
  const { accountId } = mustViewer(ctx);
  const { opened, judged } = await inTenant(ctx, async (t) => {
    const found = await open(t, await storage.findImport(t.tx, t.instansi, accountId, id));
    mustBeOpen(found.row, version);
    if (found.missing.length > 0) throw new Refused({ code: 'sheets.mapping-incomplete', data: { fields: found.missing.join(', ') } });
    return { opened: found, judged: await judgeRunningFiles(t, found) };
  });
  const made: storage.ImportRow['made'] = { ...opened.row.made };
  const reasons: storage.ImportRow['reasons'] = Object.fromEntries(judged.filter((one) => one.verdict === 'refused' && !made[one.line]).map((one) => [one.line, one.reasons]));
  let unchanged = judged.filter((one) => one.verdict === 'unchanged' && !made[one.line]).length;
  const clean = judged.filter((one) => one.verdict === 'new');
  for (let from = 0; from < clean.length; from += BATCH) {
    const now: storage.ImportRow['made'] = {};
    const waiting = clean.slice(from, from + BATCH);
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const end = await takeOne(ctx, opened.row, one);
        if ('number' in end) now[one.line] = end;
        else if ('reason' in end) reasons[one.line] = [end.reason];
        else unchanged += 1;
      }
    }));
    Object.assign(made, now);
    await inTenant(ctx, (t) => storage.saveMade(t.tx, t.instansi, id, now));
  }
  const taken = Object.keys(made).length;
  const refused = Object.keys(reasons).length;
  await inTenant(ctx, async (t) => {
    if ((await storage.saveTaken(t.tx, t.instansi, id, reasons)) === 0) return;
    await audit(t, { action: 'permohonan.import-taken', object: 'import', objectId: id, detail: { layanan: opened.row.layanan, fileName: opened.row.fileName, taken, refused, unchanged } });
  });
  return { taken, refused, unchanged };
}

type End = { request: string; number: string } | { reason: string } | { known: true };

async function takeOne(ctx: Context, { id, layanan, layananVersion }: storage.ImportRow, { file, answers }: JudgedFile): Promise<End> {
  try {
    const receipt = await submit(ctx, {
      id: uuidv7(), isNew: true, layanan, version: layananVersion, answers: answers as Answers, account: null, channel: 'import',
      applicant: { name: file!.name, nik: file!.nik ?? '', ...(file!.phone ? { phone: file!.phone } : {}) },
      lateEntry: { receivedAt: file!.receivedAt.toISOString(), reason: `Berkas berjalan, nomor register lama ${file!.register}.`, scans: [] },
      running: { register: file!.register, registerKey: file!.registerKey, step: file!.step, note: file!.note, import: id },
    });
    return { request: receipt.id, number: receipt.number };
  } catch (error) {
    if (storage.isTakenTwice(error)) return { known: true };
    if (!(error instanceof Refused)) throw error;
    return { reason: reasonOf(ctx, error) };
  }
}

/** The sentence of a refusal, or of its fields. */
export const reasonOf = (ctx: Context, { refusal }: Refused): string => refusal.fields?.map((field) => field.message).join(' ') || sentenceOf(refusal, part<RefusalTable>(ctx.house, 'refusals'));

/** An empty sheet with the columns of the service, and how each is filled in. */
export async function runningTemplate(ctx: Context, { layanan }: { layanan: string }): Promise<{ fileName: string; type: string; content: string }> {
  const { compiled } = await inTenant(ctx, (t) => layananOf(t).current(t, layanan));
  const { workflow } = compiled.definition;
  const columns = columnsOf(compiled.form);
  const steps = workflow.steps.filter((step) => !entryRefuses(workflow, step.id)).map((step) => step.title).join('; ');
  const base: Record<string, string> = {
    name: 'Seperti tertulis pada KTP.', nik: '16 angka, kolomnya diformat sebagai Teks.', phone: 'Nomor ponsel, misalnya 0812 3456 7890.', day: 'Tanggal berkas sebenarnya diterima, misalnya 31-01-2025. Janji waktu dihitung dari sini.',
    hour: 'Misalnya 08:15. Bila kosong, dihitung sejak loket buka pada hari itu.', register: 'Nomor dalam register lama. Nomor yang sama tidak dicatat dua kali.', step: `Langkah yang sedang menunggu. Pilihannya: ${steps}.`, note: 'Menjadi catatan dalam; pemohon tidak melihatnya.',
  };
  const rows = [
    ...columns.base.map((one) => [one.label, one.required ? 'wajib' : 'boleh kosong', base[one.field]!]),
    ...columns.answers.map((one) => [one.label, one.required ? 'wajib' : 'bila berlaku', helpOf(one)]),
  ];
  const content = await writeXlsx('Berkas berjalan', columns.all.map(({ label }) => ({ heading: label })), [], { title: 'Petunjuk', columns: [{ heading: 'Kolom', width: 40 }, { heading: 'Wajib', width: 14 }, { heading: 'Cara mengisi', width: 90 }], rows });
  return { fileName: `berkas berjalan - ${layanan}.xlsx`, type: XLSX, content };
}

function helpOf({ of, group }: RunningColumns['answers'][number]): string {
  const several = group === undefined ? '' : ' Beberapa baris dipisah dengan tanda |.';
  const help = of.type === 'choice' ? `Pilihannya: ${of.options.map((option) => option.label).join('; ')}.${of.multiple ? ' Beberapa pilihan dipisah titik koma.' : ''}`
    : of.type === 'date' ? 'Misalnya 31-01-2025.'
    : of.type === 'region' ? 'Nama, bila perlu dengan kecamatannya ("Ronowijayan, Siman"), atau kode wilayah.'
    : of.type === 'point' ? 'Lintang lalu bujur, misalnya -7,8651; 111,4696. Boleh kosong.'
    : of.type === 'number' ? `Angka${of.unit ? ` dalam ${of.unit}` : ''}.`
    : of.type === 'money' ? 'Rupiah, tanpa koma.'
    : 'Teks.';
  return help + several;
}

/** The rows that stayed behind, as they came, with the reason in front: repaired, the same file is imported again. */
export async function downloadRefusedRunning(ctx: Context, { id }: { id: string }): Promise<{ fileName: string; type: string; content: string }> {
  const { row, sheet, reasons } = await inTenant(ctx, async (t) => {
    const opened = await open(t, await storage.findImport(t.tx, t.instansi, mustViewer(t).accountId, id));
    const judged = opened.row.status === 'taken' || opened.missing.length > 0 ? [] : await judgeRunningFiles(t, opened);
    await audit(t, { action: 'permohonan.import-downloaded', object: 'import', objectId: id, detail: {} });
    return { ...opened, reasons: opened.row.status === 'taken' ? opened.row.reasons : Object.fromEntries(judged.filter((one) => one.verdict === 'refused').map((one) => [one.line, one.reasons])) };
  });
  return restAsXlsx(row.fileName, sheet, reasons);
}

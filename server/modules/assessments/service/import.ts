import { catalogueIds } from '../../../engines/scoring/instrument-catalogue.ts';
import { readLevelRows } from '../../../engines/scoring/levels-file.ts';
import { basisIn, prepare, score, type Prepared } from '../../../engines/scoring/score.ts';
import { findHeadings } from '../../../engines/sheets/headings-are-recognised.ts';
import { fieldRows, missingFields, refused, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { pageOfRows } from '../../../engines/sheets/previewed-sheet.ts';
import { readSheet } from '../../../engines/sheets/read-sheet.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Input } from '../operation-input.ts';
import { judgeResults, partKey, resultFields, type ResultFact } from '../rules/judge-results.ts';
import { bareName, createInstitutionMatcher, type RegionMatch } from '../contract/names-match-regions.ts';
import { weightsForSql } from '../rules/weights-for-sql.ts';
import * as imports from '../storage/imports.ts';
import * as results from '../storage/results.ts';
import { cycleOf, regionsOf } from './cycles.ts';
import { inCatalogue, useInstrument, weightedInstrument } from './instruments.ts';

// Chapters: upload · judging · taking

const KEPT_DAYS = 30;
/** A thousand institutions with a hundred indicators each. */
const MOST_LEVELS = 100_000;

export const listImports = (ctx: Context) =>
  readTenant(ctx, async (t) => ({
    cycles: await Promise.all((await results.publicSets(t.tx, t.instansi)).filter(({ toldBy }) => toldBy === null).map((set) => cycleOf(t, set))),
    imports: (await imports.listImports(t.tx, t.instansi)).map(headOf),
    instruments: catalogueIds().map((id) => inCatalogue(id)!).filter(({ method }) => method === 'weighted-mean').map(({ id, name }) => ({ id, name })),
  }));

const headOf = (row: Omit<imports.ImportRow, 'rows'>) => ({
  id: row.id, kind: row.kind, fileName: row.fileName, instrument: row.instrument, instrumentName: inCatalogue(row.instrument)?.name ?? row.instrument,
  year: row.year, source: row.source, taken: row.resultSet !== null, madeAt: row.madeAt.toISOString(),
});

/** Reads the file outside any transaction; nothing of it is shown before it is taken. */
export async function startImport(ctx: Context, { content, ...asked }: Input<'startImport'>): Promise<{ id: string }> {
  await readTenant(ctx, (t) => weightedInstrument(t, asked.instrument));
  const rows = orRefuse(await readSheet(Buffer.from(content, 'base64'), { rows: asked.kind === 'levels' ? MOST_LEVELS : undefined }));
  return inTenant(ctx, async (t) => {
    const id = uuidv7();
    const at = t.house.clock.now();
    await imports.dropImportsBefore(t.tx, t.instansi, new Date(at.getTime() - KEPT_DAYS * 86_400_000));
    await imports.insertImport(t.tx, t.instansi, { id, ...asked, rows, madeAt: at });
    await audit(t, { action: 'assessments.import-uploaded', object: 'import', objectId: id, detail: { kind: asked.kind, fileName: asked.fileName, instrument: asked.instrument, year: asked.year, rows: rows.length } });
    return { id };
  });
}

/** A row as judged; `levels` only where levels were imported. */
type Judged = Verdict<ResultFact & { levels?: bigint[] }>;

export const previewImport = (ctx: Context, { id, only, after, limit }: Input<'previewImport'>) =>
  readTenant(ctx, async (t) => {
    const row = await imports.findImport(t.tx, t.instansi, id);
    if (!row) throw new Refused({ code: 'assessments.unknown' });
    const { rows, missing } = await judge(t, row, prepare(await weightedInstrument(t, row.instrument)));
    const page = pageOfRows(rows, { only, after, limit });
    const count = (of: (one: Judged) => boolean) => rows.filter(of).length;
    return {
      ...headOf(row), missing,
      counts: { rows: rows.length, clean: count(({ fact }) => fact !== undefined), refused: count(({ verdict }) => verdict === 'refused'), noted: count(({ notes }) => notes.length > 0) },
      rows: page.rows.map(({ line, values, verdict, reasons, notes, fact }) => ({
        line, name: fact?.name ?? values['name'] ?? '', region: fact?.region ?? null, index: fact?.shown ?? values['index'] ?? '', predicate: fact?.predicate ?? values['predicate'] ?? '',
        verdict: verdict === 'refused' ? ('refused' as const) : ('new' as const), reasons, notes,
      })),
      next: page.next ?? null,
    };
  });

async function judge(t: TenantContext, row: imports.ImportRow, prepared: Prepared): Promise<{ rows: Judged[]; missing: string[] }> {
  const match = createInstitutionMatcher((await regionsOf(t)).all);
  const basis = basisIn(prepared.instrument, row.year);
  if (row.kind === 'levels') return { rows: judgeLevels(row, prepared, basis, match), missing: [] };
  const fields = resultFields(prepared);
  const { sheet, mapping } = findHeadings(row.rows, fields, new Map());
  const missing = missingFields(fields, mapping);
  return { rows: missing.length > 0 ? [] : judgeResults(fieldRows(sheet.rows, mapping), prepared, basis, match), missing };
}

/** Levels by institution, scored at once so that the preview shows what will be shown. */
function judgeLevels(row: imports.ImportRow, prepared: Prepared, basis: 'rounded' | 'unrounded', match: (name: string) => RegionMatch): Judged[] {
  const { levels, faults } = readLevelRows(row.rows, prepared);
  const faulty: Judged[] = faults.map(({ line, sentence }) => refused({ line, values: {} }, [sentence]));
  if (faults.length > 0) return faulty;
  const seen = new Map<string, number>();
  return levels.map(({ institution, line, levels: own }): Judged => {
    const whose = match(institution);
    const values = { name: institution };
    if (!whose.ok) return refused({ line, values }, [whose.why]);
    const key = whose.code ?? bareName(institution);
    const first = seen.get(key);
    if (first !== undefined) return refused({ line, values }, [`Instansi ini sudah ada di baris ${first} dengan ejaan lain.`]);
    seen.set(key, line);
    const result = score(prepared, own, basis);
    const parts = Object.fromEntries(result.groups.map(({ tier, number, index }) => [partKey(tier, number), index]));
    return { line, values, verdict: 'new', reasons: [], notes: [], fact: { name: institution, kind: whose.kind, region: whose.code, shown: result.index, predicate: result.predicate, parts, doubt: null, levels: own } };
  });
}

/** Judged again under lock; all rows or none. The set shown for the same index and year is replaced and kept. */
export const takeImport = (ctx: Context, { id }: Input<'takeImport'>): Promise<{ cycle: string; taken: number }> =>
  inTenant(ctx, async (t) => {
    const row = await imports.lockImport(t.tx, t.instansi, id);
    if (!row) throw new Refused({ code: 'assessments.unknown' });
    if (row.resultSet !== null) throw new Refused({ code: 'assessments.taken' });
    const instrument = await weightedInstrument(t, row.instrument);
    const prepared = prepare(instrument);
    const { rows, missing } = await judge(t, row, prepared);
    if (missing.length > 0) throw new Refused({ code: 'sheets.mapping-incomplete', data: { fields: missing.join(', ') } });
    const facts = rows.flatMap(({ fact }) => (fact ? [fact] : []));
    if (facts.length < rows.length || facts.length === 0) throw new Refused({ code: 'assessments.not-clean', data: { count: rows.length - facts.length } });
    const basis = basisIn(instrument, row.year);
    const set: results.ResultSet = { id: uuidv7(), instrument: instrument.id, version: await useInstrument(t, instrument), family: instrument.family, year: row.year, kind: row.kind, basis, source: row.source, state: 'working', madeAt: t.house.clock.now(), toldBy: null };
    await results.insertSet(t.tx, t.instansi, { ...set, by: t.viewer?.accountId ?? null });
    const institutions = await results.keepInstitutions(t.tx, t.instansi, facts.map(({ name, kind, region }) => ({ id: uuidv7(), kind, name, bareName: bareName(name), region })));
    if (row.kind === 'levels') {
      await results.insertLevels(t.tx, t.instansi, set.id, facts.flatMap(({ levels }, at) => prepared.indicators.map(({ indicator }, column) => ({ institution: institutions[at]!, number: indicator.number, micro: levels![column]! }))));
      await results.recompute(t.tx, t.instansi, set.id, weightsForSql(prepared, basis));
    } else {
      await results.insertResults(t.tx, t.instansi, set.id, facts.map(({ shown, predicate, parts, doubt }, at) => ({ institution: institutions[at]!, shown, predicate, parts, doubt })));
    }
    await results.showSet(t.tx, t.instansi, set);
    await imports.saveTaken(t.tx, t.instansi, id, set.id);
    await audit(t, { action: 'assessments.results-published', object: 'result-set', objectId: set.id, detail: { instrument: set.instrument, version: set.version, year: set.year, kind: set.kind, source: set.source, rows: facts.length } });
    return { cycle: set.id, taken: facts.length };
  });

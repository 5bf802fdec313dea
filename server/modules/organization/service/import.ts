import { maskNik } from '../../../engines/identifiers/nik.ts';
import { findHeadings, type Mapping, type Sheet } from '../../../engines/sheets/headings-are-recognised.ts';
import { fieldRows, missingFields, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { chosenColumns, columnsToChoose, maskedValues, pageOfRows, restAsXlsx } from '../../../engines/sheets/previewed-sheet.ts';
import { readSheet } from '../../../engines/sheets/read-sheet.ts';
import { writeCsv, writeXlsx, XLSX } from '../../../engines/sheets/write-sheet.ts';
import { audit, auditMany, type AuditEntry } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { part } from '../../../platform/house.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { WilayahPort } from '../../wilayah/contract.ts';
import { importFields, type ImportKind, type ImportPreview } from '../contract.ts';
import type { Input } from '../operation-input.ts';
import { judgePeople, readPerson, type KnownPerson, type PersonFact } from '../rules/import-people.ts';
import { judgePosts, postKey, type PostFact } from '../rules/import-posts.ts';
import { codeOf, judgeUnits, parentsFirst, type UnitFact } from '../rules/import-units.ts';
import { splitName } from '../rules/names-are-compared-bare.ts';
import { insertHoldings, reachBack } from '../storage/holdings.ts';
import * as storage from '../storage/import.ts';
import { insertPeople, peopleByIdentity, savePeople, type NewPerson } from '../storage/people.ts';
import { insertPosts, reportingLines, savePosts } from '../storage/posts.ts';
import { institutionOf, insertUnits, lockTree, saveUnits } from '../storage/units.ts';
import { found, mustBeUnchanged, today } from './shared.ts';

// Chapters: upload and mapping · judging · taking · the rest and exports

const KEPT_DAYS = 30;
type Judged = { kind: 'units'; rows: Verdict<UnitFact>[] } | { kind: 'posts'; rows: Verdict<PostFact>[] } | { kind: 'people'; rows: Verdict<PersonFact>[] };

const sealSheet = (ctx: Context, sheet: Sheet): Buffer => ctx.house.secrets.seal('import', JSON.stringify(sheet));
const openSheet = (ctx: Context, row: storage.ImportRow): Sheet => JSON.parse(ctx.house.secrets.open('import', row.sheet)) as Sheet;

/** Reads the file outside any transaction; nothing of it enters the organisation before it is taken. */
export async function startImport(ctx: Context, { kind, fileName, content }: Input<'startImport'>): Promise<{ id: string }> {
  const rows = orRefuse(await readSheet(Buffer.from(content, 'base64')));
  return inTenant(ctx, async (t) => {
    const { sheet, mapping } = findHeadings(rows, importFields[kind], await storage.rememberedHeadings(t.tx, t.instansi, kind));
    if (sheet.rows.length === 0) throw new Refused({ code: 'sheets.unreadable', data: { sentence: 'Di bawah judul kolom tidak ada baris data.' } });
    const id = uuidv7();
    const at = t.house.clock.now();
    await storage.dropImportsBefore(t.tx, t.instansi, new Date(at.getTime() - KEPT_DAYS * 86_400_000));
    await storage.insertImport(t.tx, t.instansi, { id, kind, fileName, sheet: sealSheet(t, sheet), mapping, by: t.viewer?.accountId ?? null, at });
    await audit(t, { action: 'organization.import-uploaded', object: 'import', objectId: id, detail: { kind, fileName, rows: sheet.rows.length } });
    return { id };
  });
}

export const mapImport = (ctx: Context, { id, version, mapping }: Input<'mapImport'>): Promise<{ version: number }> =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockImport(t.tx, t.instansi, id));
    if (row.status === 'taken') throw new Refused({ code: 'sheets.import-taken' });
    mustBeUnchanged(row, version);
    const chosen = chosenColumns(importFields[row.kind], openSheet(t, row), mapping);
    await storage.saveMapping(t.tx, t.instansi, id, chosen.mapping);
    await storage.rememberHeadings(t.tx, t.instansi, row.kind, chosen.remembered);
    return { version: row.version + 1 };
  });

export const previewImport = (ctx: Context, { id, only, after, limit }: Input<'previewImport'>): Promise<ImportPreview> =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.findImport(t.tx, t.instansi, id));
    const sheet = openSheet(t, row);
    const missing = missingFields(importFields[row.kind], row.mapping);
    const rows = row.status === 'taken' ? takenRows(row, sheet) : missing.length > 0 ? [] : shown(await judge(t, row.kind, sheet, row.mapping));
    const count = (...verdicts: string[]) => rows.filter((one) => verdicts.includes(one.verdict)).length;
    return {
      id, kind: row.kind, fileName: row.fileName, status: row.status, version: row.version, mapping: row.mapping, missing,
      columns: columnsToChoose(sheet),
      counts: { rows: rows.length || sheet.rows.length, clean: count('new', 'changed', 'taken'), refused: count('refused'), unchanged: count('unchanged'), taken: row.taken },
      ...pageOfRows(rows, { only, after, limit }),
    };
  });

const shown = (judged: Judged): ImportPreview['rows'] =>
  (judged.rows as Verdict<unknown>[]).map(({ line, values, verdict, reasons, notes }) => ({ line, values: maskedValues(values), verdict, reasons, notes }));
const takenRows = (row: storage.ImportRow, sheet: Sheet): ImportPreview['rows'] =>
  fieldRows(sheet.rows, row.mapping).map(({ line, values }) => ({
    line, values: maskedValues(values), verdict: row.reasons[line] ? 'refused' : 'taken', reasons: row.reasons[line] ?? [], notes: [],
  }));

/** Facts of the institution in a handful of statements, then the pure rules over all lines. */
async function judge(t: TenantContext, kind: ImportKind, sheet: Sheet, mapping: Mapping): Promise<Judged> {
  const rows = fieldRows(sheet.rows, mapping);
  const day = await today(t);
  const units = await storage.allUnits(t.tx, t.instansi);
  if (kind === 'units') {
    const { region } = await institutionOf(t.tx, t.instansi);
    const codes = [...new Set(rows.map((row) => row.values['region'] ?? '').concat(units.map((unit) => unit.region ?? '')).filter((code) => /^[\d.]{2,13}$/.test(code)))];
    const regions = new Set((await part<WilayahPort<Context>>(t.house, 'wilayah').regions(codes, t)).keys());
    return { kind, rows: judgeUnits(rows, { institutionRegion: region, today: day, units, regions }) };
  }
  const posts = await storage.allPosts(t.tx, t.instansi);
  if (kind === 'posts') return { kind, rows: judgePosts(rows, { today: day, units, posts }) };
  const lines = rows.map((row) => readPerson(row, day));
  const hashes = new Map<string, Buffer>();
  for (const line of lines) if ('nik' in line && line.nik) hashes.set(line.nik, t.house.secrets.hash('nik', line.nik));
  const nips = lines.flatMap((line) => ('nip' in line && line.nip ? [line.nip] : []));
  const people = await peopleByIdentity(t.tx, t.instansi, nips, [...hashes.values()]);
  const byNip = new Map(people.flatMap((one) => (one.nip ? [[one.nip, one] as const] : [])));
  const byHash = new Map(people.flatMap((one) => (one.nikHash ? [[one.nikHash.toString('hex'), one] as const] : [])));
  const known = (line: { nip: string | null; nik: string | null }): KnownPerson[] =>
    [...new Set([line.nip ? byNip.get(line.nip) : undefined, line.nik ? byHash.get(hashes.get(line.nik)!.toString('hex')) : undefined])].filter((one) => one !== undefined);
  const holdings = await storage.allHoldings(t.tx, t.instansi);
  return { kind, rows: judgePeople(lines, { today: day, units, posts, known, holdings, newId: () => uuidv7() }) };
}

/** Judges again under lock, so that what was changed since the preview counts, and writes the clean lines in sets. */
export const takeImport = (ctx: Context, { id, version }: Input<'takeImport'>): Promise<{ taken: number; refused: number; unchanged: number }> =>
  inTenant(ctx, async (t) => {
    const row = found(await storage.lockImport(t.tx, t.instansi, id));
    if (row.status === 'taken') throw new Refused({ code: 'sheets.import-taken' });
    mustBeUnchanged(row, version);
    const missing = missingFields(importFields[row.kind], row.mapping);
    if (missing.length > 0) throw new Refused({ code: 'sheets.mapping-incomplete', data: { fields: missing.join(', ') } });
    await lockTree(t.tx, t.instansi);
    await storage.lockAllPosts(t.tx, t.instansi);
    const judged = await judge(t, row.kind, openSheet(t, row), row.mapping);
    const rows = judged.rows as Verdict<unknown>[];
    const entries = judged.kind === 'units' ? await takeUnits(t, judged.rows) : judged.kind === 'posts' ? await takePosts(t, judged.rows) : await takePeople(t, judged.rows);
    const taken = rows.filter((one) => one.verdict === 'new' || one.verdict === 'changed').length;
    const refused = rows.filter((one) => one.verdict === 'refused');
    await storage.saveTaken(t.tx, t.instansi, id, taken, Object.fromEntries(refused.map((one) => [one.line, one.reasons])));
    await auditMany(t, entries);
    await audit(t, { action: 'organization.import-taken', object: 'import', objectId: id, detail: { kind: row.kind, fileName: row.fileName, taken, refused: refused.length } });
    if (taken > 0) await emit(t, 'organization.imported', { import: id, kind: row.kind, taken });
    return { taken, refused: refused.length, unchanged: rows.length - taken - refused.length };
  });

async function takeUnits(t: TenantContext, rows: Verdict<UnitFact>[]): Promise<AuditEntry[]> {
  const facts = rows.filter((one) => one.verdict === 'new' || one.verdict === 'changed').map((one) => one.fact!);
  const known = await storage.allUnits(t.tx, t.instansi);
  const before = new Map(known.map((unit) => [unit.code, unit]));
  const ids = new Map<string, string>(known.map((unit) => [unit.code, unit.id]));
  const fresh = parentsFirst(facts.filter((fact) => fact.id === null));
  for (const fact of fresh) ids.set(fact.code, uuidv7());
  const unitOf = (fact: UnitFact) => ({
    id: ids.get(fact.code)!, parent: fact.parent === null ? null : ids.get(fact.parent)!, kind: fact.kind, code: fact.code, name: fact.name, region: fact.region, sort: before.get(fact.code)?.sort ?? 0, fromDay: fact.fromDay, profile: fact.profile,
  });
  const changed = facts.filter((fact) => fact.id !== null).map(unitOf);
  if (fresh.length > 0) await insertUnits(t.tx, t.instansi, fresh.map(unitOf));
  if (changed.length > 0) await saveUnits(t.tx, t.instansi, changed);
  return facts.map((fact) => ({ action: fact.id === null ? 'organization.unit-created' : 'organization.unit-updated', object: 'unit', objectId: ids.get(fact.code)!, detail: { imported: true, code: fact.code, name: fact.name, kind: fact.kind, parent: fact.parent } }));
}

async function takePosts(t: TenantContext, rows: Verdict<PostFact>[]): Promise<AuditEntry[]> {
  const facts = rows.filter((one) => one.verdict === 'new' || one.verdict === 'changed').map((one) => one.fact!);
  const ids = new Map((await storage.allPosts(t.tx, t.instansi)).filter((post) => post.toDay === null).map((post) => [postKey(post.unit, post.title), post.id]));
  const fresh = facts.filter((fact) => fact.id === null);
  for (const fact of fresh) ids.set(postKey(fact.unit, fact.title), uuidv7());
  const lines = await reportingLines(t.tx, t.instansi);
  const postOf = (fact: PostFact) => {
    const id = ids.get(postKey(fact.unit, fact.title))!;
    // A superior of a refused line is not there; a line that would close a circle is left out, the post itself stays.
    const superior = fact.reportsTo === null ? null : (ids.get(fact.reportsTo) ?? null);
    const reportsTo = superior !== null && !leadsTo(lines, superior, id) ? superior : null;
    lines.set(id, reportsTo);
    return { ...fact, id, reportsTo };
  };
  const made = fresh.map(postOf);
  const changed = facts.filter((fact) => fact.id !== null).map(postOf);
  // Posts first without their superiors, which may stand later in the file.
  if (made.length > 0) await insertPosts(t.tx, t.instansi, made.map((post) => ({ ...post, reportsTo: null })));
  const reporting = [...made.filter((post) => post.reportsTo !== null), ...changed];
  if (reporting.length > 0) await savePosts(t.tx, t.instansi, reporting);
  return [...made.map((post) => ({ post, action: 'organization.post-created' })), ...changed.map((post) => ({ post, action: 'organization.post-updated' }))].map(({ post, action }) => ({
    action, object: 'post', objectId: post.id, detail: { imported: true, title: post.title, unit: post.unit, duties: post.duties, isHead: post.isHead, reportsTo: post.reportsTo },
  }));
}

function leadsTo(lines: ReadonlyMap<string, string | null>, from: string, to: string): boolean {
  for (let at: string | null = from, step = 0; at !== null && step < 1000; at = lines.get(at) ?? null, step++) if (at === to) return true;
  return false;
}

async function takePeople(t: TenantContext, rows: Verdict<PersonFact>[]): Promise<AuditEntry[]> {
  const facts = rows.filter((one) => one.verdict === 'new' || one.verdict === 'changed').map((one) => one.fact!);
  const people = new Map(facts.map(({ person }) => [person.id, person]));
  const sealed = new Map((await peopleByIdentity(t.tx, t.instansi, [...people.values()].flatMap((one) => one.nip ?? []), [])).map((one) => [one.id, one]));
  const rowOf = (person: PersonFact['person']): NewPerson => ({
    id: person.id, name: person.name, bareName: splitName(person.name).bare, nip: person.nip, rank: person.rank, phone: person.phone, email: person.email, employment: person.employment,
    nikHash: person.nik ? t.house.secrets.hash('nik', person.nik) : (sealed.get(person.id)?.nikHash ?? null), nikSealed: person.nik ? t.house.secrets.seal('nik', person.nik) : (sealed.get(person.id)?.nikSealed ?? null),
  });
  const fresh = [...people.values()].filter((person) => person.isNew);
  const changed = [...people.values()].filter((person) => !person.isNew && (person.isChanged || person.nik !== null));
  if (fresh.length > 0) await insertPeople(t.tx, t.instansi, fresh.map(rowOf));
  if (changed.length > 0) await savePeople(t.tx, t.instansi, changed.map(rowOf));
  const holdings = facts.flatMap(({ person, holding }) => (holding ? [{ ...holding, id: uuidv7(), person: person.id }] : []));
  if (holdings.length > 0) {
    await insertHoldings(t.tx, t.instansi, holdings);
    await reachBack(t.tx, t.instansi, holdings);
  }
  return [
    ...fresh.map((person) => ({ action: 'organization.person-created', object: 'person', objectId: person.id, detail: { imported: true, name: person.name, nip: person.nip, hasNik: person.nik !== null, employment: person.employment } })),
    ...changed.map((person) => ({ action: 'organization.person-updated', object: 'person', objectId: person.id, detail: { imported: true } })),
    ...holdings.map((one) => ({ action: 'organization.holder-appointed', object: 'post', objectId: one.post, detail: { imported: true, holding: one.id, person: one.person, capacity: one.capacity, order: one.orderLetter, from: one.fromDay, to: one.toDay } })),
  ];
}

/** The rows that stayed behind, as they came, with the reason in front: repaired, the same file is imported again. */
export async function downloadRefusedRows(ctx: Context, { id }: Input<'downloadRefusedRows'>): Promise<{ fileName: string; type: string; content: string }> {
  const { row, sheet, reasons } = await inTenant(ctx, async (t) => {
    const found_ = found(await storage.findImport(t.tx, t.instansi, id));
    const opened = openSheet(t, found_);
    const judged = found_.status === 'taken' || missingFields(importFields[found_.kind], found_.mapping).length > 0 ? [] : ((await judge(t, found_.kind, opened, found_.mapping)).rows as Verdict<unknown>[]);
    await audit(t, { action: 'organization.import-downloaded', object: 'import', objectId: id, detail: {} });
    return { row: found_, sheet: opened, reasons: found_.status === 'taken' ? found_.reasons : Object.fromEntries(judged.filter((one) => one.verdict === 'refused').map((one) => [one.line, one.reasons])) };
  });
  return restAsXlsx(row.fileName, sheet, reasons);
}

/** The same columns that an import reads: what was exported can be changed and imported again. */
export async function exportOrganization(ctx: Context, { kind, format }: Input<'exportOrganization'>): Promise<{ fileName: string; type: string; content: string }> {
  const rows = await inTenant(ctx, async (t) => {
    const made = kind === 'units' ? await unitRows(t) : kind === 'posts' ? await postRows(t) : await peopleRows(t);
    await audit(t, { action: 'organization.exported', object: kind, detail: { format, rows: made.length } });
    return made;
  });
  const columns = importFields[kind].map(({ label }) => ({ heading: label }));
  const name = { units: 'unit', posts: 'jabatan', people: 'orang' }[kind];
  return format === 'csv'
    ? { fileName: `${name}.csv`, type: 'text/csv; charset=utf-8', content: writeCsv(columns, rows) }
    : { fileName: `${name}.xlsx`, type: XLSX, content: await writeXlsx(name, columns, rows) };
}

async function unitRows(t: TenantContext): Promise<string[][]> {
  const units = await storage.allUnits(t.tx, t.instansi);
  const codes = new Map(units.map((unit) => [unit.id, unit.code]));
  return units.filter((unit) => unit.toDay === null).map((unit) => [
    codeOf(unit.code), unit.name, unit.kind, unit.parent ? (codes.get(unit.parent) ?? '') : '', unit.region ?? '', unit.profile.address ?? '', unit.profile.phone ?? '', unit.profile.email ?? '', unit.fromDay,
  ]);
}

async function postRows(t: TenantContext): Promise<string[][]> {
  const codes = new Map((await storage.allUnits(t.tx, t.instansi)).map((unit) => [unit.id, unit.code]));
  const posts = await storage.allPosts(t.tx, t.instansi);
  const titles = new Map(posts.map((post) => [post.id, post.title]));
  return posts.filter((post) => post.toDay === null).map((post) => [
    codes.get(post.unit) ?? '', post.title, post.isHead ? 'ya' : 'tidak', post.duties.join(', '), post.reportsTo ? (titles.get(post.reportsTo) ?? '') : '', String(post.sort), post.fromDay,
  ]);
}

async function peopleRows(t: TenantContext): Promise<string[][]> {
  const day = await today(t);
  const codes = new Map((await storage.allUnits(t.tx, t.instansi)).map((unit) => [unit.id, unit.code]));
  const posts = new Map((await storage.allPosts(t.tx, t.instansi)).map((post) => [post.id, post]));
  const holdings = Map.groupBy((await storage.allHoldings(t.tx, t.instansi)).filter((one) => one.toDay === null || one.toDay >= day), (one) => one.person);
  return (await storage.allPeople(t.tx, t.instansi)).flatMap((person) => {
    const nik = person.nikSealed ? maskNik(t.house.secrets.open('nik', person.nikSealed)) : '';
    const own = [person.name, person.nip ?? '', nik, person.rank ?? '', person.phone ?? '', person.email ?? '', person.employment];
    const held = holdings.get(person.id) ?? [];
    if (held.length === 0) return [[...own, '', '', '', '', '', '']];
    return held.map((one) => [...own, codes.get(posts.get(one.post)?.unit ?? '') ?? '', one.postTitle, one.capacity === 'definitive' ? 'definitif' : one.capacity, '', one.fromDay, one.toDay ?? '']);
  });
}

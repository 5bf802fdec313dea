import { Refused } from '../../platform/kernel/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { part } from '../../platform/house.ts';
import { inTenant, mustViewer, readTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import type { OrganizationPort } from '../organization/contract.ts';
import type { Offers } from './offers.ts';
import { catalogueFiles } from './offers.ts';
import { actorsText, actorText, catalogueItemOf, documentsOf, matches, promiseText, standardOf, validityText } from './describe-layanan.ts';
import { invalidDefinition } from './refused-source.ts';
import { loadDefinition } from './load-layanan.ts';
import type { CompiledLayanan } from './rules/definition-is-sound.ts';
import type { DefinitionProblem } from './rules/definition-problem.ts';
import { diffDefinitions } from './rules/diff-definitions.ts';
import { closeOffer, findBody, insertDraft, listVersions, publishVersion, type VersionRow } from './storage.ts';

const offersOf = (ctx: Context) => part<Offers>(ctx.house, 'layanan');

/** Every page of the catalogue names units, and there are hundreds; kept as long as the offers are. */
const KEEP_NAMES_MS = 2000;
const keptNames = new WeakMap<Offers, Map<string, { at: number; names: Map<string, string> }>>();

/** Made once: making one costs more than sorting the catalogue. */
const alphabet = new Intl.Collator('id');

async function unitNames(t: TenantContext): Promise<Map<string, string>> {
  const offers = offersOf(t);
  let kept = keptNames.get(offers);
  if (!kept) keptNames.set(offers, (kept = new Map()));
  const known = kept.get(t.instansi);
  if (known && Date.now() - known.at < KEEP_NAMES_MS) return known.names;
  const names = await part<OrganizationPort<TenantContext>>(t.house, 'organization').namesByCode(t);
  kept.set(t.instansi, { at: Date.now(), names });
  return names;
}

async function openOnes(t: TenantContext): Promise<CompiledLayanan[]> {
  const offers = offersOf(t);
  const open: CompiledLayanan[] = [];
  for (const offer of await offers.all(t)) if (offer.open) open.push(await offers.version(t, offer.id, offer.version));
  return open;
}

export function listCatalogue(ctx: Context, asked: { query?: string; lifeEvent?: string; owner?: string }) {
  return readTenant(ctx, async (t) => {
    const names = await unitNames(t);
    const all = (await openOnes(t)).map((c) => c.definition);
    const found = all.filter((d) => (!asked.query || matches(d, asked.query)) && (!asked.lifeEvent || d.lifeEvents.includes(asked.lifeEvent)) && (!asked.owner || d.owner === asked.owner));
    const owners = new Map<string, number>();
    for (const d of all) owners.set(d.owner, (owners.get(d.owner) ?? 0) + 1);
    return {
      items: found.map((d) => catalogueItemOf(d, names)).sort((a, b) => alphabet.compare(a.name, b.name)),
      lifeEvents: catalogueFiles().lifeEvents
        .map((e) => ({ id: e.id, title: e.title, description: e.summary, count: all.filter((d) => d.lifeEvents.includes(e.id)).length }))
        .filter((e) => e.count > 0),
      owners: [...owners].map(([id, count]) => ({ id, name: actorText(id, all.find((d) => d.owner === id)!, names), count })),
    };
  });
}

export function getLayanan(ctx: Context, id: string) {
  return readTenant(ctx, async (t) => {
    const offer = (await offersOf(t).all(t)).find((one) => one.id === id);
    if (!offer) throw new Refused({ code: 'layanan.unknown' });
    const names = await unitNames(t);
    const { definition } = await offersOf(t).version(t, id, offer.version);
    const { workflow } = definition;
    return {
      ...catalogueItemOf(definition, names),
      version: offer.version,
      open: offer.open,
      applicants: definition.applicants,
      requirements: definition.standard.requirements,
      documents: documentsOf(definition),
      steps: workflow.steps.map((s) => ({ id: s.id, title: s.title, actor: actorsText(s, definition, names), promise: promiseText(s.promise) })),
      standard: standardOf(definition),
      legalBasis: definition.legalBasis.map(({ title, article, checked }) => ({ title, article, checked })),
      privacy: definition.privacy,
      output: { title: definition.output.title, validity: validityText(definition) },
      ...(workflow.deemedApproval?.allowed ? { deemedApproval: workflow.deemedApproval.legalBasis } : {}),
    };
  });
}

export function getForm(ctx: Context, id: string) {
  return readTenant(ctx, async (t) => {
    const { version, compiled } = await offersOf(t).current(t, id);
    return { id, version, form: compiled.form.definition, run: compiled.form.run };
  });
}

// administrator

export const rowOf = (row: VersionRow) => ({
  id: row.id, name: row.name, version: row.version, state: row.state === 'published' && row.current && !row.open ? ('withdrawn' as const) : row.state, current: row.current,
  publishedAt: row.published_at?.toISOString(), publishedBy: row.published_by ?? undefined,
});

export function listAllVersions(ctx: Context, id: string | undefined) {
  return inTenant(ctx, async (t) => ({ items: (await listVersions(t.tx, t.instansi, id)).map(rowOf) }));
}

export function getSource(ctx: Context, id: string, version: number) {
  return inTenant(ctx, async (t) => {
    const rows = await listVersions(t.tx, t.instansi, id);
    const row = rows.find((r) => r.version === version);
    const found = await findBody(t.tx, t.instansi, id, version);
    if (!row || !found) throw new Refused({ code: 'layanan.unknown' });
    const before = await findBody(t.tx, t.instansi, id, version - 1);
    const diff = before && diffDefinitions(before.body.definition, found.body.definition);
    const changes = diff
      ? [
          ...diff.added.map((n) => ({ kind: 'added' as const, path: n.key, label: n.name })),
          ...diff.removed.map((n) => ({ kind: 'removed' as const, path: n.key, label: n.name })),
          ...diff.changed.map((n) => ({ kind: 'changed' as const, path: n.key, label: n.name })),
        ]
      : [];
    return { ...rowOf(row), source: found.source, sha256: row.sha256, changes };
  });
}

const problemRow = (p: DefinitionProblem) => ({ line: p.line, path: p.path.join('.'), message: p.message, remedy: p.remedy });

export async function checkSource(_ctx: Context, source: string) {
  const loaded = loadDefinition(source, catalogueFiles().context);
  if (!loaded.ok) return { ok: false, problems: (loaded.refusal.data!.problems as DefinitionProblem[]).map(problemRow) };
  const { definition } = loaded.value.compiled;
  return { ok: true, problems: loaded.value.warnings.map(problemRow), id: definition.id, name: definition.name };
}

export async function saveDraft(ctx: Context, source: string) {
  const loaded = loadDefinition(source, catalogueFiles().context);
  if (!loaded.ok) throw invalidDefinition(loaded.refusal.data!.problems as DefinitionProblem[]);
  const { compiled, sha256 } = loaded.value;
  return inTenant(ctx, async (t) => {
    const { id, name } = compiled.definition;
    const version = await insertDraft(t.tx, t.instansi, { id, name, source, body: compiled, sha256, at: t.house.clock.now() });
    await audit(t, { action: 'layanan.drafted', object: 'layanan', detail: { layanan: id, version, sha256 } });
    return { id, version };
  });
}

export function publish(ctx: Context, id: string, version: number) {
  return inTenant(ctx, async (t) => {
    if (!(await findBody(t.tx, t.instansi, id, version))) throw new Refused({ code: 'layanan.unknown' });
    if (!(await publishVersion(t.tx, t.instansi, id, version, mustViewer(t).name, t.house.clock.now()))) throw new Refused({ code: 'layanan.already-published' });
    await audit(t, { action: 'layanan.published', object: 'layanan', detail: { layanan: id, version } });
    offersOf(t).forget(t.instansi);
    return { id, version };
  });
}

export function withdraw(ctx: Context, id: string, reason: string) {
  return inTenant(ctx, async (t) => {
    if ((await closeOffer(t.tx, t.instansi, id, reason)) === 0) throw new Refused({ code: 'layanan.unknown' });
    await audit(t, { action: 'layanan.withdrawn', object: 'layanan', detail: { layanan: id, reason } });
    offersOf(t).forget(t.instansi);
    return { id };
  });
}

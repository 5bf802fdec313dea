import { parse } from 'yaml';
import { audit } from '../../platform/audit/audit.ts';
import { part } from '../../platform/house.ts';
import { orRefuse, Refused } from '../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../platform/request/context.ts';
import type { OrganizationPort } from '../organization/contract.ts';
import { catalogueFiles } from './offers.ts';
import { loadDefinition } from './load-layanan.ts';
import type { DefinitionProblem } from './rules/definition-problem.ts';
import { editSource, nodePath, type DefinitionEdit } from './edit-the-source.ts';
import { findBody, insertDraft, listVersions, replaceDraft } from './storage.ts';
import { rowOf } from './service.ts';

// Chapters: what is edited · a change

/** A version as data, with what its edit forms offer to choose from. */
export function getDefinition(ctx: Context, id: string, version: number) {
  return inTenant(ctx, async (t) => {
    const row = (await listVersions(t.tx, t.instansi, id)).find((one) => one.version === version);
    const found = await findBody(t.tx, t.instansi, id, version);
    if (!row || !found) throw new Refused({ code: 'layanan.unknown' });
    const { context } = catalogueFiles();
    const loaded = loadDefinition(found.source, context);
    const { definition } = found.body;
    const names = await part<OrganizationPort<TenantContext>>(t.house, 'organization').namesByCode(t);
    const problems = loaded.ok ? loaded.value.warnings : (loaded.refusal.data!.problems as DefinitionProblem[]);
    const letter = context.letters.get(definition.output.template);
    return {
      ...rowOf(row), sha256: found.sha256, definition, sound: loaded.ok,
      problems: problems.map((one) => ({ path: nodePath(definition, one.path), message: `${one.message}. ${one.remedy}` })),
      units: [...names].map(([code, name]) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name, 'id')),
      letterFields: (letter?.fields ?? []).map((field) => ({ id: field.id, label: field.label, required: field.required })),
      lifeEvents: catalogueFiles().lifeEvents.map((event) => ({ id: event.id, title: event.title })),
    };
  });
}

export interface EditInput {
  id: string;
  version: number;
  /** Of the version that the person read. */
  sha256: string;
  edits: DefinitionEdit[];
}

/**
 * Changes nodes of a definition: a draft in place, a published version as a new draft. Nothing is saved that would not
 * pass the checks of the text editor.
 * @throws Refused `layanan.unknown`, `layanan.changed`, `layanan.no-such-node`, `layanan.edit-invalid` with a sentence per node
 */
export function editDefinition(ctx: Context, { id, version, sha256, edits }: EditInput) {
  return inTenant(ctx, async (t) => {
    const found = await findBody(t.tx, t.instansi, id, version);
    if (!found) throw new Refused({ code: 'layanan.unknown' });
    if (found.sha256 !== sha256) throw new Refused({ code: 'layanan.changed' });
    const source = orRefuse(editSource(found.source, edits));
    const loaded = loadDefinition(source, catalogueFiles().context);
    if (!loaded.ok) throw refusedEdit(source, loaded.refusal.data!.problems as DefinitionProblem[]);
    const { compiled, sha256: after } = loaded.value;
    if (compiled.definition.id !== id) throw new Refused({ code: 'layanan.no-such-node', data: { node: 'id' } });
    if (after === sha256) return { id, version, sha256 };
    const { name } = compiled.definition;
    const draft = { id, name, source, body: compiled, sha256: after, at: t.house.clock.now() };
    let saved = version;
    if (found.state === 'draft') {
      if (!(await replaceDraft(t.tx, t.instansi, version, sha256, draft))) throw new Refused({ code: 'layanan.changed' });
    } else saved = await insertDraft(t.tx, t.instansi, draft);
    await audit(t, { action: 'layanan.edited', object: 'layanan', detail: { layanan: id, version: saved, from: version, sha256: after, nodes: edits.map((edit) => ('list' in edit ? edit.list : edit.node)) } });
    return { id, version: saved, sha256: after };
  });
}

function refusedEdit(source: string, problems: readonly DefinitionProblem[]): Refused {
  const data: unknown = parse(source, { maxAliasCount: 50 });
  return new Refused({
    code: 'layanan.edit-invalid', data: { count: problems.length },
    fields: problems.slice(0, 50).map((one) => ({ path: nodePath(data, one.path), message: `${one.message}. ${one.remedy}` })),
  });
}

import type { LetterDefinition } from '../../../engines/documents/letter/letter-definition.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context } from '../../../platform/request/context.ts';
import { TEMPLATES, TYPES } from '../catalogue-files.ts';
import type { IssuedIn, LetterType, TypeBody } from '../contract.ts';
import { aNewKindIsSound, fixable } from '../rules/a-new-kind-is-sound.ts';
import * as storage from '../storage.ts';
import * as ownKinds from '../storage-own.ts';
import { findKind, mustKnow } from './kinds.ts';
import { mustBeSound } from './manage.ts';
import { organizationOf } from './ports.ts';
import { createLetterTypesPort, notInForce } from './types.ts';

// A kind of letter that the institution makes by copying one: a draft first, in force only once published.

/** Templates of letters that somebody writes; sheets that the system fills are none. */
const WRITTEN: ReadonlySet<string> = new Set([...TYPES.values()].filter((known) => known.written).map((known) => known.template));
const templateOf = (id: string): LetterDefinition | undefined => TEMPLATES.list().find((one) => one.id === id && WRITTEN.has(id));

export const listStarts = (ctx: Context) => readTenant(ctx, async (t) => ({
  kinds: (await createLetterTypesPort().listInForce(t, await organizationOf(t).today(t))).filter((type) => type.written).map(({ id, title, family, template, series }) => ({ id, title, family, template, series })),
  templates: TEMPLATES.list().filter((one) => WRITTEN.has(one.id)).map(({ id, title, paper, fields }) => ({ id, title, papers: paper.allowed, fields })).sort((a, b) => a.title.localeCompare(b.title, 'id')),
}));

interface NewKind {
  id: string;
  like: string;
  title: string;
  template?: string | undefined;
  series?: string | undefined;
  issuedIn: IssuedIn;
  usualSigner?: string | undefined;
  legalBasis?: string | undefined;
  fixed?: Record<string, string> | undefined;
}

export const createType = (ctx: Context, input: NewKind) => inTenant(ctx, async (t) => {
  const [by, at, today] = [mustViewer(t), t.house.clock.now(), await organizationOf(t).today(t)];
  const source = await createLetterTypesPort().typeInForce(t, input.like, today);
  if (!source) throw notInForce(await mustKnow(t, input.like), await storage.versionsOf(t.tx, t.instansi, input.like), today);
  const template = templateOf(input.template ?? source.template);
  const fixed = input.fixed ?? (template ? onlyOf(source.fixed, fixable(template)) : {});
  orRefuse(aNewKindIsSound(fixed, template));
  const kind = { type: input.id, family: source.family, usualSigner: input.usualSigner ?? source.usualSigner, template: template!.id, headOfRegion: source.headOfRegion, needsAddressee: asksWhom(template!, source), fixed, legalBasis: input.legalBasis ?? source.legalBasis, copiedFrom: source.id };
  if ((await findKind(t, input.id)) || !(await ownKinds.insertOwn(t.tx, t.instansi, { ...kind, by: by.accountId, byName: by.name, at }))) {
    const title = await titleOf(input.id);
    throw new Refused({ code: 'letter-types.code-taken', data: { code: input.id, title }, fields: [{ path: 'id', message: `Kode ini sudah dipakai ${title}. Pilih kode lain.` }] });
  }
  const body = bodyLike(source, template!, input);
  await mustBeSound(t, kind, body, today);
  await storage.saveDraft(t.tx, t.instansi, { type: input.id, before: 0, body, by: by.accountId, byName: by.name, at });
  await audit(t, { action: 'letter-types.made', object: 'letter-type', detail: { type: input.id, like: source.id, template: kind.template, issuedIn: body.issuedIn } });
  return { id: input.id, version: 1 };

  async function titleOf(id: string): Promise<string> {
    const [latest] = await storage.versionsOf(t.tx, t.instansi, id);
    return latest?.body.title ?? (await storage.findDraft(t.tx, t.instansi, id))?.body.title ?? TYPES.get(id)?.title ?? 'jenis lain';
  }
});

const onlyOf = (values: Record<string, string>, names: readonly string[]) => Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));

function asksWhom(template: LetterDefinition, source: LetterType): boolean {
  const field = template.fields.find((one) => one.id === 'kepada');
  return field !== undefined && (field.required || source.needsAddressee);
}

/** A sheet that the template does not know is left to the institution's. */
function bodyLike(source: LetterType, template: LetterDefinition, { id, title, series, issuedIn }: NewKind): TypeBody {
  const { pattern, classification, secrecy, paper, layout, copies, initials, skeleton } = source;
  return { title, series: series ?? id, pattern, classification, secrecy, ...(paper && template.paper.allowed.includes(paper) ? { paper } : {}), layout, copies, initials, issuedIn, skeleton };
}

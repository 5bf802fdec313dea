import { PAPERS, type LetterData, type Paper } from '../../../engines/documents/letter/letter-data.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../platform/request/context.ts';
import { paperOfLetter } from '../rules/paper-of-a-letter.ts';
import { sampleFields } from '../rules/sample-fields.ts';
import { letterheadOf } from './compose-letter.ts';
import { institutionOf, organizationOf, workshopOf } from './workshop.ts';

/** Every template of the house with its fields and its papers. */
export function listTemplates(ctx: Context) {
  const { letters } = workshopOf(ctx.house).typesetter;
  return {
    items: letters.list().map(({ id, title, paper, fields, legalBasis }) => ({
      id, title, papers: paper.allowed, defaultPaper: paper.default,
      fields: fields.map((f) => ({ id: f.id, label: f.label, required: f.required })),
      legalBasis: legalBasis.map((b) => ({ title: b.title, ...(b.article ? { article: b.article } : {}), ...(b.checked ? { checked: b.checked } : {}) })),
    })),
  };
}

/** A template as it prints, every field showing its own name, under the letterhead of the viewer's unit. @returns PDF */
export async function sampleLetter(ctx: Context, id: string, asked: string | undefined): Promise<Buffer> {
  const definition = orRefuse(workshopOf(ctx.house).typesetter.letters.find(id));
  const { zone } = await institutionOf(ctx);
  const paper = PAPERS.find((p): p is Paper => p === asked && definition.paper.allowed.includes(p));
  return sample(ctx, id, { fields: sampleFields(definition, dayIn(ctx.house.clock.now(), zone)), title: definition.title, number: '[nomor]', ...(paper ? { paper } : {}) });
}

/** See the port. @throws Refused `documents.*` */
export async function sample(ctx: Context, template: string, { title, number, paper, ...look }: Pick<LetterData, 'fields' | 'copies' | 'layout'> & { title: string; number: string; paper?: Paper }): Promise<Buffer> {
  const hat = mustHat(ctx);
  const { typesetter } = workshopOf(ctx.house);
  const definition = orRefuse(typesetter.letters.find(template));
  const institution = await institutionOf(ctx);
  const day = dayIn(ctx.house.clock.now(), institution.zone);
  const head = letterheadOf(await inTenant(ctx, (t) => organizationOf(t.house).letterheadOf(t, hat.unitId, day)));
  const has = (part: (typeof definition.parts)[number]) => definition.parts.includes(part);
  const data: LetterData = {
    ...look, demo: institution.demo, draft: true,
    ...(has('letterhead') ? { letterhead: head } : {}), ...(has('number') ? { number } : {}), ...(has('date') ? { date: day } : {}), ...(has('place') ? { place: '[tempat]' } : {}),
    ...(has('signer') ? { signer: { lines: ['[NAMA JABATAN],'], title: '[Nama jabatan]', name: mustViewer(ctx).name }, way: 'internal' as const } : {}),
    ...(has('verification') ? { verification: { url: `${ctx.house.settings.publicUrl}/v`, code: 'CONTOH' } } : {}),
    metadata: { title: `Contoh ${title}`, author: institution.name, keywords: ['contoh'], createdAt: ctx.house.clock.now() },
  };
  return typesetter.render({ template, data, paper: paperOfLetter(definition.paper, institution.paper, paper) });
}

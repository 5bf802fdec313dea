import { formatNumber } from '../../../engines/documents/numbering/letter-number.ts';
import type { LetterData } from '../../../engines/documents/letter/letter-data.ts';
import { cleanPhoto } from '../../../engines/photos/clean-photo.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { LetterOrder, NumberOrder, PrintOptions, ReceiptOrder } from '../contract.ts';
import { composeLetter, finishedFile, letterheadOf } from './compose-letter.ts';
import { institutionOf, organizationOf, workshopOf } from './workshop.ts';

// Chapters: preview · receipt and other prints · photos of one document

/** The letter as it would look; nothing is stored and no number is used. See the port. */
export async function preview(ctx: Context, order: LetterOrder & { series?: NumberOrder['series']; mark?: 'UJI COBA' }): Promise<Buffer> {
  const mark = order.mark ?? 'KONSEP';
  const { words, paper, unit } = await inTenant(ctx, (t) => composeLetter(t, order));
  const data: LetterData = {
    ...words, draft: true, ...(order.mark ? { draftMark: order.mark } : {}), number: numberToBe(order, unit.code), verification: { url: `${ctx.house.settings.publicUrl}/v`, code: mark },
    metadata: { ...words.metadata, title: `${order.mark ? 'Uji coba' : 'Konsep'} ${order.title}`, keywords: [mark.toLowerCase()], createdAt: ctx.house.clock.now() },
  };
  const { typesetter } = workshopOf(ctx.house);
  if (order.finished) return typesetter.finished({ data, pdf: await finishedFile(ctx, order.finished.sha256), places: order.finished.places });
  return typesetter.render({ template: order.template, data, paper });
}

/** Nine digits that no code or date of a number has: they mark the place of the number to come. */
const TO_COME = 999_999_999;

/** "500.3/     /PONDOK/III/2026": the place of the number left open, as drafts on paper have it. */
function numberToBe({ series, letterDate }: LetterOrder & { series?: NumberOrder['series'] }, unit: string): string {
  if (!series) return '\u2026';
  const { classification, pattern, jabatan, derajat, jenis } = series;
  const parts = { kode: classification, unit, date: letterDate, ...(jabatan ? { jabatan } : {}), ...(derajat ? { derajat } : {}), ...(jenis ? { jenis } : {}) };
  return orRefuse(formatNumber(pattern, { ...parts, urut: TO_COME })).replace(String(TO_COME), '\u00a0'.repeat(5));
}

export async function receipt(ctx: Context, order: ReceiptOrder): Promise<Buffer> {
  const { fields, url, code, unitId, paper, demo } = order;
  return print(ctx, 'tanda-terima', fields, { demo, verification: { url, code }, ...(unitId ? { unitId } : {}), ...(paper ? { paper } : {}) });
}

/** See the port. @throws Refused `documents.*` */
export async function print(ctx: Context, template: string, fields: Record<string, unknown>, options: PrintOptions): Promise<Buffer> {
  const { typesetter } = workshopOf(ctx.house);
  const definition = orRefuse(typesetter.letters.find(template));
  const institution = await institutionOf(ctx);
  const { unitId, number, date, place, verification, demo, paper } = options;
  const letterhead = unitId ? letterheadOf(await inTenant(ctx, (t) => organizationOf(t.house).letterheadOf(t, unitId, date))) : undefined;
  const title = options.title ?? definition.title;
  const data: LetterData = {
    fields, demo,
    ...(letterhead ? { letterhead } : {}), ...(number ? { number } : {}), ...(date ? { date } : {}), ...(place ? { place } : {}), ...(verification ? { verification } : {}),
    metadata: { title, author: institution.name, keywords: [], createdAt: ctx.house.clock.now() },
  };
  return typesetter.render({ template, data, ...(paper ? { paper } : {}) });
}

/** See the port. */
export async function photoPages(ctx: Context, photos: readonly Uint8Array[], title: string): Promise<Buffer | undefined> {
  const clean = photos.map((bytes) => cleanPhoto(bytes));
  if (!clean.every((photo) => photo !== undefined)) return undefined;
  const { name } = await institutionOf(ctx);
  return workshopOf(ctx.house).typesetter.photoPages({ photos: clean, title, author: name, createdAt: ctx.house.clock.now() });
}

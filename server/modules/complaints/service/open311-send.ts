import { storeUpload } from '../../../platform/files/uploads.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { given, readRequest, type Arguments } from '../rules/open311-arguments.ts';
import type { Document } from '../rules/open311-format.ts';
import { attributesOf } from '../rules/open311-questions.ts';
import { configurationOf } from './configuration.ts';
import { MEDIA_ANSWER, mustService } from './open311.ts';
import { cleaned } from './photos.ts';
import { submit } from './submit.ts';

/** A file of a multipart request. */
export interface SentFile {
  name: string;
  bytes: Uint8Array;
}
const MOST_FILES = 10;

/**
 * A report of a partner's citizen. Doubtful ones are taken and held like any other.
 * @throws Refused with everything that is wrong at once; `complaints.open311-service`
 */
export async function send(ctx: Context, form: Arguments, files: readonly SentFile[]): Promise<Document> {
  const code = given(form, 'service_code');
  const category = code ? await inTenant(ctx, async (t) => mustService(await configurationOf(t), code)) : undefined;
  const { asked, wrong } = readRequest(form);
  if (!category) wrong.unshift({ path: 'service_code', message: 'wajib diisi.' });
  if (files.length > MOST_FILES) wrong.push({ path: 'media', message: `paling banyak ${MOST_FILES} berkas.` });
  if (wrong.length > 0 || !category) throw new Refused({ code: 'complaints.open311-argument', fields: wrong });
  const { lat, lng, address, addressId, description, media, reporter } = asked;
  const isRegion = addressId !== undefined && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(addressId);
  const photos = await keep(ctx, files);
  const receipt = await submit(ctx, {
    kind: category.kinds[0] ?? 'complaint', category: category.code, body: description ?? category.name, ...(lat === undefined ? {} : { lat, lng }), ...(isRegion ? { region: addressId } : {}), place: (address ?? (isRegion ? '' : (addressId ?? ''))).slice(0, 200),
    // Also what the definition does not name (FixMyStreet sends its own number so): kept with the report.
    answers: { ...attributesOf(form), ...(media ? { [MEDIA_ANSWER]: media } : {}) }, photos, namePublic: false, nameToAgency: true, reportPublic: true, origin: '', reporter: { ...reporter, handle: '' }, channel: 'open311', account: null, trusted: true,
  });
  return { root: 'service_requests', each: 'request', rows: [{ service_request_id: receipt.number, service_notice: receipt.held ?? (receipt.verifyBy ? `Diperiksa paling lambat ${receipt.verifyBy.long}` : ''), account_id: null }] };
}

/** Looked at before any of them is kept, so that a wrong one leaves nothing behind. */
async function keep(ctx: Context, files: readonly SentFile[]): Promise<string[]> {
  const clean = files.map(({ name, bytes }) => ({ name, ...cleaned(bytes) }));
  const kept: string[] = [];
  for (const { name, kept: bytes } of clean) kept.push((await storeUpload(ctx, name, bytes, ctx.viewer?.accountId ?? null)).id);
  return kept;
}

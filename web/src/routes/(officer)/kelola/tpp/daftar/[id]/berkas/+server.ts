import { one, readValues } from '#lib/forms/values.ts';
import { requireOfficer } from '#lib/server/guard.ts';
import { asPageError } from '#lib/server/refusal.ts';
import type { RequestHandler } from './$types';

/** The file for the payroll; the first time hands the payment over. */
export const POST: RequestHandler = async (event) => {
  requireOfficer(event);
  const values = readValues(await event.request.formData());
  try {
    const { fileName, type, content } = await event.locals.api.allowance.exportRun({ id: event.params.id, version: Number(one(values, 'versi')), format: one(values, 'bentuk') === 'csv' ? 'csv' : 'xlsx' });
    return new Response(new Uint8Array(Buffer.from(content, 'base64')), { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'private, no-store' } });
  } catch (thrown) {
    asPageError(thrown);
  }
};

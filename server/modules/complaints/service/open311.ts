import { isoInZone } from '../../../engines/working-time/words.ts';
import { part, type House } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { Authenticator, Institution, Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../../../platform/request/context.ts';
import { STATES, type CategoryDetail } from '../contract.ts';
import type { Document, Row } from '../rules/open311-format.ts';
import { attributesOf, listOf, spanOf, statusesOf } from '../rules/open311-questions.ts';
import { cover, findPersonalData } from '../rules/personal-data-is-covered.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { findWhole } from '../storage/reports.ts';
import * as storage from '../storage/open311.ts';
import { configurationOf, type Configuration } from './configuration.ts';
import { institutionOf, organizationOf, wilayahOf } from './ports.ts';
import { submit } from './submit.ts';
import { coveredPlace, publicFileUrl, timelineOf } from './views.ts';

export { CONTENT_TYPES, errorsOf, render, type Document, type Format } from '../rules/open311-format.ts';

// Chapters: whose jurisdiction, whose key · services · sending · reading · updates · discovery

export type Arguments = URLSearchParams;
const given = (args: Arguments, name: string): string | undefined => {
  const value = args.get(name)?.trim();
  // "null" and empty are the same as absent (General rules of the standard).
  return value === undefined || value === '' || value === 'null' ? undefined : value;
};
const wrong = (message: string) => new Refused({ code: 'complaints.open311-argument', data: { message } });

/** Names by which an institution may be called: a host of its own, its region's code, its letters. @throws Refused `complaints.open311-jurisdiction` */
export async function jurisdictionOf(house: House, hostname: string, here: Institution, args: Arguments): Promise<Institution> {
  const asked = given(args, 'jurisdiction_id')?.toLowerCase().replace(/^www\./, '');
  if (!asked || asked === hostname.replace(/^www\./, '') || asked === here.region || asked === here.code.toLowerCase()) return here;
  const named = await part<Institutions>(house, 'institutions').ofHost(house, asked);
  // Where there is only one institution every unknown name leads to it; here an unknown one is told.
  const unknown = await part<Institutions>(house, 'institutions').ofHost(house, `${asked}.invalid`);
  if (!named || (unknown && unknown.id === named.id)) throw new Refused({ code: 'complaints.open311-jurisdiction' });
  return named;
}

/** @throws Refused `complaints.open311-key`: missing, unknown, of another institution, or not for sending reports */
export async function mustKey(house: House, key: string | undefined, institution: Institution): Promise<Viewer> {
  const viewer = key ? await part<Authenticator>(house, 'authenticator').viewerOf(house, key) : null;
  if (viewer?.kind !== 'integrator' || viewer.hat?.instansi !== institution.id || !viewer.hat.permissions.has('complaints.open311')) throw new Refused({ code: 'complaints.open311-key' });
  return viewer;
}

const offered = (configuration: Configuration): CategoryDetail[] => [...configuration.categories.values()].filter((c) => c.active && !c.kinds.includes('misconduct'));
function mustService(configuration: Configuration, code: string): CategoryDetail {
  const found = offered(configuration).find((c) => c.code === code);
  if (!found) throw new Refused({ code: 'complaints.open311-service' });
  return found;
}

export const services = (ctx: Context): Promise<Document> =>
  inTenant(ctx, async (t) => ({
    root: 'services', each: 'service',
    rows: offered(await configurationOf(t)).map((c) => ({ service_code: c.code, service_name: c.name, description: c.description, metadata: c.questions.length > 0, type: 'realtime', keywords: c.keywords.join(','), group: c.group })),
  }));

export const definition = (ctx: Context, code: string): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const c = mustService(await configurationOf(t), code);
    const attributes: Row[] = c.questions.map((q, i) => ({
      variable: true, code: q.code, datatype: q.datatype, required: q.required, datatype_description: q.help, order: i + 1, description: q.label,
      ...(q.datatype === 'singlevaluelist' || q.datatype === 'multivaluelist' ? { values: { each: 'value', rows: q.values.map(({ key, name }) => ({ key, name })) } } : {}),
    }));
    return { root: 'service_definition', row: { service_code: c.code, attributes: { each: 'attribute', rows: attributes } } };
  });

const MEDIA = 'MEDIA_URL';

/** @throws Refused with what is missing; reports that look doubtful are taken and held like any other */
export async function send(ctx: Context, form: Arguments): Promise<Document> {
  const configuration = await inTenant(ctx, (t) => configurationOf(t));
  const code = given(form, 'service_code');
  if (!code) throw wrong('service_code wajib diisi.');
  const category = mustService(configuration, code);
  const [lat, lng, address, addressId] = [coordinate(form, 'lat', 90), coordinate(form, 'long', 180), given(form, 'address_string'), given(form, 'address_id')];
  if ((lat === undefined) !== (lng === undefined)) throw wrong('lat dan long harus diisi keduanya.');
  if (lat === undefined && !address && !addressId) throw wrong('Isi lat dan long, address_string, atau address_id.');
  const description = given(form, 'description') ?? category.name;
  if ([...description].length > 4000) throw wrong('description paling banyak 4000 huruf.');
  const media = given(form, 'media_url');
  if (media && !/^https?:\/\/[^\s<>"]{3,1000}$/.test(media)) throw wrong('media_url harus alamat http atau https.');
  const isRegion = addressId !== undefined && /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(addressId);
  const receipt = await submit(ctx, {
    kind: category.kinds[0] ?? 'complaint', category: code, body: description, ...(lat === undefined ? {} : { lat, lng }), ...(isRegion ? { region: addressId } : {}), place: (address ?? (isRegion ? '' : (addressId ?? ''))).slice(0, 200),
    answers: { ...attributesOf(form), ...(media ? { [MEDIA]: media } : {}) }, photos: [], namePublic: false, nameToAgency: true, reportPublic: true, origin: '',
    reporter: { name: [given(form, 'first_name'), given(form, 'last_name')].filter(Boolean).join(' ').slice(0, 120), phone: (given(form, 'phone') ?? '').slice(0, 40), email: (given(form, 'email') ?? '').slice(0, 120), handle: '' },
    channel: 'open311', account: null, trusted: true,
  });
  return { root: 'service_requests', each: 'request', rows: [{ service_request_id: receipt.number, service_notice: receipt.held ?? (receipt.verifyBy ? `Diperiksa paling lambat ${receipt.verifyBy.long}` : ''), account_id: null }] };
}

function coordinate(form: Arguments, name: string, most: number): number | undefined {
  const text = given(form, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^-?\d+(\.\d+)?$/.test(text) || Math.abs(value) > most) throw wrong(`${name} harus angka derajat, misalnya ${name === 'lat' ? '-7.8714' : '111.4625'}.`);
  return value;
}

const MOST = 1000;
export const requests = (ctx: Context, args: Arguments): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const configuration = await configurationOf(t);
    const ids = listOf(given(args, 'service_request_id'));
    if (ids.length > 0) {
      const numbers = ids.slice(0, MOST).flatMap((id) => readTicketNumber(id) ?? []);
      return listing(t, configuration, (await storage.findByNumbers(t.tx, t.instansi, numbers)).filter(maySay));
    }
    const codes = listOf(given(args, 'service_code'));
    codes.forEach((code) => mustService(configuration, code));
    const span = orRefuse(spanOf(given(args, 'start_date'), given(args, 'end_date'), t.house.clock.now()));
    const extended = given(args, 'extensions') === 'true';
    const whole = (name: string, usual: number, most: number) => {
      const value = extended ? Number(given(args, name) ?? usual) : usual;
      if (!Number.isSafeInteger(value) || value < 1 || value > most) throw wrong(`${name} harus angka 1 sampai ${most}.`);
      return value;
    };
    const [page, size] = [whole('page', 1, 10_000), whole('page_size', MOST, MOST)];
    return listing(t, configuration, await storage.listRequests(t.tx, t.instansi, { ...span, categories: codes.length > 0 ? codes : undefined, status: orRefuse(statusesOf(given(args, 'status'))), limit: size, offset: (page - 1) * size }));
  });

/** One by its number: what is not published yet tells its state, not its text. @throws Refused `complaints.open311-request` */
export const request = (ctx: Context, id: string): Promise<Document> => inTenant(ctx, async (t) => listing(t, await configurationOf(t), [await mustRequest(t, id)]));

const maySay = (row: storage.Open311Row): boolean => row.report_public && (row.state !== 'archived' || row.shown || row.channel === 'open311');
async function mustRequest(t: TenantContext, id: string): Promise<storage.Open311Row> {
  const number = readTicketNumber(id);
  const [row] = number ? await storage.findByNumbers(t.tx, t.instansi, [number]) : [];
  if (!row || !maySay(row)) throw new Refused({ code: 'complaints.open311-request' });
  return row;
}

export const token = (ctx: Context, id: string): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const row = await mustRequest(t, id);
    return { root: 'service_requests', each: 'request', rows: [{ service_request_id: row.number, token: row.number }] };
  });

async function listing(t: TenantContext, configuration: Configuration, rows: readonly storage.Open311Row[]): Promise<Document> {
  const { zone, name } = await institutionOf(t);
  const units = await organizationOf(t).unitFacts(t, [...new Set(rows.flatMap((r) => (r.unit ? [r.unit] : [])))]);
  const regions = await wilayahOf(t).regions([...new Set(rows.flatMap((r) => (r.region ? [r.region] : [])))], t);
  return {
    root: 'service_requests', each: 'request',
    rows: rows.map((r): Row => {
      const category = r.category ? configuration.categories.get(r.category) : undefined;
      const region = r.region ? regions.get(r.region) : undefined;
      // What a partner sent is shown to partners at once, with personal data covered; what others sent, once it is published.
      const open = r.shown || (r.channel === 'open311' && !r.held);
      const text = r.shown ? (r.body ?? '') : open ? cover(r.original, findPersonalData(r.original, configuration.settings.profanity)) : '';
      const [lat, lng] = r.shown ? [r.lat, r.lng] : open ? [round(r.own_lat), round(r.own_lng)] : [null, null];
      const media = r.answers[MEDIA];
      return {
        service_request_id: r.number, status: STATES[r.state].open311, status_notes: r.state === 'duplicate' ? `Duplikat #${r.duplicate_of ?? ''}` : r.shown && r.said ? r.said : STATES[r.state].title, service_name: category?.name ?? '', service_code: category?.code ?? '',
        description: text, agency_responsible: (r.unit && units.get(r.unit)?.name) || name, service_notice: '', requested_datetime: isoInZone(r.submitted_at, zone), updated_datetime: isoInZone(r.finished_at ?? r.updated_at, zone),
        expected_datetime: r.finished_at ? '' : stamp(r.resolve_by ?? r.due_at, zone), address: open ? [coveredPlace(r.place, configuration), region?.name, region?.path].filter(Boolean).join(', ') : '', address_id: open ? (r.region ?? '') : '', zipcode: '', lat, long: lng,
        media_url: r.shown && r.photos?.[0] ? `${t.house.settings.publicUrl}${publicFileUrl(r.number, r.photos[0])}` : open && typeof media === 'string' ? media : '',
      };
    }),
  };
}
const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);
const stamp = (moment: Date | null, zone: Institution['zone']): string => (moment ? isoInZone(moment, zone) : '');

const UPDATE_STATUS: Partial<Record<string, string>> = { archived: 'NO_FURTHER_ACTION', 'not-ours': 'NOT_COUNCILS_RESPONSIBILITY', scheduled: 'ACTION_SCHEDULED', resolved: 'FIXED', 'reopen-requested': 'REOPEN', duplicate: 'DUPLICATE', submitted: 'FOR_TRIAGE', verified: 'INVESTIGATING', held: 'INVESTIGATING' };

/** What was said publicly about one report, or about all that changed in the span (FixMyStreet's extension). */
export const updates = (ctx: Context, args: Arguments): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const id = given(args, 'service_request_id');
    const span = orRefuse(spanOf(given(args, 'start_date'), given(args, 'end_date'), t.house.clock.now()));
    const rows = id ? [await mustRequest(t, id)] : (await storage.listRequests(t.tx, t.instansi, { ...span, categories: undefined, status: undefined, limit: 200, offset: 0 }));
    const { zone } = await institutionOf(t);
    const all: Row[] = [];
    for (const row of rows.filter((r) => r.shown || r.channel === 'open311')) {
      const report = (await findWhole(t.tx, t.instansi, { id: row.id }))!;
      const lines = await timelineOf(t, report, 'public', { zone, now: t.house.clock.now() }, (upload) => `${t.house.settings.publicUrl}${publicFileUrl(row.number, upload)}`);
      for (const line of lines.slice(1)) {
        all.push({ update_id: `${row.number}/${line.id}`, service_request_id: row.number, status: UPDATE_STATUS[row.state] ?? 'IN_PROGRESS', updated_datetime: isoInZone(new Date(line.at), zone), description: [line.title, line.text].filter(Boolean).join('. '), media_url: line.photos?.[0]?.url ?? '' });
      }
    }
    return { root: 'service_request_updates', each: 'request_update', rows: all };
  });

export async function discovery(ctx: Context): Promise<Document> {
  const { name, code } = await institutionOf(ctx);
  const url = ctx.house.settings.publicUrl;
  const changeset = '2026-11-22T00:00:00+07:00';
  return { root: 'discovery', row: {
    changeset, contact: `Admin koordinator pengaduan ${name}, ${url}/pengaduan`, key_service: `Mintalah api_key (izin "Mengirim laporan lewat Open311") kepada administrator ${name} (${code}).`,
    endpoints: { each: 'endpoint', rows: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: `${url}/open311/v2`, changeset, type: 'production', formats: { each: 'format', rows: ['text/xml', 'application/json'] } }] },
  } };
}

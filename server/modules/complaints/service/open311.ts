import { isoInZone } from '../../../engines/working-time/words.ts';
import { part, type House } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { Authenticator, Institution, Institutions } from '../../../platform/request/authenticator.ts';
import { inTenant, type Context, type TenantContext, type Viewer } from '../../../platform/request/context.ts';
import { STATES, type CategoryDetail, type TimelineItem } from '../contract.ts';
import type { Document, Row } from '../rules/open311-format.ts';
import { given, type Arguments } from '../rules/open311-arguments.ts';
import { listOf, spanOf, statusesOf } from '../rules/open311-questions.ts';
import { cover, findPersonalData } from '../rules/personal-data-is-covered.ts';
import { readTicketNumber } from '../rules/the-number-cannot-be-guessed.ts';
import { findWhole } from '../storage/reports.ts';
import * as storage from '../storage/open311.ts';
import { configurationOf, type Configuration } from './configuration.ts';
import { institutionOf, organizationOf, wilayahOf } from './ports.ts';
import { coveredPlace, publicFileUrl, timelineOf } from './views.ts';

export { CONTENT_TYPES, errorsOf, render, type Document, type Format } from '../rules/open311-format.ts';

// Chapters: whose jurisdiction, whose key · services · reading · discovery. Sending and updates: open311-send.ts, open311-updates.ts

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

/** Where the address of a partner's picture is kept, among the answers. */
export const MEDIA_ANSWER = 'MEDIA_URL';

const offered = (configuration: Configuration): CategoryDetail[] => [...configuration.categories.values()].filter((c) => c.active && !c.kinds.includes('misconduct'));
export function mustService(configuration: Configuration, code: string): CategoryDetail {
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

const MOST = 1000;
/** With the story of each. */
const MOST_EXTENDED = 100;
const isExtended = (args: Arguments): boolean => given(args, 'extensions')?.toLowerCase() === 'true';

/** `page` from 1, `page_size` up to what is given without asking. */
export function pageOf(args: Arguments, most: number): { limit: number; offset: number } {
  const whole = (name: string, usual: number, top: number) => {
    const text = given(args, name) ?? String(usual);
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1 || Number(text) > top) throw wrong(`${name} harus angka 1 sampai ${top}.`);
    return Number(text);
  };
  const [page, limit] = [whole('page', 1, 10_000), whole('page_size', most, most)];
  return { limit, offset: (page - 1) * limit };
}

export const requests = (ctx: Context, args: Arguments): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const configuration = await configurationOf(t);
    const ids = [...new Set(listOf(given(args, 'service_request_id')))];
    if (ids.length > 0) {
      const numbers = ids.slice(0, isExtended(args) ? MOST_EXTENDED : MOST).flatMap((id) => readTicketNumber(id) ?? []);
      return listing(t, configuration, (await storage.findByNumbers(t.tx, t.instansi, numbers)).filter(maySay), isExtended(args));
    }
    const codes = listOf(given(args, 'service_code'));
    codes.forEach((code) => mustService(configuration, code));
    const span = orRefuse(spanOf(given(args, 'start_date'), given(args, 'end_date'), t.house.clock.now()));
    const extended = isExtended(args);
    const status = orRefuse(statusesOf(given(args, 'status')));
    return listing(t, configuration, await storage.listRequests(t.tx, t.instansi, { ...span, categories: codes.length > 0 ? codes : undefined, status, ...pageOf(args, extended ? MOST_EXTENDED : MOST) }), extended);
  });

/** One by its number, by the same measure as the list. @throws Refused `complaints.open311-request` */
export const request = (ctx: Context, id: string, args: Arguments): Promise<Document> => inTenant(ctx, async (t) => listing(t, await configurationOf(t), [await mustRequest(t, id)], isExtended(args)));

/**
 * What is published; and what a partner sent, under the number that nobody can guess, so that a client finds back what it
 * sent. Never what is secret, about misconduct, or waits for a moderator.
 */
export const maySay = (row: storage.Open311Row): boolean => row.report_public && !row.held && (row.shown || row.channel === 'open311');
export async function mustRequest(t: TenantContext, id: string): Promise<storage.Open311Row> {
  const number = readTicketNumber(id);
  const [row] = number ? await storage.findByNumbers(t.tx, t.instansi, [number]) : [];
  if (!row || !maySay(row)) throw new Refused({ code: 'complaints.open311-request' });
  return row;
}

/** Every report has its number at once: the token is the number. */
export const token = (ctx: Context, id: string): Promise<Document> =>
  inTenant(ctx, async (t) => {
    const row = await mustRequest(t, id);
    return { root: 'service_requests', each: 'request', rows: [{ service_request_id: row.number, token: row.number }] };
  });

async function listing(t: TenantContext, configuration: Configuration, rows: readonly storage.Open311Row[], extended: boolean): Promise<Document> {
  const { zone, name } = await institutionOf(t);
  const units = await organizationOf(t).unitFacts(t, [...new Set(rows.flatMap((r) => (r.unit ? [r.unit] : [])))]);
  const regions = await wilayahOf(t).regions([...new Set(rows.flatMap((r) => (r.region ? [r.region] : [])))], t);
  const stories = new Map<string, Row>();
  if (extended) for (const r of rows) stories.set(r.id, await moreAbout(t, r));
  return {
    root: 'service_requests', each: 'request',
    rows: rows.map((r): Row => {
      const category = r.category ? configuration.categories.get(r.category) : undefined;
      const region = r.region ? regions.get(r.region) : undefined;
      // Until a moderator published it: personal data covered, the place rounded.
      const text = r.shown ? (r.body ?? '') : cover(r.original, findPersonalData(r.original, configuration.settings.profanity));
      const [lat, lng] = r.shown ? [r.lat, r.lng] : [round(r.own_lat), round(r.own_lng)];
      const media = r.answers[MEDIA_ANSWER];
      return {
        service_request_id: r.number, status: STATES[r.state].open311, status_notes: r.state === 'duplicate' ? `Duplikat #${r.duplicate_of ?? ''}` : r.shown && r.said ? r.said : STATES[r.state].title, service_name: category?.name ?? '', service_code: category?.code ?? '',
        description: text, agency_responsible: (r.unit && units.get(r.unit)?.name) || name, service_notice: '', requested_datetime: isoInZone(r.submitted_at, zone), updated_datetime: isoInZone(r.finished_at ?? r.updated_at, zone),
        expected_datetime: r.finished_at ? '' : stamp(r.resolve_by ?? r.due_at, zone), address: [coveredPlace(r.place, configuration), region?.name, region?.path].filter(Boolean).join(', '), address_id: r.region ?? '', zipcode: '', lat, long: lng,
        media_url: r.shown && r.photos?.[0] ? `${t.house.settings.publicUrl}${publicFileUrl(r.number, r.photos[0])}` : typeof media === 'string' ? media : '',
        ...stories.get(r.id),
      };
    }),
  };
}
/** `extensions=true`: what happened, by which channel it came, all its public photos. */
async function moreAbout(t: TenantContext, r: storage.Open311Row): Promise<Row> {
  const { zone } = await institutionOf(t);
  const notes = (await storyOf(t, r)).map((line): Row => ({ datetime: isoInZone(new Date(line.at), zone), description: [line.title, line.text].filter(Boolean).join('. '), type: line.kind }));
  const photos = r.shown ? (r.photos ?? []).map((photo) => `${t.house.settings.publicUrl}${publicFileUrl(r.number, photo)}`) : [];
  return { notes: { each: 'note', rows: notes }, extended_attributes: { row: { channel: r.channel, photos: { each: 'photo', rows: photos } } } };
}

/** Lines that everybody may read, oldest first, without the report itself. */
export async function storyOf(t: TenantContext, r: storage.Open311Row): Promise<TimelineItem[]> {
  const { zone } = await institutionOf(t);
  const report = (await findWhole(t.tx, t.instansi, { id: r.id }))!;
  return (await timelineOf(t, report, 'public', { zone, now: t.house.clock.now() }, (upload) => `${t.house.settings.publicUrl}${publicFileUrl(r.number, upload)}`)).slice(1);
}

const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);
const stamp = (moment: Date | null, zone: Institution['zone']): string => (moment ? isoInZone(moment, zone) : '');

export async function discovery(ctx: Context): Promise<Document> {
  const { name, code } = await institutionOf(ctx);
  const url = ctx.house.settings.publicUrl;
  const changeset = '2026-11-22T00:00:00+07:00';
  return { root: 'discovery', row: {
    changeset, contact: `Admin koordinator pengaduan ${name}, ${url}/pengaduan`, key_service: `Mintalah api_key (izin "Mengirim laporan lewat Open311") kepada administrator ${name} (${code}).`,
    endpoints: { each: 'endpoint', rows: [{ specification: 'http://wiki.open311.org/GeoReport_v2', url: `${url}/open311/v2`, changeset, type: 'production', formats: { each: 'format', rows: ['text/xml', 'application/json'] } }] },
  } };
}

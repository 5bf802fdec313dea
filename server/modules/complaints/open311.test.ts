import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, HERE, pothole, type Cast } from './complaints.testing.ts';
import { render, type Document } from './rules/open311-format.ts';
import { attributesOf, spanOf, statusesOf } from './rules/open311-questions.ts';

// Chapters: the format · what is asked · the door

const t = await createTestHouse();
let c: Cast;
const KEY = 'pdp_kunci-contoh-untuk-uji-0123456789';
beforeAll(async () => {
  c = await castOf(t);
  await castOf(t, t.other);
  await key(KEY, t.instansi, ['complaints.open311']);
  await key(`${KEY}x`, t.instansi, ['complaints.enter']);
  const pju = (await as(t).listCategories({})).items.find((one) => one.code === 'PJU')!;
  const { version: _, ...fields } = pju;
  await as(t, c.administrator).saveCategory({ ...fields, questions: [{ code: 'TIANG', label: 'Nomor tiang', datatype: 'string', required: true, help: 'Tertulis pada tiang', values: [] }, { code: 'WARNA', label: 'Warna lampu', datatype: 'multivaluelist', required: false, help: '', values: [{ key: 'P', name: 'Putih' }, { key: 'K', name: 'Kuning' }] }] });
});
const key = (token: string, instansi: string, scopes: string[]) =>
  t.house.db.inTenant(instansi, (tx) => tx.run(sql`insert into identity.api_key (id, key_hash, instansi, name, scopes, created_by, created_at) values (${uuidv7()}, ${t.house.secrets.hash('api-key', token)}, ${instansi}, 'Uji', ${scopes}, ${uuidv7()}, ${t.clock.now()})`));

const get = (path: string, host = 'ponorogo.test') => t.app.inject({ url: `/open311${path}`, headers: { host } });
const post = (form: Record<string, string> | string, format = 'json') =>
  t.app.inject({ method: 'POST', url: `/open311/v2/requests.${format}`, headers: { host: 'ponorogo.test', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, payload: typeof form === 'string' ? form : new URLSearchParams(form).toString() });
const lamp = (more: Record<string, string> = {}) => ({ api_key: KEY, service_code: 'PJU', lat: String(HERE.lat), long: String(HERE.lng), description: 'Lampu mati', 'attribute[TIANG]': 'P-118', ...more });

describe('the format', () => {
  const document: Document = { root: 'service_requests', each: 'request', rows: [{ service_request_id: '001', media_url: '', lat: -7.25, note: undefined, description: 'a < b & "c" \u0000' }] };
  it('XML: declaration, nesting, empty elements, escaped text', () => {
    expect(render(document, 'xml')).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<service_requests><request><service_request_id>001</service_request_id><media_url/><lat>-7.25</lat><description>a &lt; b &amp; "c" </description></request></service_requests>');
    expect(render({ ...document, rows: [] } as Document, 'xml')).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<service_requests/>');
  });
  it('JSON: a list also of one, null for empty, codes as text', () => {
    expect(JSON.parse(render(document, 'json'))).toEqual([{ service_request_id: '001', media_url: null, lat: -7.25, description: 'a < b & "c" \u0000' }]);
    expect(JSON.parse(render({ root: 'x', row: { values: { each: 'value', rows: [{ key: '1' }] }, formats: { each: 'format', rows: ['text/xml'] } } }, 'json'))).toEqual({ values: [{ key: '1' }], formats: ['text/xml'] });
  });
});

describe('what is asked', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  it.each([
    [undefined, undefined, '2025-12-02T02:00:00.000Z', '2026-03-02T02:00:00.000Z'], ['2025-01-01T00:00:00Z', '2025-04-01T00:00:00Z', '2025-01-01T00:00:00.000Z', '2025-04-01T00:00:00.000Z'],
    ['2025-01-01T00:00:00Z', undefined, '2025-01-01T00:00:00.000Z', '2025-04-01T00:00:00.000Z'], [undefined, '2025-04-01T07:00:00+07:00', '2025-01-01T00:00:00.000Z', '2025-04-01T00:00:00.000Z'], ['2026-02-01T00:00:00 07:00', undefined, '2026-01-31T17:00:00.000Z', '2026-03-02T02:00:00.000Z'],
  ])('%s to %s', (start, end, from, to) => expect(spanOf(start, end, now)).toEqual({ ok: true, value: { from: new Date(from), to: new Date(to) } }));
  it.each([['2025-01-01T00:00:00Z', '2025-04-02T00:00:00Z'], ['kemarin', undefined], ['2025-13-01', undefined], ['2025-04-01T00:00:00Z', '2025-01-01T00:00:00Z'], ['2025-01-01T10:00:00', undefined]])('refuses %s to %s', (start, end) => expect(spanOf(start, end, now).ok).toBe(false));
  it('statuses and attributes, as they are and URL-encoded', () => {
    expect(statusesOf('open,closed')).toEqual({ ok: true, value: undefined });
    expect(statusesOf('closed')).toEqual({ ok: true, value: 'closed' });
    expect(statusesOf('fixed').ok).toBe(false);
    expect(attributesOf(new URLSearchParams('attribute%5BTIANG%5D=P-1&attribute[WARNA][]=P&attribute[WARNA][]=K&attribute[=x&a=b'))).toEqual({ TIANG: 'P-1', WARNA: ['P', 'K'] });
  });
});

describe('the door', () => {
  it('discovery and services in both formats', async () => {
    const found = (await get('/discovery.json')).json() as { endpoints: { url: string; formats: string[] }[] };
    expect(found.endpoints).toEqual([expect.objectContaining({ url: expect.stringMatching(/\/open311\/v2$/), type: 'production', formats: ['text/xml', 'application/json'] })]);
    const xml = await get('/discovery.xml');
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(xml.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<discovery>.*<endpoints><endpoint>.*<formats><format>text\/xml<\/format>/s);
    const list = (await get('/v2/services.json')).json() as { service_code: string; metadata: boolean }[];
    expect(list.find((s) => s.service_code === 'PJU')).toEqual({ service_code: 'PJU', service_name: 'Lampu jalan padam', description: 'Lampu jalan padam', metadata: true, type: 'realtime', keywords: 'lampu,jalan,padam,mati,penerangan', group: 'Perhubungan' });
    expect(list.map((s) => s.service_code)).not.toContain('PENYIMPANGAN');
  });
  it('a definition with its attributes; values only for lists', async () => {
    expect((await get('/v2/services/PJU.json')).json()).toEqual({ service_code: 'PJU', attributes: [
      { variable: true, code: 'TIANG', datatype: 'string', required: true, datatype_description: 'Tertulis pada tiang', order: 1, description: 'Nomor tiang' },
      { variable: true, code: 'WARNA', datatype: 'multivaluelist', required: false, datatype_description: null, order: 2, description: 'Warna lampu', values: [{ key: 'P', name: 'Putih' }, { key: 'K', name: 'Kuning' }] },
    ] });
    expect((await get('/v2/services/PJU.xml')).body).toContain('<values><value><key>P</key><name>Putih</name></value>');
    expect((await get('/v2/services/TIDAK-ADA.xml')).body).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<errors><error><code>404</code><description>service_code tidak dikenal. Lihat daftar services.</description></error></errors>');
  });
  it('takes a report with attributes, and gives it back in both formats', async () => {
    const answer = await post(`${new URLSearchParams(lamp()).toString()}&attribute%5BWARNA%5D%5B%5D=P&jurisdiction_id=www.ponorogo.test&first_name=Siti&media_url=${encodeURIComponent('https://contoh.id/a.jpg')}`);
    expect(answer.statusCode).toBe(201);
    const [made] = answer.json() as [{ service_request_id: string; service_notice: string; account_id: null }];
    expect(made).toEqual({ service_request_id: expect.stringMatching(/^PNG-L-/), service_notice: expect.stringContaining('Diperiksa paling lambat Kamis, 5 Maret 2026'), account_id: null });
    const [seen] = (await get(`/v2/requests/${made.service_request_id}.json`)).json() as Record<string, unknown>[];
    expect(seen).toMatchObject({ service_request_id: made.service_request_id, status: 'open', service_code: 'PJU', service_name: 'Lampu jalan padam', description: 'Lampu mati', requested_datetime: '2026-03-02T09:00:00+07:00', lat: -7.871, long: 111.463, media_url: 'https://contoh.id/a.jpg', zipcode: null });
    expect((await get(`/v2/requests/${made.service_request_id}.xml`)).body).toMatch(/<service_requests><request><service_request_id>PNG-L-.*<status>open<\/status>.*<zipcode\/>/s);
    expect(JSON.stringify(seen)).not.toContain('Siti');
    expect((await get(`/v2/tokens/${made.service_request_id}.json`)).json()).toEqual([{ service_request_id: made.service_request_id, token: made.service_request_id }]);
    expect((await post(lamp(), 'xml')).body).toMatch(/<service_requests><request><service_request_id>.*<account_id\/><\/request>/);
  });
  it.each([
    [{ api_key: 'k1' }, 403], [{ api_key: '' }, 403], [{ api_key: `${KEY}x` }, 403], [{ service_code: '' }, 400], [{ service_code: 'TIDAK-ADA' }, 404], [{ service_code: 'PENYIMPANGAN' }, 404], [{ lat: '' }, 400], [{ lat: '', long: '' }, 400], [{ lat: 'abc' }, 400],
    [{ lat: '-6.2', long: '106.8' }, 400], [{ 'attribute[TIANG]': '' }, 400], [{ 'attribute[WARNA]': 'X' }, 400], [{ description: 'x'.repeat(4001) }, 400], [{ jurisdiction_id: 'tidak.ada' }, 404], [{ jurisdiction_id: 'sumenep.test' }, 403], [{ media_url: 'javascript:alert(1)' }, 400],
  ])('refuses %j with %i', async (more, status) => {
    const answer = await post(lamp(more as Record<string, string>));
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.json()).toEqual(expect.arrayContaining([{ code: status, description: expect.any(String) }]));
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  });
  it('a null or empty jurisdiction is an absent one; an address is enough', async () => {
    expect((await post(lamp({ jurisdiction_id: 'null' }))).statusCode).toBe(201);
    expect((await post(lamp({ jurisdiction_id: '', lat: '', long: '', address_string: 'Jalan Gatot Subroto 1' }))).statusCode).toBe(201);
    expect((await get('/v2/services.json?jurisdiction_id=35.02')).statusCode).toBe(200);
    expect((await get('/v2/services.xml?jurisdiction_id=tidak.ada')).statusCode).toBe(404);
  });
  it('lists what is published, by span, service and status; secret reports never', async () => {
    const shown = await as(t).submit(pothole());
    const secret = await as(t).submit(pothole({ reportPublic: false }));
    for (const { id } of [shown, secret]) await as(t, c.coordinator).act({ id, seq: 1, action: { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' } });
    const ids = async (query: string) => ((await get(`/v2/requests.json${query}`)).json() as { service_request_id: string }[]).map((r) => r.service_request_id);
    expect(await ids('')).toContain(shown.number);
    expect(await ids('')).not.toContain(secret.number);
    expect(await ids(`?service_request_id=${shown.number},${secret.number}&status=closed`)).toEqual([shown.number]);
    expect(await ids('?status=closed')).toEqual([]);
    expect(await ids('?service_code=SAMPAH')).toEqual([]);
    expect(await ids('?service_code=SAMPAH,JALAN-RUSAK&status=open')).toContain(shown.number);
    expect(await ids('?start_date=2026-03-02T00:00:00Z&end_date=2026-03-03T00:00:00Z')).toContain(shown.number);
    expect(await ids('?start_date=2026-01-02T00:00:00Z&end_date=2026-02-03T00:00:00Z')).toEqual([]);
    expect(await ids('?extensions=true&page=1&page_size=1')).toHaveLength(1);
    expect((await get(`/v2/requests/${secret.number}.json`)).statusCode).toBe(404);
    expect((await get('/v2/requests.json?start_date=2025-01-01T00:00:00Z&end_date=2025-05-01T00:00:00Z')).statusCode).toBe(400);
    expect((await get('/v2/requests.json?service_code=XX-1')).statusCode).toBe(404);
    expect((await get('/v2/requests/2025-000123.xml')).statusCode).toBe(404);
    expect((await get('/v2/requests.json', 'sumenep.test')).json()).toEqual([]);
  });
  it('what is not published tells its state without its text', async () => {
    const hidden = await as(t).submit(pothole());
    expect((await get(`/v2/requests/${hidden.number}.json`)).json()).toEqual([expect.objectContaining({ status: 'open', description: null, lat: null, address: null })]);
  });
  it('tells the story as updates', async () => {
    const { id, number } = await as(t).submit(pothole());
    await as(t, c.coordinator).act({ id, seq: 1, action: { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' } });
    await as(t, c.coordinator).act({ id, seq: 2, action: { kind: 'dispose', lead: c.roads, instruction: 'Tambal' } });
    expect((await get(`/v2/servicerequestupdates.json?service_request_id=${number}`)).json()).toEqual([
      expect.objectContaining({ update_id: `${number}/2`, service_request_id: number, status: 'IN_PROGRESS', description: 'Laporan terverifikasi' }), expect.objectContaining({ update_id: `${number}/3`, description: 'Diteruskan ke Dinas PUPKP' }),
    ]);
  });
  it('answers nonsense in its own format', async () => {
    expect((await get('/v2/services/..%2f..%2fetc.xml')).statusCode).toBe(404);
    expect((await get('/v2/services.yaml')).body).toContain('<errors>');
    const big = await post('x'.repeat(100_000));
    expect(big.statusCode).toBe(400);
    expect(big.json()).toEqual([{ code: 400, description: expect.any(String) }]);
  });
});

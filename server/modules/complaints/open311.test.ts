import { beforeAll, describe, expect, it } from 'vitest';
import { phonePhoto, picture } from '../../engines/photos/photos.testing.ts';
import { sql } from '../../platform/db/sql.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, HERE, pothole, type Cast } from './complaints.testing.ts';
import { render, type Document } from './rules/open311-format.ts';
import { attributesOf, spanOf, statusesOf } from './rules/open311-questions.ts';

// Chapters: the format · what is asked · the door · every answer · a request in every form · more than the standard · updates

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
  it('what is not published, secret, about misconduct or held is not there, by id neither', async () => {
    const hidden = await as(t).submit(pothole());
    const same = 'Lubang yang sama persis di jalan ini.';
    const { settings } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ settings: { identicalPerDay: number } }>(sql`select body as settings from complaints.settings`));
    for (let i = 0; i < settings.identicalPerDay; i++) await post(lamp({ description: same }));
    const held = ((await post(lamp({ description: same }))).json() as [{ service_request_id: string; service_notice: string }])[0];
    expect(held.service_notice).toContain('menunggu pemeriksaan moderator');
    const misconduct = await as(t).submit({ kind: 'misconduct', body: 'Petugas meminta uang pelicin di loket.' });
    for (const number of [hidden.number, held.service_request_id, misconduct.number]) {
      for (const path of [`/v2/requests/${number}.json`, `/v2/tokens/${number}.json`, `/v2/servicerequestupdates.json?service_request_id=${number}`]) expect((await get(path)).statusCode, path).toBe(404);
      expect((await get(`/v2/requests.json?service_request_id=${number}`)).json()).toEqual([]);
    }
  });
  it('tells the story as updates', async () => {
    const { id, number } = await as(t).submit(pothole());
    await as(t, c.coordinator).act({ id, seq: 1, action: { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' } });
    await as(t, c.coordinator).act({ id, seq: 2, action: { kind: 'dispose', lead: c.roads, instruction: 'Tambal' } });
    expect((await get(`/v2/servicerequestupdates.json?service_request_id=${number}`)).json()).toEqual([
      expect.objectContaining({ update_id: `${number}/2`, service_request_id: number, status: 'INVESTIGATING', description: 'Laporan terverifikasi' }), expect.objectContaining({ update_id: `${number}/3`, status: 'IN_PROGRESS', description: 'Diteruskan ke Dinas PUPKP' }),
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

describe('the language of every answer', () => {
  it.each([
    ['GET', '/discovery.xml', 200], ['GET', '/v2/discovery.json', 200], ['GET', '/v2/services.xml', 200], ['HEAD', '/v2/services.json', 200], ['GET', '/v2/services.yaml', 400], ['GET', '/v2/services', 404], ['GET', '/v2/nothing.xml', 404], ['GET', '/v2/nothing.json', 404], ['GET', '/', 404],
    ['POST', '/v2/services.json', 404], ['PUT', '/v2/requests.xml', 404], ['DELETE', '/v2/requests/PNG-L-7K2M-XY4R.json', 404], ['GET', '/v2/requests/tidak-ada.xml', 404], ['GET', '/v2/tokens/tidak-ada.json', 404], ['POST', '/v2/requests.xml', 403],
  ] as const)('%s %s: %i', async (method, path, status) => {
    const answer = await t.app.inject({ method, url: `/open311${path}`, headers: { host: 'ponorogo.test' } });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe(path.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    if (method === 'HEAD') expect(answer.body).toBe('');
    else if (path.endsWith('.json')) expect(status === 200 || answer.json()[0].code === status).toBe(true);
    else expect(answer.body).toMatch(status === 200 ? /^<\?xml version="1.0" encoding="UTF-8"\?>\n</ : new RegExp(`^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<errors><error><code>${status}</code><description>[^<]+</description></error></errors>$`));
  });
  it('a browser of somewhere else may ask', async () => {
    const asked = await t.app.inject({ method: 'OPTIONS', url: '/open311/v2/requests.json', headers: { host: 'ponorogo.test', origin: 'https://peta.contoh.id', 'access-control-request-method': 'GET' } });
    expect([asked.statusCode, asked.headers['access-control-allow-origin'], asked.headers['access-control-allow-methods']]).toEqual([204, '*', 'GET, HEAD, POST, OPTIONS']);
  });
});

describe('a request in every form', () => {
  const encoded = (more: Record<string, string> = {}) => new URLSearchParams(lamp(more)).toString();
  const send = (payload: string | Buffer, type: string, query = '') => t.app.inject({ method: 'POST', url: `/open311/v2/requests.json${query}`, headers: { host: 'ponorogo.test', 'content-type': type }, payload });
  const FORM = 'application/x-www-form-urlencoded';
  it.each([
    ['no charset', FORM, {}, 201], ['quoted charset', `${FORM};charset="UTF-8"`, {}, 201], ['another charset', `${FORM}; charset=iso-8859-1`, {}, 400], ['JSON', 'application/json', {}, 400], ['empty optional ones', FORM, { email: '', phone: '', first_name: 'null', media_url: '', address_id: '' }, 201],
    ['every optional one', FORM, { email: 'siti@contoh.id', phone: '+62 812-3456-7890', first_name: 'Siti', last_name: 'Aminah', device_id: 'd', account_id: '7', address_string: 'Jalan Baru 1', media_url: 'https://contoh.id/a.jpg' }, 201], ['an unknown attribute', FORM, { 'attribute[fixmystreet_id]': '12' }, 201],
    ['email', FORM, { email: 'bukan surel' }, 400], ['phone', FORM, { phone: 'delapan' }, 400], ['a long name', FORM, { first_name: 'x'.repeat(61) }, 400], ['HTML', FORM, { description: 'Lampu <b>mati</b>' }, 400], ['a comparison', FORM, { description: 'Tinggi tiang < 3 m, jarak > 5 m' }, 201],
    ['4000 letters', FORM, { description: '\u{1f6a7}'.repeat(4000) }, 201], ['latitude of nowhere', FORM, { lat: '-91' }, 400], ['comma', FORM, { lat: '-7,87' }, 400], ['an exponent', FORM, { lat: '1e1' }, 400], ['long alone', FORM, { lat: '' }, 400], ['a list with two of one', FORM, { 'attribute[TIANG]': '' }, 400],
  ] as const)('%s', async (_, type, more, status) => {
    const answer = await send(encoded(more as Record<string, string>), type);
    expect(answer.statusCode, answer.body).toBe(status);
    if (status !== 201) expect(answer.json()).toEqual([{ code: status, description: expect.any(String) }]);
  });
  it('the key may stand in the address; the body wins', async () => {
    const { api_key: key, ...rest } = lamp();
    expect((await send(new URLSearchParams(rest).toString(), FORM, `?api_key=${key}`)).statusCode).toBe(201);
    expect((await send(new URLSearchParams({ ...rest, api_key: 'salah' }).toString(), FORM, `?api_key=${key}`)).statusCode).toBe(403);
  });
  it('tells everything that is wrong at once, in both formats', async () => {
    const bad = encoded({ service_code: '', lat: 'x', email: 'y', description: '<p>', media_url: 'z' });
    const json = (await send(bad, FORM)).json() as { code: number; description: string }[];
    expect(json.map(({ code, description }) => [code, description.split(':')[0]])).toEqual([[400, 'service_code'], [400, 'lat'], [400, 'description'], [400, 'media_url'], [400, 'email']]);
    expect((await post(bad, 'xml')).body).toMatch(/^<\?xml.*\n<errors>(<error><code>400<\/code><description>[^<]+<\/description><\/error>){5}<\/errors>$/);
    expect((await send(encoded({ 'attribute[TIANG]': '', 'attribute[WARNA]': 'X' }), FORM)).json()).toEqual([{ code: 400, description: expect.stringMatching(/^attribute\[TIANG\]: /) }, { code: 400, description: expect.stringMatching(/^attribute\[WARNA\]: /) }]);
  });
  it('with pictures as multipart: cleaned like every upload, none kept when one is wrong', async () => {
    const multipart = async (files: [string, Buffer][]) => {
      const form = new FormData();
      for (const [key, value] of Object.entries(lamp())) form.append(key, value);
      for (const [name, bytes] of files) form.append('media', new Blob([new Uint8Array(bytes)]), name);
      const body = new Response(form);
      return send(Buffer.from(await body.arrayBuffer()), body.headers.get('content-type')!);
    };
    const uploads = async () => (await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ n: number }>(sql`select count(*) as n from platform.upload`))).n;
    const before = await uploads();
    const made = await multipart([['a.jpg', phonePhoto(6)], ['b.png', picture('png')]]);
    expect(made.statusCode, made.body).toBe(201);
    expect(await uploads()).toBe(before + 2);
    const [{ service_request_id: number }] = made.json() as [{ service_request_id: string }];
    const files = await t.house.db.inTenant(t.instansi, (tx) => tx.many<{ name: string }>(sql`select u.name from complaints.report r join complaints.attachment a on a.instansi = r.instansi and a.report = r.id join platform.upload u on u.instansi = a.instansi and u.id = a.upload where r.number = ${number} order by 1`));
    expect(files.map((f) => f.name)).toEqual(['a.jpg', 'b.png']);
    expect((await multipart([['a.jpg', picture('jpg')], ['c.exe', Buffer.from('MZ')]])).statusCode).toBe(400);
    expect(await uploads()).toBe(before + 2);
    expect((await send('--x\r\nrusak', 'multipart/form-data; boundary=y')).statusCode).toBe(400);
  });
});

describe('more than the standard', () => {
  it('pages, notes and attributes of a request', async () => {
    for (const query of ['page=0', 'page_size=1001', 'page=x', 'extensions=true&page_size=101']) expect((await get(`/v2/requests.json?${query}`)).statusCode, query).toBe(400);
    expect((await get('/v2/requests.json?page=1&page_size=1')).json()).toHaveLength(1);
    const [first] = (await get('/v2/requests.json?extensions=true&page_size=1')).json() as Record<string, unknown>[];
    expect(first).toMatchObject({ notes: expect.arrayContaining([{ datetime: expect.stringMatching(/\+07:00$/), description: 'Laporan terverifikasi', type: 'verify' }]), extended_attributes: { channel: 'web', photos: [] } });
    const { service_request_id: id } = first as { service_request_id: string };
    expect((await get(`/v2/requests/${id}.xml?extensions=true`)).body).toMatch(/<notes><note><datetime>.*<\/note><\/notes><extended_attributes><channel>web<\/channel><photos\/><\/extended_attributes>/);
    expect((await get(`/v2/requests/${id}.xml`)).body).not.toContain('<notes>');
  });
  it('status words in any case, ids with spaces, twice the same', async () => {
    expect((await get('/v2/requests.json?status=OPEN,Closed')).statusCode).toBe(200);
    const [one] = (await get('/v2/requests.json?page_size=1')).json() as [{ service_request_id: string }];
    expect((await get(`/v2/requests.json?service_request_id=${one.service_request_id},%20${one.service_request_id.toLowerCase()},X`)).json()).toHaveLength(1);
  });
});

describe('updates of a partner', () => {
  const update = (form: Record<string, string>, format = 'json') =>
    t.app.inject({ method: 'POST', url: `/open311/v2/servicerequestupdates.${format}`, headers: { host: 'ponorogo.test', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ api_key: KEY, ...form }).toString() });
  let sent: string;
  let web: { id: string; number: string };
  beforeAll(async () => {
    sent = ((await post(lamp({ description: 'Lampu gang mati' }))).json() as [{ service_request_id: string }])[0].service_request_id;
    web = await as(t).submit(pothole());
    await as(t, c.coordinator).act({ id: web.id, seq: 1, action: { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' } });
  });
  const idOf = async (number: string) => (await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ id: string }>(sql`select id from complaints.report where number = ${number}`))).id;

  it.each([
    [{}, 400], [{ status: 'FIXED' }, 201], [{ description: 'Masih mati', status: 'open' }, 201], [{ description: 'x', status: 'IN_PROGRESS' }, 400], [{ description: 'x', status: 'CLOSED' }, 400], [{ description: 'x', status: 'BERES' }, 400], [{ description: '<p>x</p>' }, 400], [{ description: 'x', updated_datetime: 'kemarin' }, 400],
    [{ description: 'x', updated_datetime: '2026-03-02T09:00:00+07:00' }, 201], [{ description: 'x', api_key: 'salah' }, 403], [{ description: 'x', api_key: `${KEY}x` }, 403], [{ description: 'x', service_request_id: 'PNG-L-0000-0000' }, 404], [{ description: 'x', service_request_id: '' }, 400], [{ description: 'x', status: 'REOPEN' }, 400], [{ description: 'x', media_url: 'ftp://a' }, 400],
  ])('%j: %i', async (form, status) => {
    const answer = await update({ service_request_id: sent, ...(form as Record<string, string>) });
    expect(answer.statusCode, answer.body).toBe(status);
    expect(answer.json()).toEqual(status === 201 ? [{ update_id: expect.stringContaining(`${sent}/`) }] : expect.arrayContaining([{ code: status, description: expect.any(String) }]));
  });
  it('are the reply of its citizen, heard once under the partner\'s number', async () => {
    const first = await update({ service_request_id: sent, update_id: 'u-1', description: 'Sudah seminggu gelap', status: 'OPEN' }, 'xml');
    expect(first.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<service_request_updates><request_update><update_id>PNG-L-\w{4}-\w{4}\/\d+<\/update_id><\/request_update><\/service_request_updates>$/);
    expect((await update({ service_request_id: sent, update_id: 'u-1', description: 'Sudah seminggu gelap' }, 'xml')).body).toBe(first.body);
    const { timeline } = await as(t, c.coordinator).getCase({ id: await idOf(sent) });
    expect(timeline.filter((line) => line.text === 'Sudah seminggu gelap')).toHaveLength(1);
  });
  it('are an observation about what others reported; only officers read it', async () => {
    expect((await update({ service_request_id: web.number, description: 'Petugas lapangan mitra melihat lubangnya.' })).statusCode).toBe(201);
    expect((await as(t, c.coordinator).getCase({ id: web.id })).notes.at(-1)).toMatchObject({ from: expect.stringContaining('Open311'), text: 'Petugas lapangan mitra melihat lubangnya.' });
    expect((await get(`/v2/servicerequestupdates.json?service_request_id=${web.number}`)).body).not.toContain('mitra');
    expect((await update({ service_request_id: web.number, description: 'Cabut', status: 'CANCELLED' })).statusCode).toBe(400);
  });
  it('about what is not published or secret find nothing; a withdrawn one is closed', async () => {
    const hidden = await as(t).submit(pothole());
    expect((await update({ service_request_id: hidden.number, description: 'x' })).statusCode).toBe(404);
    expect((await update({ service_request_id: sent, description: 'Lampu sudah menyala', status: 'CANCELLED' })).statusCode).toBe(201);
    expect((await get(`/v2/requests/${sent}.json`)).json()).toEqual([expect.objectContaining({ status: 'closed' })]);
    expect((await update({ service_request_id: sent, description: 'x' })).statusCode).toBe(400);
  });
  it('are told by their own moment, over all reports, in order', async () => {
    const all = (await get('/v2/servicerequestupdates.xml?start_date=2026-03-02T00:00:00Z&end_date=2026-03-03T00:00:00Z')).body;
    expect(all).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<service_requests_updates><request_update><update_id>/);
    expect(all).toContain(web.number);
    expect((await get('/v2/servicerequestupdates.json?start_date=2026-02-01T00:00:00Z&end_date=2026-02-02T00:00:00Z')).json()).toEqual([]);
    expect((await get('/v2/servicerequestupdates.json?start_date=2025-01-01T00:00:00Z&end_date=2026-02-02T00:00:00Z')).statusCode).toBe(400);
  });
});

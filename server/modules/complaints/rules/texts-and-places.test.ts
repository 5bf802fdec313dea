import { describe, expect, it } from 'vitest';
import { publicCode } from '../../../platform/kernel/ids.ts';
import { readChat } from './a-chat-becomes-a-report.ts';
import { whyHeld, sameText } from './doubtful-reports-wait.ts';
import { suggest, wordsOf } from './past-decisions-suggest.ts';
import { cover, findPersonalData } from './personal-data-is-covered.ts';
import { boxAround, haversine, isSimilar, roundedPosition } from './reports-nearby-are-similar.ts';
import { routeByRule } from './rules-route-first.ts';
import { readTicketNumber, ticketNumber } from './the-number-cannot-be-guessed.ts';
import { titleFrom } from './title-of-a-report.ts';

describe('similar reports', () => {
  const here = { lat: -7.2575, lng: 112.7521 };
  const report = { ...here, category: 'PJU', at: new Date('2025-03-01T00:00:00Z') };
  const other = (lat: number, lng: number, more = {}) => ({ lat, lng, category: 'PJU', open: true, submittedAt: new Date('2025-02-01T00:00:00Z'), ...more });
  const rule = { metres: 250, days: 60 };
  it.each([[-7.259, 112.753, 194.1], [-7.26, 112.753, 295.2]])('to (%f, %f) it is %f m', (lat, lng, metres) => {
    expect(haversine(here, { lat, lng })).toBeCloseTo(metres, 1);
    expect(isSimilar(report, other(lat, lng), rule)).toBe(metres <= 250);
  });
  it('only of the same category, open, and not too old', () => {
    expect(isSimilar(report, other(-7.259, 112.753, { category: 'JALAN' }), rule)).toBe(false);
    expect(isSimilar(report, other(-7.259, 112.753, { open: false }), rule)).toBe(false);
    expect(isSimilar(report, other(-7.259, 112.753, { submittedAt: new Date('2024-12-31T00:00:00Z') }), rule)).toBe(true);
    expect(isSimilar(report, other(-7.259, 112.753, { submittedAt: new Date('2024-12-30T23:59:59Z') }), rule)).toBe(false);
    expect(isSimilar({ ...report, category: null }, other(-7.259, 112.753, { category: null }), rule)).toBe(false);
  });
  it('a box holds the whole circle, also far from the equator', () => {
    for (const lat of [-7.2575, 0, 60]) {
      const box = boxAround({ lat, lng: 112.75 }, 250);
      for (let i = 0; i < 360; i += 10) {
        const edge = { lat: lat + (250 / 111_195) * Math.cos(i), lng: 112.75 + (250 / 111_195 / Math.cos((lat * Math.PI) / 180)) * Math.sin(i) };
        expect(edge.lat >= box.south && edge.lat <= box.north && edge.lng >= box.west && edge.lng <= box.east).toBe(true);
      }
    }
  });
  it('an anonymous position is rounded by at most some 80 metres and names no door', () => {
    const rounded = roundedPosition({ lat: -7.87149, lng: 111.46249 });
    expect(rounded).toEqual({ lat: -7.871, lng: 111.462 });
    expect(haversine({ lat: -7.87149, lng: 111.46249 }, rounded)).toBeLessThan(80);
  });
});

describe('personal data', () => {
  const kinds = (text: string, list: string[] = []) => findPersonalData(text, list).map((f) => `${f.kind}:${f.text}`);
  it.each([
    ['NIK saya 3502011501900001 tidak terdaftar', ['nik:3502011501900001']],
    ['NIK 3502.0115.0190.0001', ['nik:3502.0115.0190.0001']],
    ['hubungi 0812-3456-7890 atau +62 812 3456 7890', ['phone:0812-3456-7890', 'phone:+62 812 3456 7890']],
    ['kantor (0352) 481234', ['phone:(0352) 481234']],
    ['surel budi.s@contoh.co.id ya', ['email:budi.s@contoh.co.id']],
    ['truk AE 1234 SX ngebut', ['plate:AE 1234 SX']],
    ['anggaran Rp 1.500.000.000 tahun 2025', []],
    ['pada 12-03-2025 pukul 08.15 lampu nomor P-118', []],
    ['kode pos 63411 RT 02 RW 11', []],
  ])('%s', (text, expected) => expect(kinds(text)).toEqual(expected));
  it('profanity in whole words, also disguised', () => {
    expect(kinds('dasar b4ngssat kau', ['bangsat'])).toEqual(['profanity:b4ngssat']);
    expect(kinds('kota Bangsatan', ['bangsat'])).toEqual([]);
  });
  it('covers what was found and leaves the rest as it was', () => {
    const text = 'Nama saya Budi, 3502011501900001, telepon 081234567890. Terima kasih 🙏';
    expect(cover(text, findPersonalData(text))).toBe('Nama saya Budi, [NIK ditutup], telepon [nomor ditutup]. Terima kasih 🙏');
  });
  it('ends soon on a hostile text', () => {
    const started = performance.now();
    findPersonalData('0 8'.repeat(1300) + 'a@'.repeat(1000) + '-'.repeat(2000), ['x']);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('numbers', () => {
  it('are read however they are typed, and a typing error shows', () => {
    const code = publicCode(8);
    const number = ticketNumber('PNG', code);
    expect(readTicketNumber(number.toLowerCase().replaceAll('-', ' '))).toBe(number);
    const wrong = code.slice(0, 3) + (code[3] === 'A' ? 'B' : 'A') + code.slice(4);
    expect(readTicketNumber(ticketNumber('PNG', wrong))).toBeUndefined();
    for (const nonsense of ['', 'PNG-L-', '2026-000123', "'; drop table", '🙂', number + 'X']) expect(readTicketNumber(nonsense)).toBeUndefined();
  });
});

describe('moderation', () => {
  const rule = { floodPerHour: 20, identicalPerDay: 5, profanity: ['bangsat'] };
  const report = { kind: 'complaint' as const, text: 'Jalan rusak', trusted: false, fromSource: 1, identical: 0 };
  it('holds a flood, identical reports and profanity with their reason', () => {
    expect(whyHeld(report, rule)).toBeUndefined();
    expect(whyHeld({ ...report, fromSource: 20 }, rule)).toBeUndefined();
    expect(whyHeld({ ...report, fromSource: 21 }, rule)).toBe('flood');
    expect(whyHeld({ ...report, identical: 5 }, rule)).toBe('identical');
    expect(whyHeld({ ...report, text: 'jalan bangsat' }, rule)).toBe('profanity');
  });
  it('an officer at the desk is no flood, and misconduct is never held', () => {
    expect(whyHeld({ ...report, trusted: true, fromSource: 500, text: 'bangsat' }, rule)).toBeUndefined();
    expect(whyHeld({ ...report, trusted: true, identical: 500 }, rule)).toBe('identical');
    expect(whyHeld({ ...report, kind: 'misconduct', fromSource: 500, identical: 500 }, rule)).toBeUndefined();
  });
  it('the same text is the same however it is written', () => {
    expect(sameText('JALAN rusak!!  parah.')).toBe(sameText('jalan\nrusak, parah'));
  });
});

describe('suggestion from past decisions', () => {
  const labels = new Map([['JALAN', { reports: 60 }], ['PJU', { reports: 30 }], ['SAMPAH', { reports: 10 }]]);
  const stems = new Map([['jalan', new Map([['JALAN', 55], ['PJU', 12]])], ['lampu', new Map([['PJU', 28], ['JALAN', 1]])], ['padam', new Map([['PJU', 22]])], ['sampah', new Map([['SAMPAH', 10]])]]);
  const counts = { labels, stems };
  const words = (text: string) => wordsOf(text).map((typed) => ({ typed, stem: typed }));
  it('says what it is, how sure, and by which words', () => {
    const [first] = suggest(words('Lampu jalan padam sejak kemarin'), counts);
    expect(first).toMatchObject({ label: 'PJU' });
    expect(first!.confidence).toBeGreaterThan(80);
    expect(first!.why).toEqual(expect.arrayContaining(['padam', 'lampu']));
    expect(suggest(words('lubang di jalan'), counts)[0]!.label).toBe('JALAN');
    expect(suggest(words('Lampu jalan padam'), counts).reduce((sum, s) => sum + s.confidence, 0)).toBeLessThanOrEqual(101);
  });
  it('says nothing when it knows nothing', () => {
    expect(suggest(words('kucing hilang'), counts)).toEqual([]);
    expect(suggest([], counts)).toEqual([]);
    expect(suggest(words('lampu'), { ...counts, labels: new Map([['PJU', { reports: 3 }]]) })).toEqual([]);
  });
  it('knows a category by its keywords before anybody decided anything, and is the surer the more were decided', () => {
    const keywords = new Map([['POHON', new Set(['pohon', 'tumbang'])], ['PJU', new Set(['lampu', 'padam'])]]);
    const before = suggest(words('Pohon besar hampir tumbang'), { labels: new Map(), stems: new Map(), keywords })[0]!;
    expect(before).toMatchObject({ label: 'POHON', why: ['pohon', 'tumbang'] });
    const after = suggest(words('Pohon besar hampir tumbang'), { labels: new Map([['POHON', { reports: 40 }], ['PJU', { reports: 40 }]]), stems: new Map([['pohon', new Map([['POHON', 40]])], ['besar', new Map([['POHON', 20]])]]), keywords })[0]!;
    expect(after.confidence).toBeGreaterThan(before.confidence);
  });
  it('a rare label gains nothing from a word that it was never met with', () => {
    const rare = { labels: new Map([['JALAN', { reports: 900 }], ['PJU', { reports: 90 }], ['POHON', { reports: 2 }]]), stems: new Map([['tonatan', new Map([['JALAN', 9]])], ['lampu', new Map([['PJU', 90]])]]) };
    expect(suggest(words('lampu tonatan'), rare).find((one) => one.label === 'POHON')!.confidence).toBeLessThan(2);
    expect(suggest(words('lampu'), rare)[0]!.label).toBe('PJU');
    expect(suggest(words('tonatan'), rare)[0]!.label).toBe('JALAN');
  });
  it('writes its reasons as they were typed, and counts two forms of one word once', () => {
    const typed = [{ typed: 'berlubang', stem: 'lubang' }, { typed: 'lubangnya', stem: 'lubang' }];
    const [first] = suggest(typed, { labels: new Map([['JALAN', { reports: 9 }], ['PJU', { reports: 9 }]]), stems: new Map([['lubang', new Map([['JALAN', 9]])]]) });
    expect(first).toMatchObject({ label: 'JALAN', why: ['lubangnya'] });
  });
  it('counts a word once and leaves out the empty ones', () => expect(wordsOf('Jalan, jalan DAN jalan yang 12 km')).toEqual(['jalan']));
});

describe('routing by rule', () => {
  const rules = [
    { order: 2, category: 'JALAN', region: null, unit: 'DPUPKP', note: '' }, { order: 1, category: 'JALAN', region: '35.02.17.1013', unit: 'KEL', note: '' }, { order: 9, category: null, region: '35.02.17', unit: 'KEC', note: '' },
  ];
  it('takes the first that fits', () => {
    expect(routeByRule(rules, { category: 'JALAN', region: '35.02.17.1013' })!.unit).toBe('KEL');
    expect(routeByRule(rules, { category: 'JALAN', region: '35.02.18.2008' })!.unit).toBe('DPUPKP');
    expect(routeByRule(rules, { category: 'PJU', region: '35.02.17.1004' })!.unit).toBe('KEC');
    expect(routeByRule(rules, { category: 'PJU', region: '35.02.1' })).toBeUndefined();
    expect(routeByRule(rules, { category: 'PJU', region: null })).toBeUndefined();
  });
});

describe('what must not be read by everybody', () => {
  const list = ['anjing', 'bangsat', 'tolol'];
  it.each([
    ['4nj1ng kau', '*** kau'], ['b4ngs4tt!!', '***'], ['t0l0l', '***'], ['to1ol', '***'], ['a n j i n g', '***'], ['b.a.n.g.s.a.t', '***'], ['an9jin9', 'an9jin9'], ['anj!n6', '***'], ['anjingan', 'anjingan'], ['di a b c d saja', 'di a b c d saja'],
    ['Transfer ke rekening BRI 0021-01-012345-50-7 ya', 'Transfer ke rekening BRI [rekening ditutup] ya'], ['no. rek: 1234567890', 'no. rek: [rekening ditutup]'], ['Anggaran 1234567890 rupiah', 'Anggaran 1234567890 rupiah'], ['Hubungi 0812-3456-7890', 'Hubungi [nomor ditutup]'],
  ])('%s', (text, covered) => expect(cover(text, findPersonalData(text, list))).toBe(covered));
  it('is found in time, however the text is made', () => {
    const started = performance.now();
    for (const text of ['a '.repeat(10_000), '1'.repeat(20_000), 'rek '.repeat(5_000), `bank ${'x'.repeat(20_000)}`, '@'.repeat(20_000)]) findPersonalData(text, list);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('an exported chat', () => {
  it('of Android: the words of who wrote first', () => {
    const chat = readChat('12/03/26 08.15 - Pesan dan panggilan dienkripsi secara end-to-end.\n12/03/26 08.15 - +62 812-3456-7890: Selamat pagi\n12/03/26 08.16 - +62 812-3456-7890: Jalan depan pasar\nberlubang besar\n12/03/26 08.17 - Pengaduan Ponorogo: Mohon fotonya\n12/03/26 08.18 - +62 812-3456-7890: <Media tidak disertakan>');
    expect(chat).toEqual({ body: 'Selamat pagi\nJalan depan pasar\nberlubang besar', name: '', phone: '+6281234567890', messages: 4, people: ['+62 812-3456-7890', 'Pengaduan Ponorogo'] });
  });
  it('of an iPhone, and text without any head', () => {
    expect(readChat('[12/03/26, 08.15.33] Budi Santoso: Lampu mati: sudah 3 hari')).toMatchObject({ body: 'Lampu mati: sudah 3 hari', name: 'Budi Santoso', phone: '' });
    expect(readChat('Lampu mati')).toMatchObject({ body: 'Lampu mati', messages: 0 });
  });
  it.each([
    ['Android, English, 12 hours', '3/12/26, 8:15\u202fAM - Messages and calls are end-to-end encrypted.\n3/12/26, 8:15\u202fAM - Siti: Sampah menumpuk\n3/12/26, 8:16\u202fAM - Siti: <Media omitted>\n3/12/26, 8:17\u202fAM - Siti: This message was deleted', 'Sampah menumpuk', 'Siti'],
    ['Android, files beside it', '12/03/26 08.15 - Budi: IMG-20260312-WA0001.jpg (file terlampir)\nLubang di depan SD\n12/03/26 08.16 - Budi: <Pesan ini diedit>', 'Lubang di depan SD', 'Budi'],
    ['iPhone, its own lines under the name', '\u200e[12/03/26 08.15.33] ~\u202fBudi: \u200ePesan dan panggilan terenkripsi secara end-to-end.\n[12/03/26 08.15.40] ~\u202fBudi: Lampu mati\n\u200e[12/03/26 08.15.50] ~\u202fBudi: \u200e<terlampir: 00000002-PHOTO-2026-03-12.jpg>\n\u200e[12/03/26 08.16.00] ~\u202fBudi: \u200egambar tidak disertakan\n[12/03/26 08.16.10] ~\u202fBudi: sudah tiga hari', 'Lampu mati\nsudah tiga hari', 'Budi'],
    ['iPhone, English', '[3/12/26, 8:15:33 AM] Budi Santoso: Street light: broken\n[3/12/26, 8:16:33 AM] Budi Santoso: \u200eimage omitted', 'Street light: broken', 'Budi Santoso'],
    ['a copied selection', '[08.15, 12/3/2026] Budi: Air mati\n[08.16, 12/3/2026] Budi: sejak pagi', 'Air mati\nsejak pagi', 'Budi'],
  ])('%s', (_, text, body, name) => expect(readChat(text)).toMatchObject({ body, name, phone: '' }));
  it('is of whom the file is named after, though the office wrote first', () => {
    const text = '12/03/26 08.15 - Pengaduan Ponorogo: Ada yang dapat dibantu?\n12/03/26 08.16 - Budi Santoso: Jalan rusak';
    expect(readChat(text).name).toBe('Pengaduan Ponorogo');
    for (const file of ['Chat WhatsApp dengan Budi Santoso.txt', 'WhatsApp Chat with Budi Santoso.txt', 'WhatsApp Chat - Budi Santoso.zip']) expect(readChat(text, file)).toMatchObject({ name: 'Budi Santoso', body: 'Jalan rusak' });
    expect(readChat(text, 'Chat WhatsApp dengan Orang Lain.txt').name).toBe('Pengaduan Ponorogo');
  });
});

it('a title is the first sentence, cut between words', () => {
  expect(titleFrom('Jalan berlubang. Sudah lama.')).toBe('Jalan berlubang');
  expect(titleFrom('a'.repeat(20) + ' ' + 'kata '.repeat(40))).toMatch(/^a{20} (kata ?)+…$/);
  expect(titleFrom('Oh! Lampu mati lagi')).toBe('Oh! Lampu mati lagi');
});

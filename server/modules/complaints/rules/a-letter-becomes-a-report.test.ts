import { describe, expect, it } from 'vitest';
import { isMarkedSpam, mayBeAnswered, plainFromHtml, textOf, splitHistory, threadMark, titleFromSubject, whereItBelongs, whyNotTaken } from './a-letter-becomes-a-report.ts';

const from = (address: string) => ({ name: '', address });
const PROOF = 'abcdefghijklmnopqrstuv';
const NUMBER = 'PNG-L-7K2M-XY4R';

describe('letters that nobody wrote', () => {
  it.each([
    [{}, 'siti@contoh.id', 'Jalan rusak', undefined], [{ 'auto-submitted': 'no' }, 'siti@contoh.id', 'Jalan rusak', undefined], [{ 'auto-submitted': 'auto-replied' }, 'siti@contoh.id', 'Re: x', 'auto-reply'],
    [{ 'auto-submitted': 'auto-generated; x=1' }, 'a@b.id', 'x', 'auto-reply'], [{}, 'siti@contoh.id', 'Balasan otomatis: Laporan', 'auto-reply'], [{ precedence: 'bulk' }, 'a@b.id', 'Promo', 'list'], [{ 'list-id': '<warta.contoh.id>' }, 'a@b.id', 'Warta', 'list'],
    [{ 'return-path': '<>' }, 'a@b.id', 'x', 'bounce'], [{ 'content-type': 'multipart/report; report-type=delivery-status' }, 'a@b.id', 'x', 'bounce'], [{}, 'MAILER-DAEMON@contoh.id', 'Undelivered', 'bounce'], [{}, 'pengaduan@contoh.go.id', 'x', 'own'],
  ])('%j from %s "%s": %s', (headers, address, subject, reason) => expect(whyNotTaken({ headers: headers as Record<string, string>, from: from(address), subject }, ['pengaduan@contoh.go.id'])).toBe(reason));
  it('a contact form is taken and not answered; neither is who has no address', () => {
    for (const address of ['noreply@situs.go.id', 'no-reply@situs.go.id', 'do-not-reply@x.id', '', 'siti', 'a b@c.id']) {
      expect(whyNotTaken({ headers: {}, from: from(address), subject: 'x' }, [])).toBeUndefined();
      expect(mayBeAnswered({ headers: {}, from: from(address) })).toBe(false);
    }
    expect(mayBeAnswered({ headers: {}, from: from('noreplysiti@contoh.id') })).toBe(true);
    expect(mayBeAnswered({ headers: { 'x-auto-response-suppress': 'All' }, from: from('siti@contoh.id') })).toBe(false);
    expect(isMarkedSpam({ 'x-spam-flag': 'YES' })).toBe(true);
    expect(isMarkedSpam({ 'x-spam-status': 'No, score=-1' })).toBe(false);
  });
});

describe('the words of the writer', () => {
  it.each([
    ['Lampu mati.\n\nPada Sen, 2 Mar 2026 pukul 09.15 Pengaduan <pengaduan@contoh.go.id> menulis:\n> Laporan Anda', 'Lampu mati.'],
    ['Masih rusak\n\nOn Mon, Mar 2, 2026 at 9:15 AM Pengaduan Kabupaten\n<pengaduan@contoh.go.id> wrote:\n\n> text', 'Masih rusak'],
    ['Sudah\n\n-----Original Message-----\nFrom: x', 'Sudah'], ['Sudah\n\n________________________________\nDari: Pengaduan <p@x.id>\nTerkirim: Senin\nKepada: saya', 'Sudah'],
    ['> Di mana?\nDi depan pasar\n> Sejak kapan?\nKemarin', 'Di depan pasar\nKemarin'], ['Jalan rusak\n-- \nSiti\n0812', 'Jalan rusak'], ['Jalan rusak\n\nDikirim dari iPhone saya', 'Jalan rusak'],
    ['---------- Forwarded message ---------\nDari: Budi <b@x.id>\nDate: Sen\nSubject: Jalan\n\nJalan berlubang', '---------- Forwarded message ---------\nDari: Budi <b@x.id>\nDate: Sen\nSubject: Jalan\n\nJalan berlubang'],
    ['Pada Senin kemarin jalan ini rusak.\nPada Selasa dua motor jatuh.', 'Pada Senin kemarin jalan ini rusak.\nPada Selasa dua motor jatuh.'], ['> hanya kutipan', '> hanya kutipan'], ['', ''],
  ])('%j', (text, own) => expect(splitHistory(text).own).toBe(own));
  it('keeps the history apart', () => {
    expect(splitHistory('Sudah\n> lama\n\nPada Sen, 2 Mar 2026 Budi <b@x.id> menulis:\n> awal')).toEqual({ own: 'Sudah', history: '> lama\nPada Sen, 2 Mar 2026 Budi <b@x.id> menulis:\n> awal' });
    expect(splitHistory('Jalan rusak\n-- \nSiti').history).toBe('');
  });
  it('plain text before HTML; HTML as lines, without scripts and styles, entities read', () => {
    const html = '<html><head><title>x</title><style>p{}</style></head><body><!-- > a --><p>Lampu &amp; tiang<br>mati&#33;</p><script>if (a < b) alert("</p>")</script><ul><li>satu</li><li>dua</li></ul><blockquote>lama</blockquote></body></html>';
    expect(textOf({ text: '', html })).toBe('Lampu & tiang\nmati!\n\n- satu\n- dua\n> lama');
    expect(textOf({ text: 'polos', html })).toBe('polos');
    expect(plainFromHtml('5 < 6 &unknown; &#xD800;')).toBe('5 < 6 &unknown;  ');
  });
  it('goes once through a text made to be slow', () => {
    const started = performance.now();
    for (const html of ['<'.repeat(500_000), '<script>'.repeat(100_000), '<!--'.repeat(200_000), '<a <b '.repeat(100_000)]) plainFromHtml(html);
    splitHistory('On aaaa\n'.repeat(50_000));
    splitHistory('Pada '.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
  it.each([['Re: Bls: Jalan rusak [PNG-L-7K2M-XY4R]', 'Jalan rusak'], ['FWD: Re[2]: Lampu padam', 'Lampu padam'], ['', undefined], ['Re: ', undefined], ['x'.repeat(300), 'x'.repeat(150)], ['Lampu\r\n mati', 'Lampu mati']])('title of %j', (subject, title) => expect(titleFromSubject(subject)).toBe(title));
});

describe('to which report it belongs', () => {
  const none = { references: [], subject: '', text: '', html: '' };
  const mark = threadMark(NUMBER, PROOF);
  it('by the mark in a Message-ID, in the quoted foot, or the number in the subject', () => {
    expect(whereItBelongs({ ...none, references: ['<a@b>', `<${mark}.019@contoh.go.id>`] })).toEqual({ number: NUMBER, proofs: [PROOF] });
    expect(whereItBelongs({ ...none, text: `Sudah\n> Ref: ${mark}\n` })).toEqual({ number: NUMBER, proofs: [PROOF] });
    expect(whereItBelongs({ ...none, html: `<p>Ref: ${mark}</p>` })).toEqual({ number: NUMBER, proofs: [PROOF] });
    expect(whereItBelongs({ ...none, subject: 'Re: jalan' })).toBeUndefined();
    expect(whereItBelongs({ ...none, subject: 'tentang PNG-L-AAAA-AAAB' })).toBeUndefined();
    expect(whereItBelongs({ ...none, text: `Ref: ${mark}xyz` })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { parsePhone, whatsAppLink } from '../../../engines/identifiers/phone.ts';
import { orRefuse } from '../../../platform/kernel/refusal.ts';
import { messageSentence, receiptSentence, reminderSentence } from '../contract.ts';

const facts = { name: 'Siti Rahayu', number: 'PNG-ABCD-2345', trackUrl: 'https://layanan.contoh.id/lacak?nomor=PNG-ABCD-2345', institution: 'Kabupaten Ponorogo' };

describe('sentences for WhatsApp', () => {
  it('confirms a receipt with the promise, and the secret only when there is one', () => {
    expect(receiptSentence({ ...facts, due: 'Rab 4 Mar' })).toBe(
      'Yth. Siti Rahayu,\n\nPermohonan Anda nomor PNG-ABCD-2345 sudah kami terima. Kami janjikan selesai Rab 4 Mar.\n\nLacak di https://layanan.contoh.id/lacak?nomor=PNG-ABCD-2345\n\nKabupaten Ponorogo',
    );
    expect(receiptSentence({ ...facts, secret: '482913' })).toContain('Kode rahasia untuk melacak: 482913.');
  });

  it('announces a message without repeating it, and reminds of what waits', () => {
    expect(messageSentence(facts)).toContain('Ada pesan dari petugas tentang permohonan Anda nomor PNG-ABCD-2345');
    expect(reminderSentence({ ...facts, waitsFor: 'payment', until: 'Senin, 9 Maret 2026' })).toContain('menunggu pembayaran Anda, paling lambat Senin, 9 Maret 2026.');
    expect(reminderSentence(facts)).toContain('menunggu tanggapan Anda.');
  });

  it.each([
    ['*Siti*\n_Rahayu_', 'Yth. Siti Rahayu,'],
    ['  ', 'Yth. Bapak/Ibu,'],
    ['\u202eevil`code`', 'Yth. evilcode,'],
    ['🙂'.repeat(5000), `Yth. ${'🙂'.repeat(99)}…,`],
  ])('keeps the name on one line, plain and short: %j', (name, opening) => {
    expect(messageSentence({ ...facts, name }).split('\n')[0]).toBe(opening);
  });

  it('fits into a link that opens WhatsApp', () => {
    const link = new URL(whatsAppLink(orRefuse(parsePhone('0812 3456 7890')), reminderSentence({ ...facts, name: 'Siti & Budi #1' })));
    expect(link.pathname).toBe('/6281234567890');
    expect(link.searchParams.get('text')).toContain('Yth. Siti & Budi #1,');
    expect(link.searchParams.get('text')).toContain(facts.trackUrl);
    expect(link.href.length).toBeLessThan(2000);
  });
});

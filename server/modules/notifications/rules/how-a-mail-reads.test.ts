import { describe, expect, it } from 'vitest';
import { maskEmail, maskPhone, withoutPersonalData } from '../contract/mask.ts';
import { mailBody } from './how-a-mail-reads.ts';

const facts = { name: 'Siti', title: 'Permohonan PNG-1 selesai', text: 'Suratnya sudah terbit.\nBuka untuk mengunduh.', link: 'https://layanan.contoh.id/lacak?nomor=PNG-1&x=1', linkText: 'Buka', institution: 'Kabupaten Ponorogo', settingsLink: 'https://layanan.contoh.id/akun/pemberitahuan' };

describe('how a mail reads', () => {
  it('says the same as text and as HTML', () => {
    const mail = mailBody(facts);
    expect(mail.subject).toBe('Permohonan PNG-1 selesai');
    for (const words of ['Yth. Siti,', 'Suratnya sudah terbit.', 'Buka untuk mengunduh.', 'Kabupaten Ponorogo', 'jangan dibalas']) {
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
    expect(mail.text).toContain(`\n${facts.link}\n`);
    expect(mail.html).toContain('href="https://layanan.contoh.id/lacak?nomor=PNG-1&#38;x=1"');
  });

  it('escapes everything that came from people', () => {
    const { html } = mailBody({ ...facts, name: `<img src=x onerror="alert('1')">`, text: '<script>&' });
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain('&#60;script&#62;&#38;');
  });

  it('lets no name open a second header or line', () => {
    const { subject, text } = mailBody({ ...facts, title: 'A\r\nBcc: x@y.id', name: 'Siti\nBcc: x@y.id' });
    expect(subject).toBe('A Bcc: x@y.id');
    expect(text.startsWith('Yth. Siti Bcc: x@y.id,\n')).toBe(true);
  });

  it('offers no settings for what cannot be turned off', () => {
    const { settingsLink: _, ...reset } = facts;
    expect(mailBody(reset).text).not.toContain('Atur pemberitahuan');
  });
});

describe('what a log may show', () => {
  it('masks addresses and numbers', () => {
    expect(maskEmail('siti.rahayu@contoh.id')).toBe('s••••@contoh.id');
    expect(maskPhone('+6281234567890')).toBe('+62812••••7890');
    expect(maskPhone('123')).toBe('••••');
  });
  it('masks them inside the error of a server, and keeps its code', () => {
    expect(withoutPersonalData('550 5.1.1 <siti@contoh.id>: unknown,\n call 0812 3456 7890 or 3502170506689001')).toBe('550 5.1.1 <s••••@contoh.id>: unknown, call •••• or ••••');
    expect(withoutPersonalData('x'.repeat(1000))).toHaveLength(300);
  });
});

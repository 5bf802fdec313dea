import { describe, expect, it } from 'vitest';
import { accountNotice, actionNotice, messageNotice, receivedNotice, reminderNotice, type CaseEvent } from './what-an-event-tells.ts';

const request = '01930000-0000-7000-8000-000000000001';
const facts = { number: 'PNG-ABCD-2345', account: null, layanan: 'Surat Keterangan Tidak Mampu', stepTitle: 'Pemeriksaan berkas', visitAt: new Date('2026-03-05T02:00:00Z'), payBy: '2026-03-09' };
const c: CaseEvent = { request, number: 'PNG-ABCD-2345', facts, zone: 'WIB' };
const KINDS = ['submit', 'resubmit', 'withdraw', 'claim', 'release', 'assign', 'complete', 'opinion', 'return', 'send-back', 'reject', 'schedule-inspection', 'record-inspection', 'record-assessment', 'record-payment', 'initial', 'sign-requested', 'numbered', 'signed', 'sign-failed', 'deem', 'lapse', 'presume-complete'];

describe('what an event tells', () => {
  it('names the promise in the zone of the institution', () => {
    expect(receivedNotice(c, new Date('2026-03-04T16:59:59Z')).text).toBe('Kami janjikan selesai Rabu, 4 Maret 2026 pukul 23.59 WIB.');
    expect(receivedNotice({ ...c, zone: 'WIT' }, new Date('2026-03-04T16:59:59Z')).text).toContain('Kamis, 5 Maret 2026 pukul 01.59 WIT');
    expect(receivedNotice(c, null).text).toContain('setelah berkas dinyatakan lengkap');
  });

  it.each([
    ['return', 'correction', 'perlu Anda perbaiki'],
    ['signed', 'decision', 'selesai'],
    ['reject', 'decision', 'ditolak'],
    ['deem', 'decision', 'dianggap dikabulkan'],
    ['lapse', 'decision', 'gugur'],
    ['withdraw', 'decision', 'ditarik'],
    ['record-assessment', 'payment', 'menunggu pembayaran'],
    ['schedule-inspection', 'inspection', 'dijadwalkan'],
    ['complete', 'progress', 'Kemajuan'],
    ['resubmit', 'received', 'diterima'],
  ])('%s is told as %s', (kind, as, words) => {
    const notice = actionNotice(c, kind)!;
    expect(notice.kind).toBe(as);
    expect(notice.title).toContain(words);
    expect(notice.title).toContain(c.number);
    expect(notice).toMatchObject({ href: `/permohonan-saya/${request}`, link: '/lacak?nomor=PNG-ABCD-2345' });
  });

  it.each(['submit', 'claim', 'release', 'assign', 'send-back', 'sign-requested', 'numbered', 'sign-failed', 'something-new'])('%s concerns only the office', (kind) => {
    expect(actionNotice(c, kind)).toBeUndefined();
  });

  it('says the day to pay and the moment of the visit when they are known', () => {
    expect(actionNotice(c, 'record-assessment')!.text).toContain('paling lambat Senin, 9 Maret 2026');
    expect(actionNotice(c, 'schedule-inspection')!.text).toContain('Kamis, 5 Maret 2026 pukul 09.00 WIB');
    expect(actionNotice({ ...c, facts: undefined }, 'schedule-inspection')!.text).toContain('ada di halaman permohonan');
  });

  it('never lets the name of the layanan into words that leave the house', () => {
    const all = [receivedNotice(c, null), messageNotice(c), ...KINDS.map((kind) => actionNotice(c, kind))].filter((n) => n !== undefined);
    expect(all.length).toBeGreaterThan(12);
    for (const notice of all) {
      expect(`${notice.title} ${notice.text} ${notice.link}`).not.toContain('Tidak Mampu');
      expect(notice.about).toBe('Surat Keterangan Tidak Mampu');
    }
  });

  it('names up to five cases in a reminder', () => {
    const requests = Array.from({ length: 7 }, (_, i) => ({ id: request, number: `PNG-${i}` }));
    const many = reminderNotice({ count: 9, by: 'Bupati', byTitle: 'Bupati Ponorogo', requests });
    expect(many.title).toBe('9 berkas lewat tenggat');
    expect(many.text).toContain('PNG-4, dan 4 berkas lagi');
    expect(many.text).not.toContain('PNG-5');
    expect(reminderNotice({ count: 1, by: 'Bupati', requests: requests.slice(0, 1) })).toMatchObject({ title: 'Berkas PNG-0 lewat tenggat', href: `/petugas/berkas/${request}` });
  });

  it('tells who lost a NIK to its owner what stays and what to do', () => {
    const notice = accountNotice('identity.nik-taken-over', {})!;
    expect(notice.kind).toBe('security');
    expect(notice.text).toMatch(/tetap dapat Anda lihat.*loket/);
    expect(accountNotice('identity.reset-requested', {})).toBeUndefined();
    expect(accountNotice('identity.password-changed', { how: 'activation-card' })!.title).toContain('diaktifkan');
    expect(accountNotice('identity.password-changed', { how: 'mail' })!.title).toContain('Kata sandi');
  });
});

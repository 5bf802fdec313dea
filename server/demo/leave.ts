import { inTenant, type Context, type Viewer } from '../platform/request/context.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import { addDays, type CalendarDay } from '../platform/kernel/calendar-day.ts';
import { uuidv7 } from '../platform/kernel/ids.ts';
import { requestLeave } from '../modules/leave/service/ask.ts';
import { considerLeave, grantLeave } from '../modules/leave/service/decide.ts';
import { begin, saveOpenings } from '../modules/leave/storage/balances.ts';
import { writePdf } from './drawing.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

/** Balances of two years for everybody with a NIP; leave of each usual kind, some granted with a letter, some waiting for the superior and for the official. */
export async function seedLeave(seeding: Seeding): Promise<void> {
  const { anchor, dice, plan } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: { ...people(userName), secondFactorAt: at } });
  const year = Number(anchor.day.slice(0, 4));
  const start = anchor.at(anchor.workingDay(-60), '10:00');
  const luck = dice.of('leave');
  await inTenant(seeding.context(start), async (t) => {
    await begin(t.tx, t.instansi, year);
    const staff = plan.people.filter((person) => person.nip !== null);
    const openings = staff.flatMap((person) => [{ person: person.id, year: year - 2, left: luck.between(0, 12) * 2, used: null }, { person: person.id, year: year - 1, left: luck.between(0, 12) * 2, used: null }]);
    await saveOpenings(t.tx, t.instansi, openings, start, 'Arif Rachmanto, S.Sos., M.AP.');
  });

  const day = (n: number): CalendarDay => anchor.workingDay(n);
  const common = { reasonId: '', part: 'full' as const, travelDays: 0, phone: '', deputy: '', files: [] as string[], address: 'Jalan Melati 4, Madiun' };
  const ask = async (userName: string, when: number, leave: { kind: string; purpose: string; fromDay: CalendarDay; toDay: CalendarDay } & Partial<typeof common>) => {
    const id = uuidv7();
    await requestLeave(as(userName, anchor.at(day(when), '08:40')), { id, ...common, ...leave });
    return id;
  };
  const grant = (userName: string, when: number, id: string, version = 1) => grantLeave(as(userName, anchor.at(day(when), '13:20')), { id, version, decision: 'disetujui', note: '' });
  const paper = async (userName: string, when: number, words: string): Promise<string[]> => {
    const ctx = as(userName, anchor.at(day(when), '08:30'));
    return [(await storeUpload(ctx, 'surat-dokter.pdf', writePdf('Surat keterangan dokter', [words, '', 'Surat contoh (simulasi).']), ctx.viewer.accountId)).id];
  };

  await grant('plt.dpmptsp', -17, await ask('siti', -19, { kind: 'CT', purpose: 'Acara keluarga di Madiun', fromDay: day(-12), toDay: day(-10), deputy: 'Joko Purwanto, S.T.' }));
  await grant('plt.dpmptsp', -5, await ask('ratna', -5, { kind: 'CS', reasonId: 'sakit', purpose: 'Demam berdarah, istirahat tiga hari', fromDay: day(-5), toDay: day(-3), files: await paper('ratna', -5, 'Istirahat tiga hari karena sakit.') }));
  await grant('kaban.kesbangpol', -8, await ask('laila', -9, { kind: 'CAP', reasonId: 'nikah', purpose: 'Melangsungkan perkawinan', fromDay: day(-6), toDay: addDays(day(-6), 4), files: await paper('laila', -9, 'Surat keterangan untuk nikah.') }));
  await grant('plt.dpmptsp', -1, await ask('joko', -2, { kind: 'CT', purpose: 'Mengantar anak ke sekolah asrama', fromDay: day(3), toDay: day(4) }));
  await ask('anggun', -1, { kind: 'CT', purpose: 'Keperluan keluarga', fromDay: day(6), toDay: day(8) });
  await ask('dian', -1, { kind: 'CT', purpose: 'Acara keluarga di Kediri', fromDay: day(5), toDay: day(6) });
  // Maternity to come, and a pilgrimage that waits for the head of the school.
  await grant('plt.dpmptsp', -1, await ask('ratna', -3, { kind: 'CM', purpose: 'Melahirkan anak kedua', fromDay: day(15), toDay: addDays(day(15), 88), deputy: 'Siti Rahmawati, S.AP.', files: await paper('ratna', -3, 'Taksiran persalinan menurut bidan.') }));
  await ask('guru', -1, { kind: 'CB', reasonId: 'haji-pertama', purpose: 'Ibadah haji pertama kali', fromDay: addDays(anchor.day, 120), toDay: addDays(anchor.day, 160) });
  const head = await ask('kaban.kesbangpol', -2, { kind: 'CT', purpose: 'Menengok orang tua', fromDay: day(8), toDay: day(10), deputy: 'Niken Larasati, S.STP., M.AP.' });
  await considerLeave(as('bupati', anchor.at(day(-1), '15:10')), { id: head, version: 1, consideration: 'disetujui', note: '' });
}

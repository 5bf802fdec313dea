import { addDays } from '../platform/kernel/calendar-day.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import { getManaged, publishType, saveDraft } from '../modules/letter-types/service/manage.ts';
import { recordNational } from '../modules/letter-types/service/national.ts';
import { orderTrip } from '../modules/travel/service/order.ts';
import { prepareTrip } from '../modules/travel/service/trips.ts';
import { writePdf } from './drawing.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

/** Journeys of the secretariat, one of them signed; one kind of letter that is issued in SRIKANDI, with a letter recorded. */
export async function seedTravel(seeding: Seeding): Promise<void> {
  const { anchor } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: { ...people(userName), secondFactorAt: at } });
  const day = (away: number) => addDays(anchor.day, away);
  const before = anchor.at(anchor.workingDay(-2), '10:20');

  const administrator = as('admin', anchor.at(anchor.workingDay(-12), '09:00'));
  const { current } = await getManaged(administrator, 'surat-panggilan');
  const { title, series, pattern, classification, secrecy, layout, copies, initials, skeleton } = current;
  const { version } = await saveDraft(administrator, { id: 'surat-panggilan', version: 0, title, series, pattern, classification, secrecy, layout, copies, initials, skeleton, issuedIn: 'srikandi' });
  await publishType(administrator, { id: 'surat-panggilan', version, from: anchor.workingDay(-12), note: 'Terbit di SRIKANDI menurut surat edaran', evenSo: false });
  const clerk = as('tu.setda', before);
  const pdf = await storeUpload(clerk, 'srikandi.pdf', writePdf('Sekretariat Daerah Kabupaten Ponorogo', ['Nomor: B-800/1123/SETDA/2026', 'Hal: Panggilan klarifikasi', '', 'Naskah contoh dari SRIKANDI (simulasi).']), clerk.viewer.accountId);
  await recordNational(clerk, { type: 'surat-panggilan', number: `B-800/1123/SETDA/${anchor.day.slice(0, 4)}`, letterDate: anchor.workingDay(-3), subject: 'Panggilan klarifikasi kehadiran', to: 'Camat Siman', classification: '800.1', secrecy: 'terbatas', file: pdf.id });

  const trip = {
    kind: 'surat-tugas' as const, basis: ['Undangan Sekretaris Daerah Provinsi Jawa Timur'], origin: 'Ponorogo', means: 'Kendaraan dinas', budget: { code: '5.1.02.04.01.0001', institution: 'Sekretariat Daerah', source: `DPA ${anchor.day.slice(0, 4)}`, tier: 'C' }, note: '', signingUnit: people('sekda').hat!.unitId,
  };
  const holding = people('tu.setda').hat!.holdingId;
  // Half a day, signed first: numbers follow dates.
  const morning = await prepareTrip(clerk, { ...trip, part: 'morning', purpose: 'Mengantar arsip inaktif ke lembaga kearsipan', destination: 'Siman', fromDay: anchor.workingDay(-4), toDay: anchor.workingDay(-4), travellers: [{ holding, name: '', nip: '', rank: '', title: '' }] });
  await orderTrip(as('sekda', anchor.at(anchor.workingDay(-2), '14:05')), { id: morning.id, version: 1 });
  const { id } = await prepareTrip(clerk, { ...trip, part: 'full', purpose: 'Rapat koordinasi pengelolaan arsip dinamis', destination: 'Surabaya', fromDay: day(0), toDay: day(1), travellers: [{ holding, name: '', nip: '', rank: '', title: '' }] });
  await orderTrip(as('sekda', anchor.at(anchor.workingDay(-1), '13:05')), { id, version: 1 });
  await prepareTrip(as('tu.setda', new Date(anchor.now.getTime() - 40 * 60_000)), {
    ...trip, part: 'full', purpose: 'Bimbingan teknis persuratan elektronik', destination: 'Madiun', fromDay: day(1), toDay: day(2), travellers: [{ holding, name: '', nip: '', rank: '', title: '' }, { name: 'Dewi Lestari', title: 'Tenaga ahli persuratan', nip: '', rank: '' }],
  });
}

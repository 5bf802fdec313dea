import type { Citizens } from './citizens.ts';
import { BY_HAND, placesOf, tellingOf } from './cast.ts';
import type { Tale } from './play.ts';
import { taleOf, type RequestPlan, type ServiceKey } from './request.ts';
import { reklame, usaha, type Advert, type Place } from './services.ts';
import type { Stage } from './stage.ts';

/** What the demonstration needs on its desks: late files and whose they are, letters that wait for a signature, files for today. */
export interface Staged {
  stories: Tale[];
  /** Ids by name, for the tour. */
  ids: Record<'waiting' | 'late', string>;
}

export function staged(stage: Stage, citizens: Citizens): Staged {
  const { seeding, file } = stage;
  const { anchor } = seeding;
  const stories: Tale[] = [];
  // On a day off, what was due on the last working day is late by now: everything moves a working day closer.
  const closer = anchor.today > anchor.day ? 1 : 0;
  const day = (back: number, clock: string): Date => {
    const at = anchor.at(anchor.workingDay(-Math.max(0, back - closer)), clock);
    return at < anchor.now ? at : new Date(anchor.now.getTime() - 25 * 60_000);
  };
  /** When a step of so many minutes must open to be due this afternoon at 15.00, or as soon after now as can be. */
  const dueSoon = (minutes: number, skip = 0): Date => {
    const targets = ([[0, '15:00'], [0, '14:00'], [0, '11:30'], [1, '10:00'], [1, '09:30'], [1, '11:00']] as const).slice(skip);
    for (const [ahead, clock] of targets) {
      const target = anchor.at(anchor.workingDay(ahead), clock);
      for (let back = 0; target > anchor.now && back < 4 * 1440; back += 5) {
        const opens = new Date(target.getTime() - back * 60_000);
        if (opens < anchor.now && stage.later(opens, minutes).getTime() === target.getTime() && anchor.now.getTime() - opens.getTime() > 600_000) return opens;
      }
    }
    return day(0, '07:40');
  };
  const place = (region: string): Place => ({ region, name: seeding.plan.units.find((unit) => unit.region === region)!.name });
  const someone = (name: string): RequestPlan['applicant'] => ({ citizen: citizens.others[seeding.dice.of(`staged/${name}`).between(0, citizens.others.length - 1)]! });
  const siti = () => stage.officer('DPMPTSP', 'analyst');
  const rina = () => stage.officer('DPUPKP', 'opinion');
  const advert = (n: number): Advert => ({ holder: file.advertisers[n]!.name, text: file.advertisers[n]!.text, kind: file.advertisers[n]!.kind });

  const permit = (key: string, region: string, what: Advert, plan: Omit<RequestPlan, 'key' | 'pace' | 'applicant'> & Partial<RequestPlan>): string => {
    const dice = seeding.dice.of(`staged/${key}`);
    stories.push(taleOf(stage, dice, reklame({ key, pace: 0.3, applicant: someone(key), ...plan }, dice, place(region), what)));
    return dice.id('request', plan.submitAt.getTime());
  };

  // Late at the agency for public works, since yesterday and the days before
  const late = permit('batoro-katong', '35.02.16.2007', advert(0), { submitAt: day(6, '09:20'), times: { verifikasi: day(4, '08:40'), pertimbangan_ketertiban: day(3, '10:05') }, stopAt: 'pertimbangan_teknis', note: 2 });
  permit('singo-barong', '35.02.18.2008', advert(5), { submitAt: day(8, '10:10'), times: { verifikasi: day(6, '09:00'), pertimbangan_ketertiban: day(5, '14:20') }, stopAt: 'pertimbangan_teknis', claimedBy: { pertimbangan_teknis: rina() } });
  permit('gerbang-wengker', '35.02.12.2013', advert(15), { submitAt: day(9, '13:15'), times: { verifikasi: day(7, '08:55'), pertimbangan_ketertiban: day(6, '11:00') }, stopAt: 'pertimbangan_teknis' });
  permit('jathilan', '35.02.17.1013', advert(11), { submitAt: day(7, '11:30'), times: { verifikasi: day(5, '10:15'), pertimbangan_ketertiban: day(4, '09:00') }, stopAt: 'pertimbangan_teknis' });

  // Waiting for the regent's signature; the first one is signed on stage
  const waiting = permit('klinik-siman', '35.02.10.2013', { ...advert(2), regents: true }, {
    submitAt: day(14, '08:50'), applicant: { citizen: citizens.named.get('ayu')! },
    times: { verifikasi: day(13, '09:30'), ketetapan: day(5, '10:00'), pembayaran: day(4, '10:30'), rekomendasi: day(1, '14:10') }, stopAt: 'tanda_tangan', message: 1,
  });
  permit('grha-reyog', '35.02.17.1013', { ...advert(16), regents: true }, { submitAt: day(13, '13:05'), times: { rekomendasi: day(1, '11:15') }, stopAt: 'tanda_tangan' });
  permit('plaza-warok', '35.02.17.1017', { ...advert(17), regents: true }, { submitAt: day(12, '09:25'), times: { rekomendasi: day(0, '07:45') }, stopAt: 'tanda_tangan' });
  // Signed by the regent before: the register has his numbers, too
  permit('ngebel-indah', '35.02.19.2001', { ...advert(18), regents: true }, { submitAt: day(24, '10:00') });
  // Waiting for the acting head of the agency
  permit('klinik-madusari', '35.02.10.2001', { holder: 'Klinik Madusari', text: 'Klinik Madusari', kind: 'neon_box' }, { submitAt: day(11, '08:40'), times: { rekomendasi: day(1, '13:30') }, stopAt: 'tanda_tangan' });
  permit('festival-reyog', '35.02.17.1017', { holder: file.events[0]!.name, text: file.events[0]!.text, points: file.events[0]!.points }, { submitAt: day(8, '09:05'), times: { rekomendasi: day(0, '07:50') }, stopAt: 'tanda_tangan' });
  permit('optik', '35.02.17.1004', advert(13), { submitAt: day(10, '10:40'), times: { rekomendasi: day(1, '10:20') }, stopAt: 'tanda_tangan' });
  permit('dawet', '35.02.18.1002', advert(14), { submitAt: day(9, '19:30'), times: { rekomendasi: day(0, '08:15') }, stopAt: 'tanda_tangan' });
  permit('koperasi', '35.02.15.2001', advert(12), { submitAt: day(9, '09:45'), times: { rekomendasi: day(1, '15:20') }, stopAt: 'tanda_tangan' });

  // On the analyst's desk
  permit('sumber-rejeki', '35.02.10.1017', advert(1), { submitAt: day(8, '09:12'), applicant: { citizen: citizens.named.get('hartono')! }, times: { pemeriksaan: day(1, '11:05') }, stopAt: 'telaah', claimedBy: { telaah: siti() } });
  permit('klinik-aloon', '35.02.17.1013', { holder: 'Klinik Aloon-Aloon', text: 'Klinik Aloon-Aloon', kind: 'neon_box' }, { submitAt: day(1, '08:31'), stopAt: 'verifikasi', claimedBy: { verifikasi: siti() } });
  permit('apotek', '35.02.18.2008', advert(3), { submitAt: day(0, '07:35'), stopAt: 'verifikasi', claimedBy: { verifikasi: siti() } });
  permit('ngebel', '35.02.19.2001', advert(4), { submitAt: day(7, '16:10'), stopAt: 'pemeriksaan' });
  permit('warok', '35.02.17.1017', advert(7), { submitAt: day(6, '20:15'), times: { pertimbangan_teknis: day(1, '09:40') }, stopAt: 'jadwal' });
  permit('merak-ati', '35.02.17.1013', advert(6), { submitAt: day(0, '08:05'), stopAt: 'verifikasi' });
  permit('sri-gunung', '35.02.16.2007', advert(8), { submitAt: day(1, '13:40'), stopAt: 'verifikasi' });
  // Money: assessed and not yet paid; to be assessed
  permit('kelono', '35.02.17.1004', advert(9), { submitAt: day(11, '09:00'), stopAt: 'pembayaran' });
  permit('ganong', '35.02.08.2001', advert(10), { submitAt: day(12, '14:00'), stopAt: 'pembayaran' });
  permit('bazar', '35.02.17.1013', { holder: file.events[1]!.name, text: file.events[1]!.text, points: file.events[1]!.points }, { submitAt: day(7, '08:20'), stopAt: 'ketetapan' });

  // Research: at each desk of the agency; one waits for the head
  const study = (key: string, plan: Omit<RequestPlan, 'key' | 'pace' | 'applicant'> & Partial<RequestPlan>) => any('penelitian', key, plan);
  study('dimas', { submitAt: day(2, '19:40'), applicant: { citizen: citizens.named.get('dimas')! }, stopAt: 'telaah' });
  study('paraf', { submitAt: day(3, '10:00'), stopAt: 'paraf_sekretaris' });
  study('kaban-1', { submitAt: day(3, '08:10'), times: { paraf_sekretaris: dueSoon(240) }, stopAt: 'tanda_tangan' });
  study('kaban-2', { submitAt: day(4, '13:30'), times: { paraf_sekretaris: dueSoon(240, 1) }, stopAt: 'tanda_tangan' });
  study('baru', { submitAt: day(0, '07:15'), stopAt: 'verifikasi' });

  // Village letters: for the lurah on stage, returned to its applicant, late in one village, waiting for ink in another
  const shop = (key: string, region: string, plan: Omit<RequestPlan, 'key' | 'pace' | 'applicant'> & Partial<RequestPlan>) => {
    const dice = seeding.dice.of(`staged/${key}`);
    const business = dice.pick(file.businesses);
    stories.push(taleOf(stage, dice, usaha({ key, pace: 0.3, applicant: someone(key), ...plan }, dice, place(region), { ...business, name: business.name.replace('{n}', seeding.people.name(dice, 'L').split(' ')[0]!) })));
  };
  shop('lurah-1', '35.02.10.1017', { submitAt: day(1, '14:50'), times: { periksa: dueSoon(240) }, stopAt: 'tanda_tangan' });
  shop('lurah-2', '35.02.10.1017', { submitAt: day(1, '20:10'), times: { periksa: dueSoon(240, 1) }, stopAt: 'tanda_tangan' });
  shop('dian-1', '35.02.10.1017', { submitAt: dueSoon(180), stopAt: 'periksa' });
  shop('polorejo', '35.02.16.2007', { submitAt: dueSoon(180, 1), stopAt: 'periksa' });
  shop('sri', '35.02.10.2013', { submitAt: day(2, '18:20'), applicant: { citizen: citizens.named.get('sri')! }, ending: 'returned' });
  shop('late-desa', '35.02.07.2001', { submitAt: day(4, '09:30'), stopAt: 'tanda_tangan' });
  shop('late-desa-2', '35.02.07.2001', { submitAt: day(3, '10:30'), stopAt: 'periksa' });
  shop('basah-1', BY_HAND, { submitAt: day(1, '13:30') });
  shop('basah-2', BY_HAND, { submitAt: day(2, '15:10') });
  // Paper that was taken in while the line was down
  const offline = { reason: 'Jaringan desa padam sehari; berkas diterima di kertas.' };
  for (const [key, back] of [['padam-1', 9], ['padam-2', 9]] as const) {
    shop(key, '35.02.19.2001', { submitAt: day(back - 1, '08:10'), applicant: { person: seeding.people.invent(seeding.dice.of(`staged/${key}/person`)) }, lateEntry: { receivedAt: day(back, key === 'padam-1' ? '09:15' : '10:40'), ...offline } });
  }
  return { stories, ids: { waiting, late } };

  function any(kind: ServiceKey, key: string, plan: Omit<RequestPlan, 'key' | 'pace' | 'applicant'> & Partial<RequestPlan>): void {
    const dice = seeding.dice.of(`staged/${key}`);
    stories.push(taleOf(stage, dice, tellingOf(stage, kind, { key, pace: 0.35, applicant: someone(key), ...plan }, dice, dice.pick(placesOf(seeding)), 0)));
  }
}

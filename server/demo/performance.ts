import { updatePost } from '../modules/organization/service/posts.ts';
import { acceptRating, rate, reportResults } from '../modules/performance/service/evaluations.ts';
import { decideLogs, writeLog } from '../modules/performance/service/logs.ts';
import { setOrganisation } from '../modules/performance/service/organisation.ts';
import { approvePlan, saveAttachments, saveRow, startPlan, submitPlan } from '../modules/performance/service/plans.ts';
import { colleaguesOf, nominateReviewers, writeDialogue } from '../modules/performance/service/talk.ts';
import { lastDayOf, type Aspect, type PlanRow } from '../modules/performance/contract.ts';
import type { Rating } from '../engines/performance/predicate.ts';
import { addDays, type CalendarDay } from '../platform/kernel/calendar-day.ts';
import { findPlan } from '../modules/performance/storage/plans.ts';
import { readTenant, type Context, type Viewer } from '../platform/request/context.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

// Chapters: who does what · plans down the cascade · a quarter · this week

interface Result {
  text: string;
  aspect: Aspect;
  indicator: string;
  target: string;
  realised: string;
}
interface Member {
  user: string;
  /** Under the head of the section instead of the head of the agency. */
  section?: true;
  result: Result;
  hasil: Rating;
  perilaku: Rating;
  note?: string;
}
const of = (text: string, aspect: Aspect, indicator: string, target: string, realised: string): Result => ({ text, aspect, indicator, target, realised });
const SECTION = 'kabid.dpmptsp';
const HEAD = 'plt.dpmptsp';
const TEAM: readonly Member[] = [
  { user: SECTION, result: of('Izin terbit sesuai janji waktu', 'waktu', 'Izin yang terbit tepat waktu', '95 %', '96 %'), hasil: 'sesuai', perilaku: 'sesuai' },
  { user: 'siti', section: true, result: of('Telaah permohonan selesai tepat waktu', 'waktu', 'Telaah yang selesai dalam dua hari kerja', '95 %', '99 %'), hasil: 'di-atas', perilaku: 'di-atas', note: 'Telaahnya menjadi contoh bagi rekan.' },
  { user: 'anggun', section: true, result: of('Warga dilayani di loket tanpa kembali dua kali', 'kualitas', 'Berkas yang lengkap pada kedatangan pertama', '90 %', '91 %'), hasil: 'sesuai', perilaku: 'di-atas' },
  { user: 'staf.dpmptsp', section: true, result: of('Berkas izin terperiksa lengkap', 'kuantitas', 'Berkas yang diperiksa', '240 berkas', '251 berkas'), hasil: 'sesuai', perilaku: 'sesuai' },
  { user: 'joko', result: of('Peninjauan lapangan terlaksana', 'waktu', 'Berita acara dalam tiga hari kerja', '90 %', '71 %'), hasil: 'di-bawah', perilaku: 'sesuai', note: 'Berita acara sering terlambat; disepakati pendampingan.' },
  { user: 'ratna', result: of('Peninjauan lapangan terlaksana', 'waktu', 'Berita acara dalam tiga hari kerja', '90 %', '92 %'), hasil: 'sesuai', perilaku: 'sesuai' },
  { user: 'admin.dpmptsp', result: of('Administrasi kepegawaian tertib', 'kualitas', 'Data pegawai yang mutakhir', '100 %', '100 %'), hasil: 'di-atas', perilaku: 'di-atas' },
];

/** The cascade of the agency for licences: approved plans, the last quarter evaluated, a dialogue that waits, logs of this week. */
export async function seedPerformance(seeding: Seeding): Promise<void> {
  const { anchor } = seeding;
  const people = viewersOf(seeding);
  const as = (user: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: { ...people(user), secondFactorAt: at } });
  const administrator = as('admin', anchor.at(anchor.workingDay(-39), '08:00'));
  for (const { user } of TEAM.filter((one) => one.section)) await updatePost(administrator, { id: people(user).hat!.postId, version: 1, reportsTo: people(SECTION).hat!.postId });

  const day = anchor.workingDay(-38);
  const year = Number(day.slice(0, 4));
  const plans = new Map<string, Made>();
  const head = of('Pelayanan perizinan cepat dan pasti', 'kualitas', 'Indeks kepuasan masyarakat', '88', '88,4');
  const top = await planOf(as, HEAD, 'bupati', day, year, head, { agreement: 'Meningkatnya kualitas pelayanan perizinan' });
  plans.set(HEAD, top);
  for (const member of TEAM) {
    const above = member.section ? plans.get(SECTION)! : top;
    plans.set(member.user, await planOf(as, member.user, member.section ? SECTION : HEAD, anchor.workingDay(member.section ? -36 : -37), year, member.result, { plan: above.id, row: above.row, text: above.text }));
  }
  // A draft that supports the head's result, and colleagues asked about the head of the section.
  const draft = as('ajudan.dpmptsp', anchor.at(anchor.workingDay(-2), '09:30'));
  const { id, version } = await startPlan(draft, { year: Number(anchor.day.slice(0, 4)), approach: 'kualitatif' });
  await saveRow(draft, { plan: id, row: crypto.randomUUID(), version, kind: 'utama', result: 'Agenda pimpinan tersusun dan diketahui semua yang terlibat', supports: { plan: top.id, row: top.row, text: top.text }, indicators: [{ id: crypto.randomUUID(), aspect: 'kualitas', text: 'Agenda tanpa benturan', target: 'Tidak ada yang berbenturan' }] });
  const asking = as(HEAD, anchor.at(anchor.workingDay(-3), '13:10'));
  const people360 = await readTenant(asking, async (t) => colleaguesOf(t, (await findPlan(t.tx, t.instansi, plans.get(SECTION)!.id))!, anchor.workingDay(-3)));
  const inTeam = new Set(seeding.plan.people.filter((one) => TEAM.some(({ user }) => user === one.account?.userName)).map((one) => one.id));
  await nominateReviewers(asking, { plan: plans.get(SECTION)!.id, period: 'year', people: people360.toSorted((a, b) => Number(inTeam.has(b.person)) - Number(inTeam.has(a.person))).slice(0, 5).map(({ person, relation }) => ({ person, relation })) });
  await evaluate(seeding, as, plans, year, head);
  await week(seeding, as, plans);
}

type As = (user: string, at: Date) => Context & { viewer: Viewer };
interface Made {
  id: string;
  row: string;
  indicator: string;
  text: string;
  until: CalendarDay;
  version: number;
}
async function planOf(as: As, user: string, superior: string, day: CalendarDay, year: number, result: Result, supports: NonNullable<PlanRow['supports']>): Promise<Made> {
  const at = (clock: string) => new Date(`${day}T${clock}:00+07:00`);
  const own = as(user, at('08:30'));
  const { id, version } = await startPlan(own, { year, approach: 'kuantitatif' });
  const [row, indicator] = [crypto.randomUUID(), crypto.randomUUID()];
  let now = (await saveRow(own, { plan: id, row, version, kind: 'utama', result: result.text, supports, indicators: [{ id: indicator, aspect: result.aspect, text: result.indicator, target: result.target }] })).version;
  if ('agreement' in supports) now = (await saveAttachments(own, { id, version: now, approach: 'kuantitatif', agreement: `Perjanjian Kinerja 100.3/12/${year}`, expectations: {}, resources: 'Anggaran DPA dan aplikasi perizinan', accountability: 'Laporan triwulan kepada Bupati', consequences: 'Penghargaan dan pembinaan sesuai ketentuan' })).version;
  now = (await submitPlan(as(user, at('09:00')), { id, version: now })).version;
  now = (await approvePlan(as(superior, at('10:00')), { id, version: now, expectations: { kolaboratif: 'Selesaikan bersama unit lain, jangan menunggu surat' } })).version;
  return { id, row, indicator, text: result.text, until: `${year}-12-31`, version: now };
}

/** The quarter that ended last, if there was time since to rate it. One person has yet to be rated. */
async function evaluate({ anchor }: Seeding, as: As, plans: Map<string, Made>, year: number, head: Result): Promise<void> {
  const period = (['q4', 'q3', 'q2', 'q1'] as const).find((one) => lastDayOf(one, year) >= anchor.workingDay(-38) && lastDayOf(one, year) < anchor.workingDay(-8));
  if (!period) return;
  const after = addDays(lastDayOf(period, year), 1);
  const days = [anchor.workingDay(-7), anchor.workingDay(-6), anchor.workingDay(-5)] as const;
  const at = (day: CalendarDay, clock: string) => new Date(`${day > after ? day : after}T${clock}:00+07:00`);
  const personnel = as('kepegawaian', at(days[0], '08:00'));
  await setOrganisation(personnel, { unit: as(HEAD, anchor.now).viewer.hat!.unitId, year, period, predicate: 'baik', basis: 'Capaian rencana aksi triwulan', version: 0 });
  for (const [user, { realised, ...member }] of [[HEAD, { realised: head.realised, hasil: 'sesuai' as const, perilaku: 'sesuai' as const, section: undefined, note: '' }] as const, ...TEAM.map((one) => [one.user, { realised: one.result.realised, hasil: one.hasil, perilaku: one.perilaku, section: one.section, note: one.note ?? '' }] as const)]) {
    const plan = plans.get(user)!;
    const superior = user === HEAD ? 'bupati' : member.section ? SECTION : HEAD;
    plan.version = (await reportResults(as(user, at(days[0], '09:00')), { plan: plan.id, period, version: plan.version, realisations: [{ indicator: plan.indicator, realised, evidence: 'Rekap aplikasi perizinan' }] })).version;
    // Somebody's results still wait for the head of the section.
    if (user === 'staf.dpmptsp') continue;
    plan.version = (await rate(as(superior, at(days[1], '10:00')), { plan: plan.id, period, version: plan.version, hasil: member.hasil, perilaku: member.perilaku, values: {}, note: member.note })).version;
    if (user !== 'anggun') plan.version = (await acceptRating(as(user, at(days[2], '11:00')), { plan: plan.id, period, version: plan.version })).version;
  }
}

const WORK = [['Memeriksa kelengkapan berkas izin reklame', '6 berkas', 180], ['Menjawab pertanyaan pemohon lewat telepon dan loket', '9 orang', 120], ['Rapat persiapan pelayanan keliling', '1 rapat', 90], ['Menyusun bahan telaah perizinan', '2 telaah', 150]] as const;
async function week({ anchor }: Seeding, as: As, plans: Map<string, Made>): Promise<void> {
  for (const user of ['siti', 'staf.dpmptsp']) {
    const plan = plans.get(user)!;
    const ids: string[] = [];
    for (const back of [4, 3, 2, 1]) {
      const day = anchor.workingDay(-back);
      const writer = as(user, anchor.at(day, '15:20'));
      for (const nth of [back, back + 1]) {
        const [activity, quantity, minutes] = WORK[nth % WORK.length]!;
        const { id } = await writeLog(writer, { day, activity, quantity, minutes, evidence: '', files: [], ...(nth % 2 && day <= plan.until ? { plan: plan.id, result: plan.row } : {}) });
        if (back > 2) ids.push(id);
      }
    }
    await decideLogs(as(SECTION, anchor.at(anchor.workingDay(-2), '15:40')), { ids, decision: 'setujui', reason: '' });
  }
  await writeDialogue(as(SECTION, anchor.at(anchor.workingDay(-1), '14:00')), { plan: plans.get('siti')!.id, day: anchor.workingDay(-1), occasion: 'triwulan', notes: 'Membahas capaian telaah yang di atas target dan rencana berbagi cara kerja kepada rekan satu bidang.', followUp: 'Satu sesi berbagi sebelum akhir bulan.' });
}

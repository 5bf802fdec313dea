import { formatDate } from '../../../engines/working-time/words.ts';
import { dayIn, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { part } from '../../../platform/house.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { ChainPort } from '../../audit-trail/contract.ts';
import type { CalendarPort } from '../../calendar/contract.ts';
import type { LayananPort } from '../../layanan/contract.ts';
import type { ServiceLevelPort } from '../../permohonan/contract.ts';
import type { RecordHit, RecordSource } from '../contract.ts';
import { matches, today, yearsBack } from './records.ts';
import { institutionOf, issuanceOf } from './ports.ts';

// Chapters: papers that were signed · the audit trail · service levels · the calendar

const fact = (label: string, value: string) => ({ label, value });
const AT_MOST = 20;

/** Decisions, circulars and reports of the register, in force; never a paper of a citizen's request. */
export const signedPapers: RecordSource<TenantContext> = {
  module: 'issuance',
  search: async (t, query) => (await issuanceOf(t).officialDocuments(t, query, AT_MOST)).map(({ id, title, about, number, path }): RecordHit => ({ module: 'issuance', id, title: `${title} ${number}${about ? ` tentang ${about}` : ''}`, path, kind: 'Naskah dinas bertanda tangan' })),
  factsOf: async (t, id) => {
    const found = await issuanceOf(t).officialDocument(t, id);
    return found && {
      title: `${found.title} ${found.number}`, path: found.path, documentDate: found.date,
      facts: [fact('Naskah', found.title), fact('Nomor', found.number), fact('Tanggal', formatDate(found.date)), ...(found.about ? [fact('Perihal', found.about)] : []), fact('Unit', found.unit), fact('Penanda tangan', found.signer), fact('Sidik jari SHA-256', found.sha256)],
    };
  },
};

const chainOf = (t: TenantContext) => part<ChainPort<TenantContext>>(t.house, 'audit-trail.chain');
/** That nobody changed the trail afterwards: checked when it is taken as evidence. */
export const auditCheck: RecordSource<TenantContext> = {
  module: 'audit-trail',
  search: async (_, query) => [{ module: 'audit-trail', id: 'rantai', title: 'Pemeriksaan rantai jejak audit', path: '/kelola/jejak', kind: 'Jejak audit' }].filter(({ title, kind }) => matches(`${title} ${kind}`, query)),
  factsOf: async (t, id) => {
    if (id !== 'rantai') return undefined;
    const state = await chainOf(t).stateOf(t);
    const seen = await today(t);
    const count = (n: number) => n.toLocaleString('id-ID');
    return {
      title: `Pemeriksaan rantai jejak audit ${formatDate(seen)}`, path: '/kelola/jejak', documentDate: seen,
      facts: [
        fact('Hasil', state.check === 'intact' ? 'Utuh: tidak ada catatan yang diubah, dihapus, atau disisipkan' : state.check === 'broken' ? 'Tidak utuh. Periksa dengan perintah pendopo audit verify' : `Lebih dari ${count(chainOf(t).mostChecked)} catatan: periksa dengan perintah pendopo audit verify`),
        fact('Catatan tersegel', count(state.entries)), fact('Segel', count(state.blocks)), ...(state.lastHash ? [fact('Sidik jari segel terakhir', state.lastHash)] : []), fact('Diperiksa pada', formatDate(seen)),
      ],
    };
  },
};

const levelsOf = (t: TenantContext) => part<ServiceLevelPort<TenantContext>>(t.house, 'permohonan.figures');
const namesOf = (t: TenantContext) => part<LayananPort<TenantContext>>(t.house, 'layanan').names(t);
/** How many requests of a year were finished by their promised date: of all services, or of one ("2026:izin-reklame"). */
export const serviceLevels: RecordSource<TenantContext> = {
  module: 'permohonan',
  search: async (t, query) => {
    const years = await yearsBack(t);
    const all = years.map((year): RecordHit => ({ module: 'permohonan', id: String(year), title: `Ketepatan waktu layanan tahun ${year}`, path: '/kinerja', kind: 'Statistik layanan' }));
    const each = [...(await namesOf(t))].flatMap(([id, name]) => years.map((year): RecordHit => ({ module: 'permohonan', id: `${year}:${id}`, title: `Ketepatan waktu ${name} tahun ${year}`, path: '/kinerja', kind: 'Statistik layanan' })));
    return [...all, ...each].filter(({ title, kind }) => matches(`${title} ${kind}`, query)).slice(0, AT_MOST);
  },
  factsOf: async (t, id) => {
    const [, year, layanan] = /^(20\d{2})(?::([a-z0-9-]{2,60}))?$/.exec(id) ?? [];
    const name = layanan === undefined ? 'Semua layanan' : (await namesOf(t)).get(layanan);
    if (!year || !name) return undefined;
    const { received, finished, inTime, promised, late } = await levelsOf(t).ofYear(t, Number(year), layanan);
    const seen = await today(t);
    return {
      title: `Ketepatan waktu layanan ${year}: ${name.toLowerCase()}`, path: '/kinerja', documentDate: seen,
      facts: [fact('Layanan', name), fact('Permohonan diterima', String(received)), fact('Selesai', String(finished)), fact('Selesai tepat waktu', `${inTime} dari ${promised}`), fact('Lewat batas waktu', String(late)), fact('Dihitung pada', formatDate(seen))],
    };
  },
};

const calendarOf = (t: TenantContext) => part<CalendarPort<TenantContext>>(t.house, 'calendar');
/** The working calendar in force, as it was published. */
export const publishedCalendars: RecordSource<TenantContext> = {
  module: 'calendar',
  search: async (t, query) => (await calendarOf(t).published(t)).map(({ id, name }): RecordHit => ({ module: 'calendar', id, title: name, path: `/kelola/kalender/${id}`, kind: 'Kalender kerja terbit' })).filter(({ title, kind }) => matches(`${title} ${kind}`, query)),
  factsOf: async (t, id) => {
    const found = (await calendarOf(t).published(t)).find((one) => one.id === id);
    if (!found) return undefined;
    const { zone } = await institutionOf(t);
    const published: CalendarDay = dayIn(found.publishedAt, zone);
    return {
      title: `${found.name}, terbitan ke-${found.number}`, path: `/kelola/kalender/${id}`, documentDate: published,
      facts: [fact('Kalender', found.name), fact('Terbitan', `ke-${found.number}, ${formatDate(published)}`), fact('Tahun yang dimuat', found.years.join(', ') || 'belum ada'), fact('Hari libur dan cuti bersama', String(found.holidays))],
    };
  },
};

import type { Zone } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { CLOCKS, KINDS, LIMIT_UNITS, type ListRow, type Photo, type State, type TimelineItem } from '../contract.ts';
import { cover, findPersonalData } from '../rules/personal-data-is-covered.ts';
import { limitOf } from '../rules/run-the-clocks.ts';
import { readClock } from '../rules/when-it-is-due.ts';
import { ageInDays, dayWords, dueWords, lineOf, momentWords, stateWords, type Audience } from '../rules/words-for-people.ts';
import type { ListedRow } from '../storage/lists.ts';
import type { LoadedReport, WholeReport } from '../storage/reports.ts';
import type { Configuration } from './configuration.ts';
import { deciding } from './perform.ts';
import { institutionOf, organizationOf, wilayahOf } from './ports.ts';
import { readable } from './words-of.ts';

// Chapters: addresses · one line of a list · timeline, pauses, hops, clocks

export const caseFileUrl = (report: string, upload: string): string => `/api/pengaduan/berkas/${report}/lampiran/${upload}`;
export const publicFileUrl = (number: string, upload: string): string => `/api/pengaduan/publik/${encodeURIComponent(number)}/foto/${upload}`;
/** For the reporter: the door asks for the same secret, sealed in the ticket. */
export const trackedFileUrl = (number: string, upload: string, ticket: string): string => `/api/pengaduan/lacak/${encodeURIComponent(number)}/lampiran/${upload}?tiket=${ticket}`;

/** Names that a page of rows needs, asked once. */
export interface Names {
  zone: Zone;
  now: Date;
  configuration: Configuration;
  unit: (id: string | null) => string | undefined;
  region: (code: string | null) => string;
}
export async function namesFor(t: TenantContext, configuration: Configuration, asked: { units: readonly (string | null | undefined)[]; regions: readonly (string | null)[] }): Promise<Names> {
  const ids = [...new Set(asked.units.filter((unit): unit is string => typeof unit === 'string'))];
  const codes = [...new Set(asked.regions.filter((code): code is string => code !== null))];
  const units = ids.length > 0 ? await organizationOf(t).unitFacts(t, ids) : new Map<string, { name: string }>();
  const regions = codes.length > 0 ? await wilayahOf(t).regions(codes, t) : new Map<string, { name: string }>();
  const { zone } = await institutionOf(t);
  return { zone, now: t.house.clock.now(), configuration, unit: (id) => (id ? units.get(id)?.name : undefined), region: (code) => (code ? (regions.get(code)?.name ?? '') : '') };
}

/** The reporter's own words for a place may hold a telephone number too; nobody moderates them, so what is found is covered. */
export const coveredPlace = (place: string, { settings }: Pick<Configuration, 'settings'>): string => (place === '' ? '' : cover(place, findPersonalData(place, settings.profanity)));

/** What a list says of one report. For the public the title comes from the publication. */
export function rowOf(r: ListedRow, n: Names, audience: 'public' | 'desk', photo?: string): ListRow {
  const closed = r.finished_at;
  const due = closed ? undefined : dueWords(r.due_at, n.now, n.zone, { provisional: r.due_provisional });
  const category = r.category ? n.configuration.categories.get(r.category) : undefined;
  const unit = n.unit(r.unit);
  return {
    number: r.number, title: r.title, kind: r.kind, kindText: KINDS[r.kind].title, ...(category ? { category: { code: category.code, name: category.name, group: category.group } } : {}),
    state: r.state, stateText: stateWords(r.state, audience, { held: r.held }), place: [audience === 'public' ? coveredPlace(r.place, n.configuration) : r.place, n.region(r.region)].filter(Boolean).join(', '), ...(unit ? { unit } : {}),
    submittedAt: r.submitted_at.toISOString(), submittedText: dayWords(r.submitted_at, n.zone, n.now), ageDays: ageInDays(r.submitted_at, closed ?? n.now), ...(due ? { due } : {}),
    overdueBadge: !closed && r.badge_at !== null && r.badge_at <= n.now, joined: r.joined, ...(photo ? { photo } : {}),
  };
}

export const listedOf = (r: LoadedReport, title: string, place: string): ListedRow => ({
  id: r.id, number: r.number, title, place, region: r.region, submitted_at: r.submitted_at, external_number: r.external_number, report_public: r.report_public, lat: r.lat, lng: r.lng, ...r.state,
});

/** The story for one audience, oldest first. */
export async function timelineOf(t: TenantContext, report: WholeReport, audience: Audience, n: Pick<Names, 'zone' | 'now'>, urlOf: (upload: string) => string): Promise<TimelineItem[]> {
  const actions = report.actions.map((stored) => ({ ...stored, action: readable(t, stored, report) }));
  const units = [...new Set(actions.flatMap(({ action: a }) => [...(a.kind === 'dispose' ? [a.lead, ...a.supporting] : []), ...(a.by.kind === 'officer' ? [a.by.unit] : [])]))];
  const facts = units.length > 0 ? await organizationOf(t).unitFacts(t, units) : new Map<string, { name: string }>();
  const unitName = (id: string) => facts.get(id)?.name ?? 'unit yang menangani';
  const filesOf = (seq: number, draft: number | undefined) => actions.filter((a) => a.seq === seq || a.seq === draft).flatMap((a) => a.files ?? []);
  const shownPhotos = new Set(report.published?.photos ?? []);
  return actions.flatMap(({ seq, action: a }) => {
    const line = lineOf(a, audience, unitName);
    if (!line) return [];
    const files = a.kind === 'draft-answer' ? [] : filesOf(seq, a.kind === 'publish-answer' ? a.draft : undefined);
    // The public sees the reporter's photos only where a moderator showed them; an officer's answer is shown with its files.
    const open = files.filter((f) => audience !== 'public' || a.kind === 'publish-answer' || a.kind === 'hop-answered' || shownPhotos.has(f.id));
    const photos: Photo[] = a.kind === 'submit' ? [] : open.map((f) => ({ id: f.id, name: f.name, type: f.type, bytes: f.size, url: urlOf(f.id) }));
    return [{
      id: String(seq), kind: a.kind, title: line.title, from: a.by.kind === 'reporter' ? 'Pelapor' : a.by.kind === 'officer' ? unitName(a.by.unit) : a.by.kind === 'institution' ? 'Instansi lain' : 'Pendopo', at: a.at, atText: momentWords(new Date(a.at), n.zone, n.now),
      ...(line.text ? { text: line.text } : {}), ...(photos.length > 0 ? { photos } : {}), ...(line.tone ? { tone: line.tone } : {}),
    }];
  });
}

const PAUSES: Partial<Record<State, { reason: 'held' | 'wait-reporter' | 'scheduled'; text: string; clock?: 'completion' | 'reporter-reply' }>> = {
  held: { reason: 'held', text: 'Waktu berhenti sampai data dilengkapi pelapor.', clock: 'completion' },
  'wait-reporter': { reason: 'wait-reporter', text: 'Waktu berhenti sampai pelapor menanggapi.', clock: 'reporter-reply' },
  scheduled: { reason: 'scheduled', text: 'Menunggu anggaran; laporan tetap terbuka dan dihitung tersendiri.' },
};

/** What else stands on a page about one report: pause, schedule, hops, reply window. */
export async function standing(t: TenantContext, report: WholeReport, n: Pick<Names, 'zone' | 'now'>, urlOf: (upload: string) => string) {
  const s = report.folded;
  const calendar = await deciding(t, s);
  const words = (seq: number | undefined) => {
    const stored = seq === undefined ? undefined : report.actions.find((a) => a.seq === seq);
    return stored ? (readable(t, stored, report).words ?? {}) : {};
  };
  const stop = PAUSES[s.state];
  const window = stop?.clock && s.clocks[stop.clock] ? readClock(s.clocks[stop.clock]!, calendar).dueAt : null;
  const since = report.actions.findLast((a) => (s.state === 'held' ? a.payload.kind === 'hold' : s.state === 'scheduled' ? a.payload.kind === 'schedule' : a.payload.kind === 'publish-answer'))?.payload.at;
  const first = report.actions[0]?.payload;
  const before = first?.kind === 'submit' ? (first.hops?.length ?? 0) : 0;
  const units = s.schedule ? await organizationOf(t).unitFacts(t, [s.schedule.unit]) : undefined;
  return {
    ...(stop && since ? { pause: { reason: stop.reason, since, sinceText: momentWords(new Date(since), n.zone, n.now), text: stop.text, ...(window ? { until: window.toISOString(), untilText: dayWords(window, n.zone, n.now) } : {}) } } : {}),
    ...(s.schedule && s.state === 'scheduled' ? { schedule: { budgetYear: s.schedule.budgetYear, budget: s.schedule.budget, activity: words(s.schedule.seq).activity ?? '', unit: units?.get(s.schedule.unit)?.name ?? '', returnsAt: s.schedule.returnsAt, returnsText: dayWords(new Date(s.schedule.returnsAt), n.zone, n.now) } } : {}),
    hops: s.hops.map((hop, i) => ({
      to: hop.to, inside: hop.inside !== undefined, at: hop.at, atText: momentWords(new Date(hop.at), n.zone, n.now), ...(hop.nextAskAt ? { nextAskAt: hop.nextAskAt, nextAskText: dayWords(new Date(hop.nextAskAt), n.zone, n.now) } : {}),
      ...(i < before ? { before: true } : {}), ...(hop.answeredAt ? { answeredAt: hop.answeredAt, answer: words(hop.answeredBy).text ?? '' } : {}),
      ...proofOf(report, hop.at, urlOf),
    })),
    replyBy: window ? { at: window.toISOString(), text: dayWords(window, n.zone, n.now) } : undefined,
    question: s.questionSeq === undefined ? undefined : (words(s.questionSeq).question ?? words(s.questionSeq).text),
    clocks: (Object.entries(s.clocks) as [keyof typeof CLOCKS, NonNullable<(typeof s.clocks)['verification']>][]).flatMap(([clock, moments]) => {
      const reading = readClock(moments, calendar, n.now);
      const limit = limitOf(moments);
      if (!limit || reading.state === 'idle') return [];
      const due = dueWords(reading.dueAt, n.now, n.zone, { provisional: reading.provisional, finishedAt: reading.state === 'stopped' ? reading.since : null });
      return [{ clock, title: CLOCKS[clock].title, state: reading.state, ...(due ? { due } : {}), limitText: `${limit.n} ${LIMIT_UNITS[limit.unit]}`, legalBasis: limit.legalBasis, used: reading.used }];
    }),
  };
}

function proofOf(report: WholeReport, at: string, urlOf: (upload: string) => string): { proof?: Photo } {
  const file = report.actions.findLast((a) => (a.payload.kind === 'hop-proof' || (a.payload.kind === 'forward' && a.payload.at === at)) && a.payload.at >= at && a.files?.length)?.files?.[0];
  return file ? { proof: { id: file.id, name: file.name, type: file.type, bytes: file.size, url: urlOf(file.id) } } : {};
}

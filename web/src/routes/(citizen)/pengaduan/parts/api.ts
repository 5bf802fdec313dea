import type { Tone } from '#lib/types.ts';

type Complaints = Api['complaints'];
export type Answer<K extends keyof Complaints> = Awaited<ReturnType<Complaints[K]>>;

/** What the operations answer, under the names that the pages use. */
export type ListRow = Answer<'listPublic'>['items'][number];
export type Similar = Answer<'listSimilar'>['items'][number];
export type PublicReport = Answer<'getPublic'>;
export type Tracked = Answer<'track'>;
export type Category = Answer<'listCategories'>['items'][number];
export type Suggestion = Answer<'suggestCategory'>['items'][number];
export type Receipt = Answer<'submit'>;
export type TimelineItem = PublicReport['timeline'][number];
export type Photo = PublicReport['photos'][number];
export type State = ListRow['state'];
export type Kind = ListRow['kind'];
export type About = Answer<'misconductForm'>['about'][number]['id'];

const tones: Record<State, Tone> = {
  submitted: 'plain', held: 'soon', 'not-ours': 'info', archived: 'plain', verified: 'info', disposed: 'info', 'in-progress': 'info',
  'wait-reporter': 'soon', scheduled: 'info', resolved: 'ok', 'reopen-requested': 'soon', duplicate: 'plain',
};
export const toneOf = (state: State): Tone => tones[state];

export const reportHref = (number: string): string => `/pengaduan/${encodeURIComponent(number)}`;

/** The small print of a row: number, category, place, who else. */
export const noteOf = ({ number, category, place, joined }: Pick<ListRow, 'number' | 'category' | 'place' | 'joined'>): string =>
  [number, category?.name, place, joined > 0 ? `${joined + 1} pelapor` : ''].filter(Boolean).join(' · ');

/** The promised date in words, or the state where there is none. */
export const dueOf = ({ due, stateText, state }: Pick<ListRow, 'due' | 'stateText' | 'state'>): { text: string; tone: Tone; provisional?: boolean } =>
  due && !['resolved', 'archived', 'duplicate'].includes(state) ? { text: due.tone === 'late' ? due.text : `batas ${due.text}`, tone: due.tone, provisional: due.provisional } : { text: stateText, tone: toneOf(state) };

export const rowsOf = (items: readonly ListRow[]) =>
  items.map((row) => ({ href: reportHref(row.number), title: row.title, note: `${noteOf(row)} · ${row.due ? `${row.stateText.toLowerCase()} · ` : ''}masuk ${row.submittedText}`, due: dueOf(row) }));

export const timelineOf = (items: readonly TimelineItem[]) =>
  items.map((item) => ({ title: item.title, when: item.atText, by: item.from, note: item.text, tone: item.tone })).toReversed();

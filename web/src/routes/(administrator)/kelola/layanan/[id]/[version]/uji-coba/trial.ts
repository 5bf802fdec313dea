import type { RequestEvent } from '@sveltejs/kit';
import { mergePage, parseFormPost } from '../../../../../../../../../server/engines/forms/form-post.ts';
import { today } from '#lib/format.ts';
import { readIntent, withoutRow, withRow } from '#lib/forms/intent.ts';
import { errorsFrom, one, readValues, rowCount } from '#lib/forms/values.ts';
import type { Answers, FormPage, FormState, Values } from '#lib/forms/types.ts';
import type { FieldProblem, Problem } from '#lib/types.ts';
import { labelsOf, pageOf, withLabel } from '../../../../../../(citizen)/ajukan/[draft]/draft.ts';
import { formStateOf, valuesOf } from '../../../../../../(citizen)/ajukan/[draft]/form-state.ts';
import { searchRegion } from '../../../../../../(citizen)/ajukan/[draft]/search-region.ts';
import { storePostedFiles } from '../../../../../../(citizen)/ajukan/[draft]/store-files.ts';
import { momentFrom } from './moment.ts';

// The answers travel in the form itself (`_isian`), page by page: a try-out leaves nothing behind on the server.

type TrialForm = Awaited<ReturnType<Api['permohonan']['tryOutForm']>>;
export type TrialOutcome = Awaited<ReturnType<Api['permohonan']['tryOut']>>;

export interface TrialView {
  /** All answers so far, as JSON, for the hidden input. */
  isian: string;
  page?: FormPage;
  pages: { id: string; title: string; complete: boolean; remarks: number }[];
  state: FormState;
  problem?: Problem;
  outcome?: TrialOutcome & { told: { message: string }[] };
  /** The moment tried, as typed. */
  at: string;
}

export const blank: TrialView = { isian: '{}', pages: [], state: {}, at: '' };

export function viewOf(form: TrialForm, pageId: string | undefined, day: string, region: string | undefined): TrialView {
  const shown = form.pages.filter((page) => page.shown);
  const page = form.form.pages.find(({ id }) => id === (shown.find((one) => one.id === pageId) ?? shown[0])?.id) ?? form.form.pages[0]!;
  return {
    isian: JSON.stringify(form.answers), page, at: '',
    pages: shown.map(({ id, title, complete }) => ({ id, title, complete, remarks: 0 })),
    state: formStateOf(form, page, day, region),
  };
}

/** What a post does: goes a page on, answers a small button, or shows what would follow. */
export async function answerTrial({ locals, params }: RequestEvent, posted: FormData): Promise<TrialView> {
  const { permohonan, wilayah } = locals.api;
  const which = { id: params.id!, version: params.version! };
  const { region, zone } = locals.installation;
  const day = today(locals.installation);
  const stored = parse(String(posted.get('_isian') ?? '{}'));
  const typedAt = String(posted.get('_saat') ?? '');
  const before = await permohonan.tryOutForm({ ...which, answers: stored });
  const page = before.form.pages.find(({ id }) => id === posted.get('_halaman'));
  if (!page) return outcomeOf(await permohonan.tryOut({ ...which, answers: stored, ...momentFrom(typedAt, zone) }), before, stored, typedAt, String(posted.get('_aksi') ?? ''), { day, region });

  const intent = readIntent(posted);
  if (intent.kind === 'file-remove') takeOut(posted, intent.path, intent.id);
  const refusedFiles = await storePostedFiles(locals.api, page, posted);
  let values = readValues(posted);
  if (intent.kind === 'row-remove') values = withoutRow(values, intent.path, intent.index);
  const answers = mergePage(before.form, page.id, stored, parseFormPost(before.form, entriesOf(values)));
  const after = await permohonan.tryOutForm({ ...which, answers });
  const stay = { ...viewOf(after, page.id, day, region), at: typedAt };
  if (intent.kind === 'row-add') return { ...stay, state: { ...stay.state, values: withRow(valuesOf(after), intent.path, rowCount(valuesOf(after), intent.path)) } };
  if (intent.kind === 'region-search') return withMatches(stay, intent.path, await searchRegion({ wilayah }, page, intent.path, one(values, `${intent.path}.cari`), region), values);
  if (intent.kind !== 'named') return stay;

  const asked = String(posted.get('_aksi') ?? '');
  const here = after.problems.filter(({ path }) => pageOf(after, path) === page.id && !refusedFiles.some((file) => file.path === path));
  const wrong = [...refusedFiles, ...(intent.name === 'lanjut' ? here : [])];
  if (wrong.length > 0) return refusedView(stay, wrong, labelsOf(after.form));
  const shown = stay.pages.map(({ id }) => id);
  const next = asked.startsWith('ke:') ? asked.slice(3) : shown[shown.indexOf(page.id) + 1];
  if (next && shown.includes(next)) return { ...viewOf(after, next, day, region), at: typedAt };
  return outcomeOf(await permohonan.tryOut({ ...which, answers, ...momentFrom(typedAt, zone) }), after, answers, typedAt, '', { day, region });
}

/** From the outcome one goes back to a page, or asks again for another moment. */
function outcomeOf(outcome: TrialOutcome, form: TrialForm, answers: Answers, at: string, asked: string, { day, region }: { day: string; region?: string }): TrialView {
  if (asked.startsWith('ke:')) return { ...viewOf(form, asked.slice(3), day, region), at };
  const labels = labelsOf(form.form);
  const { pages } = viewOf(form, undefined, day, region);
  return { ...blank, isian: JSON.stringify(answers), pages, at, outcome: { ...outcome, told: outcome.problems.map((problem) => ({ message: withLabel(labels, problem) })) } };
}

function refusedView(view: TrialView, wrong: FieldProblem[], labels: Record<string, string>): TrialView {
  const problem: Problem = { status: 422, title: 'Isian belum benar', detail: 'Perbaiki yang ditandai, lalu lanjut.', code: 'request.invalid', fields: wrong.map((one) => ({ ...one, message: withLabel(labels, one) })) };
  return { ...view, problem, state: { ...view.state, errors: errorsFrom(wrong) } };
}

function withMatches(view: TrialView, path: string, matches: NonNullable<NonNullable<FormState['regions']>[string]['matches']>, values: Values): TrialView {
  const regions = { ...view.state.regions, [path]: { ...view.state.regions?.[path], matches } };
  return { ...view, state: { ...view.state, values, regions } };
}

function takeOut(posted: FormData, path: string, id: string): void {
  const kept = posted.getAll(path).filter((value) => value !== id);
  posted.delete(path);
  for (const value of kept) posted.append(path, value);
}

const entriesOf = (values: Values) => Object.entries(values).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((text) => [name, text] as const));

/** What a changed hidden input holds is as good as nothing. */
function parse(text: string): Answers {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Answers) : {};
  } catch {
    return {};
  }
}

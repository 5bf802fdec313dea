import type { TestHouse } from '../../testing/house.ts';
import type { SubmissionCopy } from '../self-assessment/contract.ts';
import { as, castOf, deliver, homePart, opened, send, submissionOf, type Cast } from './evaluation.testing.ts';
import { evaluation } from './module.ts';

/** Ponorogo has submitted and two assessors and a reviewer are assigned; the documents are being assessed. */
export interface DeskScene {
  c: Cast;
  campaign: string;
  ponorogo: string;
  pacitan: string;
  submit: (more: Partial<SubmissionCopy>) => Promise<SubmissionCopy>;
  home: ReturnType<typeof homePart>;
}
export const DAYS = { document: '2026-03-12T02:00:00Z', interview: '2026-04-02T02:00:00Z', final: '2026-04-12T02:00:00Z', objection: '2026-04-22T02:00:00Z', publication: '2026-05-02T02:00:00Z' };

export async function deskScene(t: TestHouse, more: { campaign?: Record<string, unknown>; submission?: Partial<SubmissionCopy>; cast?: Cast; places?: ('first' | 'second' | 'reviewer')[] } = {}): Promise<DeskScene> {
  t.clock.set('2026-03-02T02:00:00Z');
  const home = homePart(t);
  const c = more.cast ?? (await castOf(t));
  const { id: campaign, named } = await opened(t, c, undefined, more.campaign);
  if (!more.cast) {
    for (const who of [c.budi, c.sari, c.dewi]) await as(t, who).declareInterests({ interests: '' });
    await as(t, c.organiser).declareInterestsOf({ account: c.reviewer.accountId, interests: '' });
  }
  const account = { first: c.budi.accountId, second: c.sari.accountId, reviewer: c.reviewer.accountId };
  const [ponorogo, pacitan] = [named('Ponorogo'), named('Pacitan')];
  await as(t, c.organiser).assign({ id: campaign, places: [ponorogo, pacitan].flatMap((participant) => (more.places ?? ['first', 'second', 'reviewer'] as const).map((role) => ({ participant, role, account: account[role] }))) });
  await deliver(t, evaluation);
  const submit = async (given: Partial<SubmissionCopy>): Promise<SubmissionCopy> => {
    const copy = submissionOf(t, campaign, given);
    home.submissions.set(copy.id, copy);
    await send(t, evaluation, 'self-assessment.submitted', { campaign, submission: copy.id, to: c.ministry });
    return copy;
  };
  await submit(more.submission ?? {});
  t.clock.set(DAYS.document);
  return { c, campaign, ponorogo, pacitan, submit, home };
}

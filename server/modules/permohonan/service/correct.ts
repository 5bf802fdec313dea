import { checkAnswers } from '../../../engines/forms/check-answers.ts';
import type { Answers } from '../../../engines/forms/form-definition.ts';
import { emit } from '../../../platform/events/events.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { faultsBesidesPaper } from '../rules/answers-from-cells.ts';
import { regionCodes, sealAnswers, uploadPaths } from '../rules/answers-name-the-applicant.ts';
import { photosToJoin } from '../rules/photos-become-one-file.ts';
import { dueWords } from '../rules/words-for-people.ts';
import { addAttachments, insertAnswers, replaceSearch, updateTitle } from '../storage.ts';
import { perform } from './perform.ts';
import { gatherFacts, regionText } from './form-facts.ts';
import { institutionOf, layananOf } from './ports.ts';
import { searchWords, unitsOf, type Receipt } from './submit.ts';
import { loadForCorrection } from './counter.ts';

/** The corrected answers become a new version; the request goes back to the step that returned it. */
export async function resubmit(t: TenantContext, id: string, given: Answers): Promise<Receipt> {
  const { request, actor, by } = await loadForCorrection(t, id);
  const compiled = await layananOf(t).version(t, request.layanan, request.version);
  const gathered = await gatherFacts(t, compiled.form, given);
  // Files that the request already carries stay valid, also those that an officer uploaded at the counter.
  const checked = checkAnswers(compiled.form, given, gathered.facts);
  // What an old register brought along lies on paper; a correction does not ask for it again.
  const faults = request.channel === 'import' ? faultsBesidesPaper(compiled.form, given, checked.errors) : checked.errors;
  if (faults.length > 0) throw new Refused({ code: 'permohonan.incomplete', fields: faults });
  const answers = checked.value;
  const version = request.folded.answersVersion + 1;
  const codes = regionCodes(compiled.form, answers);
  const { unitOf } = await unitsOf(t, compiled, answers);
  const now = t.house.clock.now();
  const stored = sealAnswers(compiled.form, answers, (text) => t.house.secrets.seal('answers', text).toString('base64'));
  await insertAnswers(t.tx, t.instansi, id, version, stored.answers, stored.sealed, now);
  await addAttachments(t.tx, t.instansi, id, uploadPaths(compiled.form, answers));
  const lookups = { regionName: (code: string) => regionText(gathered.regions.get(code)) };
  const title = `${compiled.definition.name}, ${layananOf(t).subjectOf(compiled, answers, { lookups }) || compiled.definition.name}`;
  const place = Object.values(codes).map((code) => gathered.regions.get(code)).find((r) => r !== undefined);
  await updateTitle(t.tx, t.instansi, id, title, place?.code ?? null, place?.name ?? '');
  await replaceSearch(t.tx, { ...request, instansi: t.instansi }, searchWords({ ...request, title, place: place?.name ?? '' }, stored.answers, request.folded.lateEntry?.reason));
  const state = await perform(t, { request: { ...request, answers: stored.answers }, compiled, unitOf, actor, by, payload: { kind: 'resubmit', answersVersion: version }, expectedSeq: request.state.seq });
  if (photosToJoin(compiled.form, answers, gathered.uploads).length > 0) await emit(t, 'permohonan.photos-sent', { request: id });
  const { zone } = await institutionOf(t);
  return {
    id, number: request.number, layanan: compiled.definition.name, trackUrl: `${t.house.settings.publicUrl}/lacak?nomor=${encodeURIComponent(request.number)}`, receiptUrl: `/tanda-terima/${id}`,
    due: dueWords(state.columns.due_at, now, zone, { provisional: state.columns.due_provisional }),
  };
}

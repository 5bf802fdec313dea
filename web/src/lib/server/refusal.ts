import { error, fail, type ActionFailure } from '@sveltejs/kit';
import type { FieldProblem, Problem } from '#lib/types.ts';

interface Refused {
  problem: Problem;
}

function isRefused(thrown: unknown): thrown is Refused {
  const problem = (thrown as Partial<Refused> | null)?.problem;
  return typeof problem?.status === 'number' && typeof problem.detail === 'string';
}

/**
 * In an action: a refused operation becomes the answer of the form, with what was typed; anything unexpected flies.
 * Example: `try { await locals.api.permohonan.submit(…) } catch (e) { return asActionFailure(e, values) }`
 */
export function asActionFailure<T>(thrown: unknown, values: T): ActionFailure<{ problem: Problem; values: T }> {
  if (!isRefused(thrown)) throw thrown;
  const { fields, ...problem } = thrown.problem;
  return fail(problem.status, { problem: { ...problem, ...(fields && { fields: fields.map(withoutCodes) }) }, values });
}

/** A check names the values that it takes as the programme calls them; who fills in a form chooses from words. */
const withoutCodes = (field: FieldProblem): FieldProblem => (field.message.startsWith('Pilih salah satu: ') ? { ...field, message: 'Pilih salah satu.' } : field);

/** In a load: a refused operation becomes the error page with its sentence; anything unexpected flies. */
export function asPageError(thrown: unknown): never {
  if (!isRefused(thrown)) throw thrown;
  const { status, detail, code } = thrown.problem;
  error(status, detail, { code });
}

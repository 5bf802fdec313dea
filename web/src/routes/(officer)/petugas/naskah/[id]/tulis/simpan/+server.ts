import { json } from '@sveltejs/kit';
import { requireOfficer } from '#lib/server/guard.ts';
import type { Problem } from '#lib/types.ts';
import type { RequestHandler } from './$types';

/** The body as it is typed; what else stands on the letter stays as it was saved. See web/src/lib/editor/README.md. */
export const POST: RequestHandler = async (event) => {
  requireOfficer(event);
  const { id } = event.params;
  const { outgoing } = event.locals.api;
  const posted = (await event.request.json().catch(() => ({}))) as { seq?: number; body?: unknown };
  try {
    const draft = await outgoing.getDraft({ id });
    if (draft.seq !== posted.seq) return json({ seq: draft.seq, body: draft.content.body ?? { type: 'doc', content: [] }, by: draft.savedBy, at: draft.savedAt }, { status: 409 });
    const { seq } = await outgoing.saveDraft({ id, seq: draft.seq, content: { ...draft.content, body: posted.body } as never });
    return json({ seq });
  } catch (thrown) {
    const problem = (thrown as { problem?: Problem }).problem;
    if (!problem) throw thrown;
    if (problem.code === 'outgoing.draft-conflict') {
      const draft = await outgoing.getDraft({ id });
      return json({ seq: draft.seq, body: draft.content.body ?? { type: 'doc', content: [] }, by: draft.savedBy, at: draft.savedAt }, { status: 409 });
    }
    return json({ detail: problem.fields?.[0]?.message ?? problem.detail }, { status: problem.status });
  }
};

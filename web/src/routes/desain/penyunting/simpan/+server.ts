import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Answers as a page that keeps drafts would; keeps nothing. */
export const POST: RequestHandler = async ({ request }) => {
  const { seq } = (await request.json()) as { seq?: number };
  return json({ seq: (Number(seq) || 0) + 1 });
};

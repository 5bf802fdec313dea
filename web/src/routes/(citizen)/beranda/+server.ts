import { redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** Asked again after signing in, when the new session is known. */
export const GET: RequestHandler = ({ locals }) => redirect(303, locals.viewer ? homeOf(locals.viewer) : '/');

import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The address as it was announced; the page stands with the others of an administrator. */
export const GET: RequestHandler = () => redirect(308, '/kelola/akun');

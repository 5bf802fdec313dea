import { answerSource } from '../source-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ title: 'Layanan baru' });

export const actions: Actions = { default: answerSource };

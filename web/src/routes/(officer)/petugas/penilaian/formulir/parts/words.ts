import type { Tone } from '#lib/types.ts';
import { formStateNames, type FormState } from '../../../../../../../../server/modules/self-assessment/contract.ts';

export { formStateNames };
export const stateTones: Record<FormState, Tone> = { draft: 'soon', process: 'info', done: 'ok' };
/** "5.79" as people read it. */
export const percent = (share: { percent: string }): string => (share.percent === '' ? '-' : `${share.percent.replace('.', ',')}%`);
export const period = (form: { year: number; semester: number }): string => `semester ${form.semester} tahun ${form.year}`;

import type { Tone } from '#lib/types.ts';
import { requestStateNames, type RequestState } from '../../../../../../../server/modules/self-assessment/contract.ts';

export { requestStateNames };
type Row = { state: RequestState; overdue: boolean };
export const requestTone = ({ state, overdue }: Row): Tone => (overdue ? 'late' : ({ open: 'soon', handed: 'info', returned: 'late', accepted: 'ok', withdrawn: 'plain' } as const)[state]);
export const requestWord = ({ state, overdue }: Row): string => (overdue ? 'lewat tenggat' : requestStateNames[state].toLowerCase());
export const paperPlace = ({ number, level, letter }: { number: string; level: number; letter: string | null }): string => `Indikator ${number}, tingkat ${level}${letter ? `, bukti ${letter}` : ''}`;

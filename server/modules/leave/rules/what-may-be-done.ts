import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Consideration, LeaveState } from '../contract/shapes.ts';

export type Act = 'change' | 'cancel' | 'consider' | 'grant' | 'call-back' | 'extend';
/** Who looks, as far as it matters. */
export interface Looks {
  isOwn: boolean;
  isSuperior: boolean;
  isGrantor: boolean;
  keepsPersonnel: boolean;
}
interface Facts {
  state: LeaveState;
  isNumbered: boolean;
  fromDay: CalendarDay;
  lastDay: CalendarDay;
  canExtend: boolean;
}

/** Who may do what now; the only table of it. */
export function whatMayBeDone({ state, isNumbered, fromDay, lastDay, canExtend }: Facts, { isOwn, isSuperior, isGrantor, keepsPersonnel }: Looks, today: CalendarDay): Act[] {
  const acts: Act[] = [];
  const isOpen = state === 'diajukan' || state === 'ubah' || state === 'dipertimbangkan';
  if (isOwn && (state === 'diajukan' || state === 'ubah')) acts.push('change');
  if (isOwn && !isNumbered && isOpen) acts.push('cancel');
  if ((isOwn || keepsPersonnel) && state === 'diberikan' && today < fromDay) acts.push('cancel');
  // Who asked and came to act in the post that decides (Plh., Plt., a promotion) decides about others only.
  if (isSuperior && !isOwn && state === 'diajukan') acts.push('consider');
  if (isGrantor && !isOwn && state === 'dipertimbangkan') acts.push('grant');
  if ((isSuperior || isGrantor || keepsPersonnel) && !isOwn && state === 'diberikan' && today >= fromDay && today < lastDay) acts.push('call-back');
  if (isOwn && state === 'diberikan' && canExtend && today >= fromDay) acts.push('extend');
  return acts;
}

/** The state after the superior's consideration. */
export const CONSIDERED: Record<Consideration, LeaveState> = { disetujui: 'dipertimbangkan', perubahan: 'ubah', ditangguhkan: 'ditangguhkan', 'tidak-disetujui': 'ditolak' };
/** The state after the official's decision; `disetujui` is a letter first. */
export const DECIDED: Record<Exclude<Consideration, 'disetujui'>, LeaveState> = { perubahan: 'ubah', ditangguhkan: 'ditangguhkan', 'tidak-disetujui': 'ditolak' };

/** States in which days are held or taken. */
export const HOLDS: readonly LeaveState[] = ['diajukan', 'ubah', 'dipertimbangkan', 'diberikan'];

import { ok, refuse, type Result } from '../../../platform/kernel/refusal.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { FATES, FOLDER_STATES, type Fate, type FolderState } from '../contract/words.ts';

/** Pengelola arsip of the unit whose folder it is; arsiparis of the records unit, for the whole institution. */
export type FolderRole = 'keeper' | 'archivist';
export type FolderAction = 'add' | 'remove' | 'change' | 'close' | 'move' | 'receive' | 'lend' | 'give-back' | 'hold' | 'release' | 'decide-fate' | 'hand-over' | 'propose';

const AT_UNIT: readonly FolderState[] = ['open', 'closed'];
const KEPT: readonly FolderState[] = ['open', 'closed', 'inactive'];
const EITHER: readonly FolderRole[] = ['keeper', 'archivist'];

/** THE table: who may do what with a folder in which state. Once it lies in the records unit, its own unit changes nothing any more. */
export const ALLOWED: Record<FolderAction, readonly { from: readonly FolderState[]; by: readonly FolderRole[] }[]> = {
  add: [{ from: ['open'], by: EITHER }],
  remove: [{ from: ['open'], by: EITHER }],
  change: [{ from: AT_UNIT, by: EITHER }, { from: ['inactive'], by: ['archivist'] }],
  close: [{ from: ['open'], by: EITHER }],
  move: [{ from: ['closed'], by: EITHER }],
  receive: [{ from: ['moving'], by: ['archivist'] }],
  lend: [{ from: AT_UNIT, by: EITHER }, { from: ['inactive'], by: ['archivist'] }],
  'give-back': [{ from: AT_UNIT, by: EITHER }, { from: ['inactive'], by: ['archivist'] }],
  hold: [{ from: KEPT, by: EITHER }],
  release: [{ from: KEPT, by: ['archivist'] }],
  'decide-fate': [{ from: ['closed', 'inactive'], by: ['archivist'] }],
  'hand-over': [{ from: ['closed', 'inactive'], by: ['archivist'] }],
  propose: [{ from: ['closed', 'inactive'], by: ['archivist'] }],
};

export interface FolderFacts {
  state: FolderState;
  closedOn: CalendarDay | null;
  endedOn: CalendarDay | null;
  fate: Fate | null;
  eligibleFrom: CalendarDay | null;
  items: number;
  /** It is in a proposal that has not ended. */
  inDisposal: boolean;
  /** Who has it, while it is lent. */
  lentTo: string | null;
  /** Why it is held, while it is. */
  heldFor: string | null;
}

/**
 * Refuses `archive.destroyed`, `.already-closed`, `.not-for-you`, `.not-now`, and by action `.empty-folder`, `.lent`, `.held`, `.not-lent`,
 * `.not-held`, `.no-schedule`, `.other-fate`, `.not-due`, `.in-disposal`.
 */
export function mayDo(folder: FolderFacts, roles: readonly FolderRole[], action: FolderAction, day: CalendarDay): Result<true> {
  if (roles.length === 0) return refuse('archive.not-for-you');
  if (folder.state === 'destroyed') return refuse('archive.destroyed', { day: folder.endedOn });
  if (action === 'close' && folder.state !== 'open') return refuse('archive.already-closed', { day: folder.closedOn });
  const rules = ALLOWED[action].filter(({ from }) => from.includes(folder.state));
  if (rules.length === 0) return refuse('archive.not-now', { state: FOLDER_STATES[folder.state] });
  if (!rules.some(({ by }) => by.some((role) => roles.includes(role)))) return refuse('archive.not-for-you');
  switch (action) {
    case 'close':
      return folder.items === 0 ? refuse('archive.empty-folder') : ok(true);
    case 'lend':
      return folder.lentTo !== null ? refuse('archive.lent', { who: folder.lentTo }) : folder.inDisposal ? refuse('archive.in-disposal') : ok(true);
    case 'give-back':
      return folder.lentTo === null ? refuse('archive.not-lent') : ok(true);
    case 'release':
      return folder.heldFor === null ? refuse('archive.not-held') : ok(true);
    case 'move':
      return folder.lentTo !== null ? refuse('archive.lent', { who: folder.lentTo }) : folder.inDisposal ? refuse('archive.in-disposal') : ok(true);
    case 'decide-fate':
      return folder.inDisposal ? refuse('archive.in-disposal') : ripe(folder, 'dinilai-kembali', day);
    case 'hand-over':
      return blocked(folder) ?? ripe(folder, 'permanen', day);
    case 'propose':
      return folder.inDisposal ? refuse('archive.in-disposal') : (blocked(folder) ?? ripe(folder, 'musnah', day));
    default:
      return ok(true);
  }
}

/** What stops the end of a folder, whatever its clock says: a legal hold (audit, court, complaint) or an open loan. */
export const blocked = (folder: Pick<FolderFacts, 'lentTo' | 'heldFor'>): Result<true> | undefined =>
  folder.heldFor !== null ? refuse('archive.held', { reason: folder.heldFor }) : folder.lentTo !== null ? refuse('archive.lent', { who: folder.lentTo }) : undefined;

function ripe(folder: FolderFacts, fate: Fate, day: CalendarDay): Result<true> {
  if (folder.eligibleFrom === null || folder.fate === null) return refuse('archive.no-schedule');
  if (folder.fate !== fate) return refuse('archive.other-fate', { fate: FATES[folder.fate] });
  return folder.eligibleFrom > day ? refuse('archive.not-due', { day: folder.eligibleFrom }) : ok(true);
}

export const possibleFor = (folder: FolderFacts, roles: readonly FolderRole[], day: CalendarDay): FolderAction[] => (Object.keys(ALLOWED) as FolderAction[]).filter((action) => mayDo(folder, roles, action, day).ok);

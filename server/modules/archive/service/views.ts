import { formatDate } from '../../../engines/working-time/words.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import { FATES, FOLDER_STATES, type FolderRow } from '../contract.ts';
import { phaseOn } from '../rules/retention-clock.ts';
import type { FolderRecord } from '../storage/folders.ts';
import { organizationOf } from './ports.ts';
import { codesOn } from './tree.ts';

export const numberOf = ({ code, number, year }: Pick<FolderRecord, 'code' | 'number' | 'year'>): string => `${code}/${number}/${year}`;

/** Where the clock of a folder stands, in words. */
export function dueOf(folder: FolderRecord, day: CalendarDay): { dueText: string; tone: FolderRow['tone'] } {
  const { activeTo, inactiveTo, eligibleFrom, fate } = folder;
  if (folder.state === 'destroyed') return { dueText: `dimusnahkan ${folder.endedOn ? formatDate(folder.endedOn) : ''}`.trim(), tone: 'plain' };
  if (folder.state === 'static') return { dueText: `diserahkan ${folder.endedOn ? formatDate(folder.endedOn) : ''}`.trim(), tone: 'plain' };
  if (folder.state === 'open') return { dueText: 'masih diisi', tone: 'info' };
  if (activeTo === null || inactiveTo === null || eligibleFrom === null || fate === null) return { dueText: 'belum ada jadwal retensi', tone: 'soon' };
  if (folder.inDisposal) return { dueText: 'dalam usulan musnah', tone: 'soon' };
  // A folder that was reappraised may be kept beyond its schedule.
  if (eligibleFrom <= day && (folder.heldFor !== null || folder.lentTo !== null) && fate !== 'dinilai-kembali') return { dueText: `habis masa simpan sejak ${formatDate(eligibleFrom)}`, tone: 'late' };
  if (eligibleFrom <= day) return { dueText: fate === 'musnah' ? 'boleh diusulkan musnah' : fate === 'permanen' ? 'siap diserahkan ke LKD' : 'perlu dinilai kembali', tone: 'late' };
  const phase = phaseOn(day, { activeTo, inactiveTo });
  if (phase === 'active') return { dueText: `aktif sampai ${formatDate(activeTo)}`, tone: 'ok' };
  if (phase === 'inactive') return { dueText: `inaktif sampai ${formatDate(inactiveTo)}`, tone: folder.state === 'closed' ? 'soon' : 'plain' };
  return { dueText: `disimpan lagi sampai ${formatDate(eligibleFrom)}`, tone: 'plain' };
}

export async function folderRows(t: TenantContext, folders: readonly FolderRecord[], day: CalendarDay): Promise<FolderRow[]> {
  if (folders.length === 0) return [];
  const [units, codes] = await Promise.all([organizationOf(t).unitFacts(t, [...new Set(folders.map(({ unit }) => unit))]), codesOn(t, day)]);
  const titles = new Map(codes.map(({ code, title }) => [code, title]));
  return folders.map((one) => ({
    id: one.id, number: numberOf(one), code: one.code, codeTitle: titles.get(one.code) ?? '', title: one.title, unit: one.unit, unitName: units.get(one.unit)?.name ?? '', year: one.year, state: one.state, stateText: FOLDER_STATES[one.state], items: one.items, location: one.location,
    fate: one.fate, fateText: one.fate ? FATES[one.fate] : '', activeTo: one.activeTo, inactiveTo: one.inactiveTo, eligibleFrom: one.eligibleFrom, ...dueOf(one, day), lentTo: one.lentTo, held: one.heldFor, proposed: one.inDisposal,
  }));
}

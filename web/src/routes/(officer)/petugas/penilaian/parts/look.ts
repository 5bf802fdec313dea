import type { AnswerState } from '../../../../../../../server/modules/self-assessment/contract.ts';

/** What the board shows, as it stands in the address. */
export interface Look {
  bagian: string;
  /** `saya`, `belum`, or the account of a colleague. */
  tugas: string;
  status: string;
  hanya: string;
}
const FIELDS = ['bagian', 'tugas', 'status', 'hanya'] as const;

export const readLook = (url: URL): Look => Object.fromEntries(FIELDS.map((name) => [name, url.searchParams.get(name) ?? ''])) as unknown as Look;

export function lookHref(look: Partial<Look>): string {
  const asked = new URLSearchParams(FIELDS.flatMap((name) => (look[name] ? [[name, look[name]]] : [])));
  return asked.size ? `?${asked}` : '?';
}

const STATES: Record<string, AnswerState> = { belum: 'empty', dikerjakan: 'working', siap: 'ready', disetujui: 'approved' };
const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** What cannot be asked is not asked: a strange word in the address shows everything. */
export function asked({ bagian, tugas, status, hanya }: Look) {
  return {
    ...(bagian && { group: bagian.slice(0, 40) }),
    ...(tugas === 'saya' ? { assignee: 'me' as const } : tugas === 'belum' ? { assignee: 'nobody' as const } : isUuid(tugas) ? { assignee: tugas } : {}),
    ...(STATES[status] && { state: STATES[status] }), ...(hanya === 'masalah' ? { only: 'problems' as const } : hanya === 'pertanyaan' ? { only: 'questions' as const } : {}),
  };
}

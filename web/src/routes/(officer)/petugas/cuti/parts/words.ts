import { hari, tanggal } from '#lib/format.ts';

/** How leave is told on every page. */
export const TONES = { diajukan: 'soon', ubah: 'late', dipertimbangkan: 'soon', diberikan: 'ok', ditangguhkan: 'plain', ditolak: 'plain', batal: 'plain' } as const;
const PARTS = { full: '', morning: ', setengah hari pagi', afternoon: ', setengah hari siang' } as const;
interface Leave {
  fromDay: string;
  toDay: string;
  part: keyof typeof PARTS;
  days: number;
  unit: string;
}
export const spanOf = ({ fromDay, toDay, part }: Pick<Leave, 'fromDay' | 'toDay' | 'part'>): string => (fromDay === toDay ? hari(fromDay) : `${tanggal(fromDay)} sampai ${tanggal(toDay)}`) + PARTS[part];
export const lengthOf = ({ days, unit }: Pick<Leave, 'days' | 'unit'>): string => `${days.toLocaleString('id-ID')} ${unit}`;
export const signed = (days: number): string => (days > 0 ? '+' : days < 0 ? '−' : '') + Math.abs(days).toLocaleString('id-ID');

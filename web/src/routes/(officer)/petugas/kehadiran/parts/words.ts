import type { DayView } from '../../../../../../../server/modules/timesheets/contract.ts';

const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
/** 2026-03 → Maret 2026 */
export const bulan = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
/** 75 → 0,75 */
export const potongan = (hundredths: number): string => (hundredths / 100).toLocaleString('id-ID', { maximumFractionDigits: 2 });
export const jamMenit = (minutes: number): string => `${Math.floor(minutes / 60)} jam ${minutes % 60 ? `${minutes % 60} menit` : ''}`.trim();
/** What one reads of a day in a line: times, lateness, cost. */
export function ringkas(one: DayView): string {
  const times = one.in || one.out ? `${one.in ?? 'tanpa absen masuk'} – ${one.out ?? (one.code === '?' || one.tone === 'plain' ? 'belum pulang' : 'tanpa absen pulang')}` : '';
  return [times, one.late ? `terlambat ${one.late} menit` : '', one.early ? `pulang ${one.early} menit lebih awal` : '', one.percent > 0 ? `potongan ${potongan(one.percent)}%` : ''].filter(Boolean).join(' · ');
}
export const monthOf = (url: URL): { month?: string } => {
  const asked = url.searchParams.get('bulan')?.slice(0, 7);
  return asked ? { month: asked } : {};
};

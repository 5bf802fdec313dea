const MONTHS = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'];
/** `2026-10` → "Oktober 2026". */
export const namaBulan = (month: string): string => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
/** What an address says of a month, or nothing. */
export const bulanDari = (text: string | null): string | undefined => (text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined);

import { weekday, type CalendarDay } from '../../../platform/kernel/calendar-day.ts';

const MONTHS = [
  'Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni',
  'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember',
];
const DAYS = ['Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu', 'Minggu'];
const DIGITS = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
const GROUPS: [bigint, string][] = [
  [1_000_000_000_000n, 'triliun'], [1_000_000_000n, 'miliar'], [1_000_000n, 'juta'], [1_000n, 'ribu'],
];

/** `2025-02-08` → "8 Februari 2025" (month in words, no leading zero). */
export function longDate(day: CalendarDay): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

const dayName = (day: CalendarDay): string => DAYS[weekday(day) - 1]!;

/** For a berita acara: "Senin tanggal delapan bulan Februari tahun dua ribu dua puluh lima". */
export function dateInWords(day: CalendarDay): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return `${dayName(day)} tanggal ${inWords(date)} bulan ${MONTHS[month - 1]} tahun ${inWords(year)}`;
}

/** Terbilang: 1_250_000 → "satu juta dua ratus lima puluh ribu". Whole numbers below 10^15. */
export function inWords(number: number | bigint): string {
  const n = BigInt(number);
  if (n < 0n) return `minus ${inWords(-n)}`;
  for (const [size, name] of GROUPS) {
    if (n < size) continue;
    const head = n / size === 1n && name === 'ribu' ? 'seribu' : `${inWords(n / size)} ${name}`;
    return joinRest(head, n % size);
  }
  if (n >= 200n) return joinRest(`${DIGITS[Number(n / 100n)]} ratus`, n % 100n);
  if (n >= 100n) return joinRest('seratus', n % 100n);
  if (n >= 20n) return joinRest(`${DIGITS[Number(n / 10n)]} puluh`, n % 10n);
  if (n >= 12n) return `${DIGITS[Number(n % 10n)]} belas`;
  if (n >= 10n) return n === 10n ? 'sepuluh' : 'sebelas';
  return DIGITS[Number(n)]!;
}

const joinRest = (head: string, rest: bigint): string => (rest === 0n ? head : `${head} ${inWords(rest)}`);

/** 1250000 → "Rp1.250.000". */
export const rupiah = (amount: bigint): string => `${amount < 0n ? '-' : ''}Rp${grouped(amount < 0n ? -amount : amount)}`;

/** "1234.50" → "1.234,50": thousands by point, decimals by comma, digits kept as written. */
export function decimal(text: string): string {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
  return `${sign}${grouped(BigInt(whole!))}${fraction ? `,${fraction}` : ''}`;
}

const grouped = (n: bigint): string => n.toString().replace(/\B(?=(\d{3})+$)/g, '.');

/** Ratings of hasil kerja and of perilaku kerja, lowest first. */
export const RATINGS = { 'di-bawah': 'Di bawah ekspektasi', sesuai: 'Sesuai ekspektasi', 'di-atas': 'Di atas ekspektasi' } as const;
export type Rating = keyof typeof RATINGS;

/** Predicates of an employee, lowest first. */
export const PREDICATES = ['Sangat Kurang', 'Kurang', 'Butuh Perbaikan', 'Baik', 'Sangat Baik'] as const;
export type Predicate = (typeof PREDICATES)[number];

/** All nine cells (PermenPANRB 6/2022, names in SE MenPANRB 3/2023): by hasil kerja, then by perilaku. */
const CELLS: Record<Rating, Record<Rating, Predicate>> = {
  'di-atas': { 'di-bawah': 'Kurang', sesuai: 'Baik', 'di-atas': 'Sangat Baik' },
  sesuai: { 'di-bawah': 'Kurang', sesuai: 'Baik', 'di-atas': 'Baik' },
  'di-bawah': { 'di-bawah': 'Sangat Kurang', sesuai: 'Butuh Perbaikan', 'di-atas': 'Butuh Perbaikan' },
};

/** Good results never outweigh behaviour below expectation, nor good behaviour results below it. */
export const predicateOf = (hasil: Rating, perilaku: Rating): Predicate => CELLS[hasil][perilaku];

/** "Sesuai ekspektasi", "di_atas", "di atas": as people and other systems write it; undefined for anything else. */
export function readRating(text: string): Rating | undefined {
  const word = text.trim().toLowerCase().replaceAll(/[\s_-]+/g, '-').replace(/-ekspektasi$/, '');
  return Object.hasOwn(RATINGS, word) ? (word as Rating) : undefined;
}

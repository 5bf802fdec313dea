/** What a file name says of its place: `21.b.SK-Manrisk-SPBE.pdf` (Pedoman Menteri PANRB 3/2024, chapter II). */
export interface NamedPlace {
  number: string;
  letter: string | null;
  title: string;
}

/**
 * Reads a file name as people write them: folders of any system before it, any of `. _ - space` between its parts, capital
 * letters, zeros in front. "" as number where the name says none.
 */
export function readFileName(name: string): NamedPlace {
  const bare = name.split(/[\\/]/).at(-1)!.normalize('NFC').replace(/\s+/g, ' ').trim().replace(/(?<=.)\.[A-Za-z0-9]{2,5}$/, '').trim();
  const match = /^(\d{1,3})(?:[\s._-]*([A-Za-z])(?=$|[\s._-])|(?=$|[\s._-]))[\s._-]*(.*)$/.exec(bare);
  if (!match) return { number: '', letter: null, title: titleOf(bare) };
  const [, number, letter, rest] = match;
  return { number: String(Number(number)), letter: letter?.toLowerCase() ?? null, title: titleOf(rest!) || titleOf(bare) };
}

const titleOf = (text: string): string => text.replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '').trim().slice(0, 150);

export interface Place {
  level: number;
  letter: string;
}
export interface SortedFile extends NamedPlace {
  level: number | null;
}

/**
 * The level follows from the letter where only one level asks for it, otherwise from the level that is claimed; else
 * somebody has to say. Levels above the claim are not guessed.
 */
export function placeOf(named: NamedPlace, places: readonly Place[] | undefined, claimed: number | null): SortedFile {
  if (!places || named.letter === null) return { ...named, level: null };
  const levels = places.filter(({ letter }) => letter === named.letter).map(({ level }) => level);
  if (levels.length === 1) return { ...named, level: levels[0]! };
  return { ...named, level: claimed !== null && levels.includes(claimed) ? claimed : null };
}

/** Why a file cannot be taken yet; empty: its place is clear. `others`: places of the files before it, with their content. */
export function unclear(file: SortedFile & { sha256: string }, places: readonly Place[] | undefined, others: readonly (SortedFile & { sha256: string; name: string })[]): string {
  if (file.number === '') return 'Nama berkas tidak dimulai dengan nomor indikator. Pilih indikatornya.';
  if (!places) return `Indikator ${file.number} tidak ada pada instrumen ini. Pilih indikatornya.`;
  if (file.level === null) return file.letter === null ? 'Nama berkas tidak memuat huruf bukti. Pilih tingkat dan hurufnya.' : places.some(({ letter }) => letter === file.letter) ? `Bukti ${file.letter} ada pada beberapa tingkat. Pilih tingkatnya.` : `Bukti ${file.letter} tidak ada pada indikator ini. Pilih tingkat dan hurufnya.`;
  if (file.letter !== null && !places.some(({ level, letter }) => level === file.level && letter === file.letter)) return `Bukti ${file.letter} tidak ada pada tingkat ${file.level}.`;
  const twin = others.find((one) => one.number === file.number && one.level === file.level && one.letter === file.letter && (one.sha256 === file.sha256 || one.title.toLowerCase() === file.title.toLowerCase()));
  return twin ? `Sama dengan "${twin.name}". Tandai salah satunya tidak diambil, atau bedakan judulnya.` : '';
}

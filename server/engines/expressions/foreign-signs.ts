/** Signs people bring along from mathematics or programming, with what to write instead. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/×/, 'Kali ditulis *.'],
  [/÷/, 'Bagi ditulis /.'],
  [/[−–—]/, 'Kurang ditulis - (tanda hubung biasa).'],
  [/≥/, 'Tulis >=.'],
  [/≤/, 'Tulis <=.'],
  [/≠|<>/, 'Tidak sama ditulis !=.'],
  [/={2,}/, 'Sama dengan ditulis = (satu saja).'],
  [/&&?/, 'Dan ditulis and.'],
  [/\|\|?/, 'Atau ditulis or.'],
  [/!(?!=)/, 'Bukan ditulis not(…).'],
  [/[“”„‘’']/, 'Teks diapit tanda kutip ganda biasa: "teks".'],
  [/%/, 'Persen ditulis sebagai pecahan: 10 % adalah 0.10.'],
  [/;/, 'Titik koma tidak dipakai; pisahkan nilai dengan koma.'],
];

/** The first sign outside quotes that the grammar does not know, or undefined. */
export function findForeignSign(source: string): { message: string; position: number } | undefined {
  // Blanked texts keep every position right.
  const bare = source.replace(/"(?:[^"\\]|\\.)*"/g, (text) => ' '.repeat(text.length));
  const open = bare.indexOf('"');
  const found = signs
    .map(([sign, message]) => ({ message, position: bare.search(sign) }))
    .filter(({ position }) => position >= 0)
    .sort((a, b) => a.position - b.position)[0];
  if (found && (open < 0 || found.position < open)) return found;
  return open < 0 ? undefined : { message: 'Tanda kutip ini belum ditutup.', position: open };
}

/** Levenshtein distance, with two neighbouring letters swapped counted as one step. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** The allowed words nearest to a mistyped one, best first, at most three. `suggest('lusa', ['luas', 'nama'])` → `['luas']`. */
export function suggest(word: string, allowed: readonly string[]): string[] {
  const typed = word.toLowerCase().slice(0, 60);
  return allowed
    .map((name) => {
      const near = distance(typed, name.toLowerCase());
      const contains = typed.length >= 3 && (name.includes(typed) || (name.length >= 3 && typed.includes(name)));
      return { name, near: contains ? Math.min(near, 2) : near };
    })
    .filter(({ near }) => near <= Math.max(1, Math.min(3, Math.floor(typed.length / 3))))
    .sort((a, b) => a.near - b.near || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** ` Mungkin maksud Anda: luas.` or, without a near one, the names that exist. */
export function suggestion(word: string, allowed: readonly string[]): string {
  const near = suggest(word, allowed);
  if (near.length) return ` Mungkin maksud Anda: ${near.join(', ')}.`;
  if (!allowed.length) return '';
  return ` Yang tersedia: ${allowed.slice(0, 12).join(', ')}${allowed.length > 12 ? ', …' : ''}.`;
}

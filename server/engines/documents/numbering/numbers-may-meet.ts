/** A series as its numbers print: `jenis` is what the token of that name prints there. */
export interface Printed {
  pattern: string;
  jenis?: string;
}

const DIGITS = '0123456789';
/** What a token may print, each character of it; one that a unit or signer gives is alike on both sides and stands for itself. */
const PRINTS: Readonly<Record<string, string>> = { urut: DIGITS, kode: `${DIGITS}.`, derajat: 'SRTB', mm: DIGITS, romawi: 'IVX', yyyy: DIGITS, yy: DIGITS, unit: '\u0001', jabatan: '\u0002' };

interface Step {
  chars: string;
  again: boolean;
}
function stepsOf({ pattern, jenis = '\u0003' }: Printed, unit: string | undefined): Step[] {
  const literal = (text: string): Step[] => [...text].map((chars) => ({ chars, again: false }));
  return [...pattern.matchAll(/\{([a-z]+)(?::\d)?\}|[^{}]+/g)].flatMap(([text, token]) => {
    if (token === undefined) return literal(text);
    if (token === 'jenis') return literal(jenis);
    if (token === 'unit' && unit !== undefined) return literal(unit);
    return [{ chars: PRINTS[token] ?? '', again: true }];
  });
}

/**
 * Whether a letter of one series could print the very number of a letter of another, in one unit and year: `{kode}/{urut}/{unit}` and
 * `{kode}/{urut:3}/{unit}` can, `{urut}/ND/{unit}` and `{urut}/{unit}` cannot. `units`: codes that a pattern may hold as plain text.
 */
export function numbersMayMeet(a: Printed, b: Printed, units: readonly string[] = []): boolean {
  const written = units.filter((code) => code !== '' && (a.pattern.includes(code) || b.pattern.includes(code)));
  return [undefined, ...written].some((unit) => meet(stepsOf(a, unit), stepsOf(b, unit)));
}

/** Both are walked side by side, one character at a time; `open` holds the places reached in both. */
function meet(a: readonly Step[], b: readonly Step[]): boolean {
  const width = b.length + 1;
  const seen = new Set<number>([0]);
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [i, j] = [Math.floor(at / width), at % width];
    if (i === a.length && j === b.length) return true;
    const [x, y] = [a[i], b[j]];
    if (!x || !y || ![...x.chars].some((char) => y.chars.includes(char))) continue;
    for (const [di, dj] of [[1, 1], [0, 1], [1, 0]] as const) {
      if ((di === 0 && !x.again) || (dj === 0 && !y.again)) continue;
      const next = (i + di) * width + j + dj;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

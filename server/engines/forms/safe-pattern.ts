const compiled = new Map<string, RegExp>();

/** The pattern over the whole text; compiled once. Only for patterns that passed `problemOfPattern`. */
export function wholePattern(source: string): RegExp {
  let pattern = compiled.get(source);
  if (!pattern) {
    if (compiled.size > 2000) compiled.clear();
    compiled.set(source, (pattern = new RegExp(`^(?:${source})$`, 'u')));
  }
  return pattern;
}

/**
 * Why a regular expression may not be used, in Indonesian, or undefined. Refused are those that do not compile and
 * those that can run for ages on a short text: repeats inside repeats, alternatives inside a repeat, look-around,
 * back references, many repeats in a row.
 */
export function problemOfPattern(source: string, maxLength: number): string | undefined {
  if (source.length > 300) return 'Pola terlalu panjang (paling banyak 300 tanda).';
  try {
    new RegExp(`^(?:${source})$`, 'u');
  } catch {
    return 'Pola tidak dapat dibaca. Periksa kurung dan garis miring terbaliknya.';
  }
  // Escapes and classes count as one letter.
  const plain = source.replace(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|.)/gu, (escape) => (/\\[1-9k]/.test(escape) ? '\\1' : 'a')).replace(/\[[^\]]*\]/g, 'a');
  if (plain.includes('\\1') || /\(\?(?:[=!]|<[=!])/.test(plain)) return 'Rujukan balik dan pengintipan (?=…) tidak didukung.';
  const repeats = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  if (repeats > 3) return 'Pola memakai lebih dari tiga pengulangan; pecah menjadi isian terpisah.';
  if (repeats > 1 && maxLength > 300) return 'Pola dengan beberapa pengulangan hanya untuk isian dengan maxLength sampai 300.';

  const open: { risky: boolean }[] = [];
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at]!;
    const repeated = /^(?:[*+]|\{\d+(?:,\d*)?\})/.test(plain.slice(at + 1));
    if (sign === '(') open.push({ risky: false });
    else if (sign === ')') {
      const group = open.pop();
      if (group?.risky && repeated) return 'Pengulangan atau pilihan di dalam pengulangan tidak didukung, misalnya (a+)+ atau (a|b)*.';
      if (group?.risky && open.length) open.at(-1)!.risky = true;
      if (repeated && open.length) open.at(-1)!.risky = true;
    } else if (/[*+?|]/.test(sign) && plain[at - 1] !== '(' && open.length) open.at(-1)!.risky = true;
    else if (sign === '{' && open.length) open.at(-1)!.risky = true;
  }
  return undefined;
}

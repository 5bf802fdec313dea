/** Kode klasifikasi arsip (Permendagri 83/2022): segments joined by full stops, the first of three digits. */

export const isClassificationCode = (code: string): boolean => /^\d{3}(\.\d{1,4}){0,7}$/.test(code);

/** As lists really write it: spaces around the code and a final full stop are dropped. */
export const cleanCode = (text: string): string => text.trim().replace(/\s*\.\s*/g, '.').replace(/\.+$/, '');

/** Segment by segment as whole numbers: `000.1.10` follows `000.1.9`; a parent comes before its children. */
export function compareCodes(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i]! - right[i]!;
  }
  return left.length - right.length;
}

/** `800.1.11` → `800.1`; a main group has none. */
export const parentCode = (code: string): string | null =>
  code.includes('.') ? code.slice(0, code.lastIndexOf('.')) : null;

/** Codes of a list whose parent is not in the list: an import names them instead of loading a broken tree. */
export function codesWithoutParent(codes: Iterable<string>): string[] {
  const known = new Set(codes);
  return [...known].filter((code) => parentCode(code) !== null && !known.has(parentCode(code)!)).sort(compareCodes);
}

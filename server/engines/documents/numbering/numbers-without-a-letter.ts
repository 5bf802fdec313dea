export interface NumberRange {
  from: number;
  to: number;
}

/** Numbers from `first` to `last` that are not in `taken`, as ranges: 1 to 9 without 2, 3, 5, 8 is 1, 4, 6-7, 9. */
export function gapsIn(last: number, taken: readonly number[], first = 1): NumberRange[] {
  const gaps: NumberRange[] = [];
  let expected = first;
  for (const seq of [...new Set(taken)].sort((a, b) => a - b)) {
    if (seq > last) break;
    if (seq > expected) gaps.push({ from: expected, to: seq - 1 });
    if (seq >= expected) expected = seq + 1;
  }
  if (expected <= last) gaps.push({ from: expected, to: last });
  return gaps;
}

/**
 * A number typed into a cell, as text. Spreadsheets keep fifteen digits: a longer number is exact only when it fits a
 * double and its last digit is not the zero that rounding leaves. What may have been rounded is written as the sheet
 * would show it (1,98803E+17), which every identifier refuses with the way to export it again.
 */
export function textOfNumber(value: number): string {
  if (!Number.isInteger(value)) return String(value).replace('.', ',');
  if (Math.abs(value) < 1e15 || (Number.isSafeInteger(value) && value % 10 !== 0)) return String(value);
  return value.toExponential(5).replace('.', ',').replace('e+', 'E+');
}

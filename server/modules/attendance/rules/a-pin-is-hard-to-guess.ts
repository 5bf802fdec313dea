const ROW = '01234567890123456789';

/** Six digits that are no row, no pair repeated, and no part of the person's own numbers (a NIP begins with the date of birth). */
export function isWeakPin(pin: string, own: readonly (string | null)[]): boolean {
  if (new Set(pin).size < 3) return true;
  if (ROW.includes(pin) || ROW.includes([...pin].toReversed().join(''))) return true;
  return own.some((number) => {
    if (!number) return false;
    // 1990-01-02 is also typed 020190.
    const [year, month, day] = [number.slice(2, 4), number.slice(4, 6), number.slice(6, 8)];
    return number.includes(pin) || (number.length === 18 && pin === `${day}${month}${year}`);
  });
}

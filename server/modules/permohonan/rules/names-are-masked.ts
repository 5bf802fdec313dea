/** "Siti Rahmawati" → "S*** R********": enough to compare with the paper in hand, not enough to learn a name. */
export const maskName = (name: string): string =>
  name.trim().split(/\s+/).map((word) => (word.length <= 1 ? word : `${word[0]}${'*'.repeat(Math.min(word.length - 1, 9))}`)).join(' ');

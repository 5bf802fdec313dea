export const countLoans = (card: string): number => card.length;

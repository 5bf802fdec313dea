/**
 * Differences of earlier months go into the next payment, the oldest first, but never below nothing: what cannot be taken back at once
 * waits for the payment after. House rule; a region may decide on instalments by its own decree.
 */
export function correctionsFit(gross: number, open: readonly { id: string; rest: number }[]): { id: string; amount: number }[] {
  let left = gross;
  // What is owed to the person counts first: it makes room for what is taken back.
  return [...open.filter((one) => one.rest > 0), ...open.filter((one) => one.rest < 0)].flatMap(({ id, rest }) => {
    const amount = rest > 0 ? rest : -Math.min(-rest, left);
    left += amount;
    return amount === 0 ? [] : [{ id, amount }];
  });
}

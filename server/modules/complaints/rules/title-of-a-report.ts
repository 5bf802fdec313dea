/** The first sentence, cut between words: what a list shows when the reporter gave no title. */
export function titleFrom(body: string): string {
  const sentence = body.trim().split(/(?<=[.!?])\s|\n/)[0]!.replace(/\s+/g, ' ').replace(/[.!?\s]+$/, '');
  if (sentence.length <= 80) return sentence.length >= 5 ? sentence : body.trim().replace(/\s+/g, ' ').slice(0, 80);
  const cut = sentence.slice(0, 80);
  return `${cut.slice(0, Math.max(40, cut.lastIndexOf(' ')))}…`;
}

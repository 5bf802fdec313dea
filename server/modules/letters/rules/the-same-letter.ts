/**
 * By what two entries are known as one letter: sender, number and date together; a number alone is not enough, two ministries
 * may give out the same string (reference of naskah dinas, section 3). Case, spaces and punctuation do not tell letters
 * apart, titles in front of an office do.
 */
export function sameLetter(letter: { sender: string; senderNumber: string; letterDate: string }): string {
  const bare = (text: string) => text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
  // A number keeps its separators as one sign: 1/23 is not 12/3.
  return `${bare(letter.sender)}|${bare(letter.senderNumber)}|${letter.letterDate}`;
}

/**
 * Sentences for WhatsApp, opened on the officer's own device by `whatsAppLink(phone, sentence)` or sent by a gateway.
 * They carry name, number and tracking link, nothing else about the person. Pure; safe in a browser.
 */
export interface SentenceFacts {
  /** Of the applicant. */
  name: string;
  number: string;
  /** Absolute address of the tracking page. */
  trackUrl: string;
  /** "Kabupaten Ponorogo" */
  institution: string;
}

/** On one line, without the signs that WhatsApp turns into bold, italics or code, and no longer than a name is. */
const plain = (text: string, max = 100): string => {
  const bare = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/[*_~`<>]/g, '').replace(/\s+/g, ' ').trim();
  const letters = [...bare];
  return letters.length > max ? `${letters.slice(0, max - 1).join('').trimEnd()}…` : bare;
};

const opening = (f: SentenceFacts): string => `Yth. ${plain(f.name) || 'Bapak/Ibu'},`;
const closing = (f: SentenceFacts): string => `Lacak di ${f.trackUrl}\n\n${plain(f.institution)}`;
const join = (...paragraphs: (string | undefined)[]): string => paragraphs.filter((p) => p !== undefined && p !== '').join('\n\n');

/** After submission. `secret` only where it was just made (a receipt at the counter); `due` in words: "Sen 23 Nov". */
export const receiptSentence = (f: SentenceFacts & { due?: string; secret?: string }): string =>
  join(
    opening(f),
    `Permohonan Anda nomor ${plain(f.number)} sudah kami terima.${f.due ? ` Kami janjikan selesai ${plain(f.due)}.` : ''}${f.secret ? ` Kode rahasia untuk melacak: ${plain(f.secret)}. Jangan berikan kepada orang lain.` : ''}`,
    closing(f),
  );

/** When an officer wrote a message; its text stays on the page behind the link. */
export const messageSentence = (f: SentenceFacts): string =>
  join(opening(f), `Ada pesan dari petugas tentang permohonan Anda nomor ${plain(f.number)}. Buka tautan di bawah untuk membaca dan menjawab.`, closing(f));

/** When the applicant has something to do: a correction, a payment, or simply an answer. */
export const reminderSentence = (f: SentenceFacts & { waitsFor?: 'correction' | 'payment' | 'answer'; until?: string }): string => {
  const what = {
    correction: 'menunggu perbaikan dari Anda',
    payment: 'menunggu pembayaran Anda',
    answer: 'menunggu tanggapan Anda',
  }[f.waitsFor ?? 'answer'];
  return join(opening(f), `Permohonan Anda nomor ${plain(f.number)} ${what}${f.until ? `, paling lambat ${plain(f.until)}` : ''}.`, closing(f));
};

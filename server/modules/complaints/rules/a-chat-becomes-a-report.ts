/** What an officer pastes or uploads from WhatsApp: "Ekspor chat" of Android or iPhone, or a copied selection. */
export interface Chat {
  /** Everything the reporter wrote, in order. */
  body: string;
  name: string;
  /** When the name is a number. */
  phone: string;
  messages: number;
  people: string[];
}

// 12/03/26 08.15 - Budi: …   ·   3/12/26, 8:15 AM - Budi: …   ·   [12/03/26 08.15.33] Budi: …   ·   [08:15, 3/12/2026] Budi: …
const DAY = String.raw`\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}`;
const HOUR = String.raw`\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?`;
const HEAD = new RegExp(String.raw`^\[?(?:${DAY},? (?:(?:pukul|at) )?${HOUR}|${HOUR}, ${DAY})\]?(?: -)? (.*)$`);
/** Media that the export leaves out or lays beside it, deleted and edited messages: nothing that the reporter said. */
const NOT_SAID = new RegExp(
  [
    String.raw`<(?:media|pesan|this message)[^>]{0,60}>`, String.raw`<?(?:attached|terlampir|dilampirkan): [^>\n]{1,200}>?`, String.raw`[^\s:]{1,150}\.\w{2,5} \((?:file attached|file terlampir|berkas terlampir)\)`,
    String.raw`(?:image|video|audio|sticker|gif|document|contact card|gambar|stiker|dokumen|kartu kontak)(?: omitted| tidak disertakan)`,
    String.raw`(?:pesan ini (?:telah )?dihapus|anda menghapus pesan ini|this message was deleted|you deleted this message)\.?`,
  ].join('|'),
  'gi',
);

/**
 * The reporter is whom the export is named after ("Chat WhatsApp dengan Budi.txt"), else who wrote first; answers of the
 * office are left out. Text without any head is taken as it is.
 */
export function readChat(text: string, fileName = ''): Chat {
  const messages: { from: string; text: string }[] = [];
  // Narrow and unbreakable spaces stand before AM and after "~"; direction marks before what the application says.
  for (const line of text.replace(/\r\n?/g, '\n').replace(/[\u00a0\u202f]/g, ' ').split('\n')) {
    const head = HEAD.exec(line.replace(/^\u200e/, ''));
    if (head) {
      const at = head[1]!.indexOf(': ');
      // A line without a name is the application speaking ("Pesan dan panggilan dienkripsi …").
      if (at > 0) messages.push({ from: head[1]!.slice(0, at).replace(/[\u200e\u202a\u202c]/g, '').trim(), text: head[1]!.slice(at + 2) });
    } else if (messages.length > 0) messages.at(-1)!.text += `\n${line}`;
  }
  if (messages.length === 0) return { body: text.trim(), name: '', phone: '', messages: 0, people: [] };
  // An iPhone writes the application's own lines under the name of the chat, with a mark in front.
  const said = messages.filter((m) => !(m.text.startsWith('\u200e') && m.text.replace(NOT_SAID, '').trim().length > 1));
  const people = [...new Set(said.map((m) => m.from))];
  const titled = nameOfExport(fileName);
  const reporter = people.find((one) => titled !== '' && sameName(one, titled)) ?? people[0] ?? '';
  const body = said.filter((m) => m.from === reporter).map((m) => m.text.replace(NOT_SAID, '').replace(/\u200e/g, '').trim()).filter((t) => t !== '').join('\n');
  const isNumber = /^[~+\d][\d\s().-]{6,}$/.test(reporter);
  return { body, name: isNumber ? '' : reporter.replace(/^~\s*/, ''), phone: isNumber ? reporter.replace(/[^\d+]/g, '') : '', messages: said.length, people };
}

/** "Chat WhatsApp dengan Budi.txt", "WhatsApp Chat with Budi.txt", "WhatsApp Chat - Budi.zip". */
const nameOfExport = (file: string): string => /^(?:Chat WhatsApp dengan|WhatsApp Chat with|WhatsApp Chat -|Obrolan WhatsApp dengan)\s+(.{1,100})\.(?:txt|zip)$/i.exec(file.trim())?.[1]?.trim() ?? '';
const sameName = (a: string, b: string): boolean => bare(a) === bare(b);
const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\d]+/gu, '');

/** Is this file of an export the conversation itself? An iPhone calls it `_chat.txt`. */
export const isConversation = (name: string): boolean => /\.txt$/i.test(name) && !name.startsWith('__MACOSX/');

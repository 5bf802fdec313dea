/** What an officer pastes from WhatsApp: "Ekspor chat" of Android or iPhone, or a copied selection. */
export interface Chat {
  /** Everything the reporter wrote, in order. */
  body: string;
  name: string;
  /** When the name is a number. */
  phone: string;
  messages: number;
  people: string[];
}

// 12/03/26 08.15 - Budi: …   ·   [12/03/26, 08.15.33] Budi: …   ·   [08:15, 3/12/2026] Budi: …
const HEAD = /^\u200e?\[?(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? (?:pukul )?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?|\d{1,2}[.:]\d{2}(?: ?[AaPp][Mm])?, \d{1,4}[/.-]\d{1,2}[/.-]\d{1,4})\]?(?: -)? (.*)$/;
const ATTACHED = /<(?:Media|media)[^>]*>|\u200e?<?(?:attached|terlampir|dilampirkan): [^>\n]*>?|\(file attached\)|\(file terlampir\)/g;

/** The reporter is who wrote first; answers of the office are left out. Text without any head is taken as it is. */
export function readChat(text: string): Chat {
  const messages: { from: string; text: string }[] = [];
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const head = HEAD.exec(line);
    if (head) {
      const at = head[1]!.indexOf(': ');
      // A line without a name is the application speaking ("Pesan dan panggilan dienkripsi …").
      if (at > 0) messages.push({ from: head[1]!.slice(0, at).trim(), text: head[1]!.slice(at + 2) });
    } else if (messages.length > 0) messages.at(-1)!.text += `\n${line}`;
  }
  if (messages.length === 0) return { body: text.trim(), name: '', phone: '', messages: 0, people: [] };
  const people = [...new Set(messages.map((m) => m.from))];
  const reporter = people[0]!;
  const body = messages.filter((m) => m.from === reporter).map((m) => m.text.replace(ATTACHED, '').trim()).filter((t) => t !== '').join('\n');
  const isNumber = /^[~+\d][\d\s().-]{6,}$/.test(reporter);
  return { body, name: isNumber ? '' : reporter.replace(/^~\s*/, ''), phone: isNumber ? reporter.replace(/[^\d+]/g, '') : '', messages: messages.length, people };
}

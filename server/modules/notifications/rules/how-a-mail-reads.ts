export interface MailFacts {
  name: string;
  title: string;
  text: string;
  /** Absolute. */
  link?: string;
  linkText: string;
  institution: string;
  /** Absolute address of the page where the person sets what to receive; absent for what cannot be turned off. */
  settingsLink?: string;
}

export interface MailBody {
  subject: string;
  text: string;
  html: string;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
/** Headers are one line; a name or number must not open a second one. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** The same words as plain text and as HTML without pictures, styles from elsewhere or anything that reports back. */
export function mailBody(m: MailFacts): MailBody {
  const name = oneLine(m.name);
  const lines = m.text.split('\n').map((line) => line.trim()).filter(Boolean);
  const foot = [`Surel ini dikirim otomatis oleh ${oneLine(m.institution)}; jangan dibalas.`, 'Kami tidak pernah meminta kata sandi atau kode lewat surel.'];
  const text = [
    `Yth. ${name},`, '', m.title, '', ...lines, '',
    ...(m.link ? [`${m.linkText}:`, m.link, ''] : []),
    '-- ', ...foot,
    ...(m.settingsLink ? [`Atur pemberitahuan: ${m.settingsLink}`] : []), '',
  ].join('\n');
  const html = [
    '<!doctype html><html lang="id"><head><meta charset="utf-8"></head><body style="font:16px/1.5 sans-serif;max-width:36em;margin:1em">',
    `<p>Yth. ${escape(name)},</p><p><strong>${escape(m.title)}</strong></p>`,
    ...lines.map((line) => `<p>${escape(line)}</p>`),
    ...(m.link ? [`<p><a href="${escape(m.link)}">${escape(m.linkText)}</a></p>`] : []),
    `<hr><p><small>${foot.map(escape).join('<br>')}${m.settingsLink ? `<br><a href="${escape(m.settingsLink)}">Atur pemberitahuan</a>` : ''}</small></p>`,
    '</body></html>',
  ].join('\n');
  return { subject: oneLine(m.title), text, html };
}

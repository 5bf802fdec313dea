/** `s••••@contoh.id`: the domain tells an administrator which mail server refused. */
export const maskEmail = (email: string): string => email.replace(/^(.)[^@]*/u, '$1••••');
/** `+62812••••7890` */
export const maskPhone = (phone: string): string => (phone.length > 10 ? `${phone.slice(0, 6)}••••${phone.slice(-4)}` : '••••');

/** An error of an outside system, fit for a log that administrators read: no address, no long number, one short line. */
export const withoutPersonalData = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g, (found) => maskEmail(found))
    // Secret codes, telephone numbers, NIK, NIP, also when grouped. Codes of SMTP (550 5.1.1) and PostgreSQL are shorter.
    .replace(/\d(?:[ .-]?\d){7,}|\d{6,}/g, '••••')
    .trim()
    .slice(0, 300);

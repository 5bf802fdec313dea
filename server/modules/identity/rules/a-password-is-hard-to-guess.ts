/** What others may know about the person, and so must not be the password. */
export interface PasswordOwner {
  name?: string;
  /** NIK, NIP, user name, phone, e-mail, as normalised. */
  identifiers?: readonly (string | null | undefined)[];
  birthDate?: string | null;
}

// The first guesses of anyone who tries Indonesian accounts; longer lists cost more than they stop behind a lock-out.
const COMMON = ['password', 'katasandi', 'sandi', 'rahasia', 'qwerty', 'indonesia', 'bismillah', 'sayang', 'admin', 'administrator', 'petugas', 'merdeka', 'pendopo', 'iloveyou', 'garuda', 'abcdefghij'];

/**
 * At least 10 characters, not one character or a row of the keyboard, not a common word with some digits, not one's own
 * name, number or birth date (NIST SP 800-63B section 5.1.1.2: length and a list of bad ones, no compulsory symbols).
 * @returns sentences that say what to change; empty when the password is good
 */
export function faultsOfPassword(password: string, owner: PasswordOwner = {}): string[] {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < 10) return [`Kata sandi paling sedikit 10 huruf atau angka; yang Anda isi ${length}. Rangkaian beberapa kata mudah diingat, misalnya empat kata acak.`];
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (new Set(plain).size < 4) return ['Kata sandi ini terlalu banyak mengulang huruf yang sama. Pakai huruf atau kata yang berlainan.'];
  if (isRow(plain)) return ['Kata sandi ini urutan papan ketik atau angka berurutan. Pakai beberapa kata acak.'];
  const letters = plain.replace(/\d+/g, '');
  const withoutDigitsAtTheEnd = plain.replace(/\d+$/, '');
  if (COMMON.some((word) => withoutDigitsAtTheEnd === word || letters === word)) return ['Kata sandi ini termasuk yang pertama ditebak orang. Pakai beberapa kata acak.'];
  return ownFaults(plain, letters, owner);
}

function ownFaults(plain: string, letters: string, owner: PasswordOwner): string[] {
  const numbers = (owner.identifiers ?? []).flatMap((one) => {
    const bare = one?.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    // +62812… is also written 0812…
    return bare && bare.length >= 6 ? [bare, bare.replace(/^62/, '0'), bare.replace(/^62/, '')] : [];
  });
  if (numbers.some((number) => plain.includes(number) || (plain.length >= 10 && number.includes(plain)))) {
    return ['Kata sandi tidak boleh berisi NIK, NIP, nomor ponsel, surel, atau nama pengguna Anda. Pakai beberapa kata acak.'];
  }
  const days = owner.birthDate ? birthDateForms(owner.birthDate) : [];
  const withoutDay = days.reduce((rest, day) => rest.replace(day, ''), plain);
  const name = (owner.name ?? '').toLowerCase().replace(/[^\p{L}]/gu, '');
  const parts = (owner.name ?? '').toLowerCase().split(/[^\p{L}]+/u).filter((part) => part.length >= 3);
  const isName = (rest: string) => rest !== '' && (rest === name || parts.includes(rest));
  if ((withoutDay !== plain && /^\d{0,3}$/.test(withoutDay)) || isName(letters) || isName(withoutDay.replace(/\d+$/, ''))) {
    return ['Kata sandi ini hanya nama atau tanggal lahir Anda. Pakai beberapa kata acak.'];
  }
  return [];
}

const ROWS = ['01234567890123456789', '98765432109876543210', 'qwertyuiopasdfghjklzxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '1q2w3e4r5t6y7u8i9o0p', 'qazwsxedcrfvtgbyhnujm'];
/** 1234567890 and qwertyuiop also with the same written twice. */
const isRow = (plain: string): boolean => ROWS.some((row) => (row + row).includes(plain));

function birthDateForms(day: string): string[] {
  const [y, m, d] = day.split('-') as [string, string, string];
  return [d + m + y, y + m + d, d + m + y.slice(2), y.slice(2) + m + d];
}

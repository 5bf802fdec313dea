import type { FieldRefusal } from '../../../platform/kernel/refusal.ts';

// What a foreign client may send, field by field. Chapters: reading one · a request · an update

export type Arguments = URLSearchParams;

/** "null" and empty are the same as absent (General rules of the standard). */
export function given(args: Arguments, name: string): string | undefined {
  const value = args.get(name)?.trim();
  return value === undefined || value === '' || value === 'null' ? undefined : value;
}

export interface AskedRequest {
  lat: number | undefined;
  lng: number | undefined;
  address: string | undefined;
  addressId: string | undefined;
  description: string | undefined;
  media: string | undefined;
  reporter: { name: string; phone: string; email: string };
}

/** Everything that is wrong at once, so that a client need not be told one after the other. */
export function readRequest(args: Arguments): { asked: AskedRequest; wrong: FieldRefusal[] } {
  const wrong: FieldRefusal[] = [];
  const say = (path: string, message: string): undefined => {
    wrong.push({ path, message });
  };
  const coordinate = (name: string, most: number, example: string): number | undefined => {
    const text = given(args, name);
    if (text === undefined) return undefined;
    return /^[+-]?\d{1,3}(\.\d{1,15})?$/.test(text) && Math.abs(Number(text)) <= most ? Number(text) : say(name, `tulis derajat desimal, misalnya ${example}.`);
  };
  const short = (name: string, most: number): string => {
    const text = given(args, name) ?? '';
    return [...text].length <= most ? text : (say(name, `paling banyak ${most} huruf.`) ?? '');
  };
  const [lat, lng] = [coordinate('lat', 90, '-7.8714'), coordinate('long', 180, '111.4625')];
  const [address, addressId] = [given(args, 'address_string'), given(args, 'address_id')];
  const has = (name: string) => given(args, name) !== undefined;
  if (has('lat') !== has('long')) say(has('lat') ? 'long' : 'lat', 'lat dan long harus diisi keduanya.');
  if (!has('lat') && !has('long') && !address && !addressId) say('lat', 'isi lat dan long, address_string, atau address_id.');
  const description = readDescription(args, say);
  const media = readMedia(args, say);
  const email = short('email', 120);
  if (email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(email)) say('email', 'tulis alamat surel yang benar, misalnya nama@contoh.id.');
  const phone = short('phone', 40);
  if (phone && !/^\+?[\d\s().-]{5,39}$/.test(phone)) say('phone', 'tulis nomor telepon dengan angka, misalnya 081234567890.');
  const name = [short('first_name', 60), short('last_name', 60)].filter(Boolean).join(' ');
  return { asked: { lat, lng, address, addressId, description, media, reporter: { name, phone, email } }, wrong };
}

type Say = (path: string, message: string) => undefined;
const MOST_LETTERS = 4000;

function readDescription(args: Arguments, say: Say): string | undefined {
  const text = given(args, 'description');
  if (text === undefined) return undefined;
  if ([...text].length > MOST_LETTERS) return say('description', `paling banyak ${MOST_LETTERS} huruf.`);
  // "lebar < 2 m dan > 1 m" is no markup.
  return /<\/?[a-z][^<>]{0,500}>|<!--/i.test(text) ? say('description', 'teks biasa saja, tanpa HTML.') : text;
}

const readMedia = (args: Arguments, say: Say): string | undefined => {
  const media = given(args, 'media_url');
  return media === undefined || /^https?:\/\/[^\s<>"]{3,1000}$/.test(media) ? media : say('media_url', 'tulis alamat http atau https.');
};

/** What a partner may say about a report; everything else is decided by an officer (FixMyStreet's words, reference page section 7). */
export const PARTNER_STATUSES = ['OPEN', 'FIXED', 'REOPEN', 'CANCELLED'] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];
const OFFICE_STATUSES: readonly string[] = ['IN_PROGRESS', 'ACTION_SCHEDULED', 'INVESTIGATING', 'DUPLICATE', 'NOT_COUNCILS_RESPONSIBILITY', 'NO_FURTHER_ACTION', 'INTERNAL_REFERRAL', 'FOR_TRIAGE', 'CLOSED'];

export interface AskedUpdate {
  status: PartnerStatus;
  description: string;
  /** The partner's own number for it. */
  foreignId: string | undefined;
  media: string | undefined;
}
export function readUpdate(args: Arguments): { asked: AskedUpdate; wrong: FieldRefusal[] } {
  const wrong: FieldRefusal[] = [];
  const say: Say = (path, message) => {
    wrong.push({ path, message });
  };
  const status = (given(args, 'status') ?? 'OPEN').toUpperCase();
  const isKnown = (PARTNER_STATUSES as readonly string[]).includes(status);
  if (OFFICE_STATUSES.includes(status)) say('status', `${status} diputuskan petugas. Kirim ${PARTNER_STATUSES.join(', ')}.`);
  else if (!isKnown) say('status', `tidak dikenal. Kirim ${PARTNER_STATUSES.join(', ')}.`);
  const description = readDescription(args, say) ?? '';
  const media = readMedia(args, say);
  if (!description && (status === 'OPEN' || status === 'REOPEN' || status === 'CANCELLED') && !wrong.some((w) => w.path === 'description')) say('description', 'wajib diisi.');
  const foreignId = given(args, 'update_id');
  if (foreignId && foreignId.length > 100) say('update_id', 'paling banyak 100 huruf.');
  const at = given(args, 'updated_datetime');
  if (at && Number.isNaN(Date.parse(at.replace(' ', '+')))) say('updated_datetime', 'tulis seperti 2025-01-02T10:00:00+07:00.');
  return { asked: { status: isKnown ? (status as PartnerStatus) : 'OPEN', description, foreignId, media }, wrong };
}

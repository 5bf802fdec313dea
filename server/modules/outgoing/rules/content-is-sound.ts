import { buildSignerBlock } from '../../../engines/documents/signer-block/signer-block.ts';
import { ok, type FieldRefusal, type Refusal, type Result } from '../../../platform/kernel/refusal.ts';
import type { Addressee, Content } from '../contract.ts';

/** What of the letter's type decides. */
export interface TypeFacts {
  needsAddressee: boolean;
  needsBody: boolean;
  /** At least so many before it may be signed. */
  initials: number;
  /** Only the head of region signs it. */
  headOfRegion: boolean;
}
/** What the service found out about the posts that are named. */
export interface PostFacts {
  /** Posts that somebody holds today. */
  held: ReadonlySet<string>;
  titleOf(post: string): string;
  /** Posts whose duty is to sign. */
  signs: ReadonlySet<string>;
  headsRegion: ReadonlySet<string>;
}

export const keyOf = (one: Addressee): string => (one.kind === 'post' ? one.post : one.kind === 'institution' ? `${one.host.toLowerCase()} ${plain(one.office)}` : plain(`${one.name} ${one.place}`));
/** A name that once stands without its place is the same one. */
const isSame = (a: Addressee, b: Addressee): boolean =>
  keyOf(a) === keyOf(b) || (a.kind === 'outside' && b.kind === 'outside' && plain(a.name) === plain(b.name) && (plain(a.place) === '' || plain(b.place) === ''));
const plain = (text: string): string => text.toLocaleLowerCase('id-ID').replace(/\s+/g, ' ').trim();

/**
 * Whether a draft may be handed on (reference of naskah dinas, sections 3 and 5): everything that must stand on it, `u.b.` never
 * without `a.n.`, tembusan never repeats an addressee, each paraf once. Refuses the first of `outgoing.ub-without-an`,
 * `outgoing.incomplete`, with a sentence beside each field.
 */
export function contentIsSound(content: Content, type: TypeFacts, posts: PostFacts, hasBody: boolean): Result<true> {
  const fields: FieldRefusal[] = [];
  const say = (path: string, message: string) => fields.push({ path, message });
  if (content.subject.length < 3) say('subject', 'Tulis halnya.');
  if (type.needsBody && !hasBody) say('body', 'Tulis isi naskahnya.');
  if (type.needsAddressee && content.addressees.length === 0) say('addressees', 'Tentukan kepada siapa naskah ini.');
  for (const path of ['addressees', 'copies'] as const) for (const one of content[path]) if (one.kind === 'post' && !posts.held.has(one.post)) say(path, `${posts.titleOf(one.post)} sedang kosong. Pilih jabatan lain.`);
  if (repeats(content.addressees.map(keyOf))) say('addressees', 'Ada penerima yang tercantum dua kali.');
  if (content.copies.some((one) => content.addressees.some((to) => isSame(one, to))) || repeats(content.copies.map(keyOf))) say('copies', 'Tembusan tidak mengulang penerima. Hapus yang sama.');
  const chain = content.chain.map(({ post }) => post);
  if (repeats(chain)) say('chain', 'Satu jabatan memaraf satu kali.');
  if (content.signer && chain.includes(content.signer)) say('chain', 'Penanda tangan tidak memaraf naskahnya sendiri.');
  for (const post of chain) if (!posts.held.has(post)) say('chain', `${posts.titleOf(post)} sedang kosong. Pilih jabatan lain, atau tunggu Plt. atau Plh. ditetapkan.`);
  if (chain.length < type.initials) say('chain', `Jenis naskah ini memerlukan paling sedikit ${type.initials} paraf.`);
  if (!content.signer) say('signer', 'Pilih penanda tangan.');
  else if (!posts.held.has(content.signer)) say('signer', `${posts.titleOf(content.signer)} sedang kosong. Pilih penanda tangan lain.`);
  else if (!posts.signs.has(content.signer)) say('signer', `${posts.titleOf(content.signer)} tidak bertugas menandatangani. Pilih penanda tangan lain.`);
  else if (type.headOfRegion && !posts.headsRegion.has(content.signer)) say('signer', 'Jenis naskah ini ditandatangani kepala daerah.');
  const mode = signModeOf(content, posts.titleOf);
  if (mode) {
    say(mode.code === 'documents.signer-ub-without-an' && !content.onBehalfOf ? 'onBehalfOf' : 'signFor', MODE_WORDS[mode.code] ?? 'Periksa atas nama siapa naskah ini ditandatangani.');
    if (mode.code === 'documents.signer-ub-without-an') return { ok: false, refusal: { code: 'outgoing.ub-without-an', fields } };
  }
  return fields.length === 0 ? ok(true) : { ok: false, refusal: { code: 'outgoing.incomplete', fields } };
}
const MODE_WORDS: Record<string, string> = {
  'documents.signer-ub-without-an': 'u.b. hanya sesudah a.n.: pilih jabatan yang diatasnamakan dan jabatan di antaranya.',
  'documents.signer-mode': 'Pilih jabatan yang diatasnamakan, bukan jabatan penanda tangan sendiri.',
  'documents.signer-too-low': 'Terlalu jauh di bawah pemberi wewenang untuk menandatangani atas namanya.',
};

/** The engine's own rule of a.n. and u.b., asked with a signer who is in office. */
function signModeOf(content: Content, titleOf: (post: string) => string): Refusal | undefined {
  if (!content.signer) return undefined;
  const block = buildSignerBlock({
    mode: content.signFor, capacity: 'definitif', signingDate: '2000-01-01', postTitle: titleOf(content.signer), person: { name: '-' },
    ...(content.signFor !== 'none' && content.onBehalfOf ? { onBehalfOf: titleOf(content.onBehalfOf) } : {}), ...(content.signFor === 'ub' && content.onBehalfOf ? { through: content.through.map(titleOf) } : {}),
  });
  return block.ok ? undefined : block.refusal;
}
const repeats = (list: readonly string[]): boolean => new Set(list).size !== list.length;

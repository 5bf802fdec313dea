import { createHash } from 'node:crypto';
import { canonical } from '../../../engines/prose/canonical.ts';
import { fillKnown, mergeFieldsOf } from '../../../engines/prose/merge-fields.ts';
import { EMPTY_PROSE, type Prose } from '../../../engines/prose/prose.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { LetterOrder, NumberOrder } from '../../issuance/contract.ts';
import type { LetterType } from '../../letter-types/contract.ts';
import { SECRECY } from '../../letters/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import type { Addressee, Content } from '../contract.ts';
import { institutionOf, lettersOf, organizationOf, typesOf } from './ports.ts';
import { actingTitle, postsOf, type PostFound } from './posts.ts';
import { HIDDEN, isSealed, type Heading } from './secret.ts';

// Chapters: names of addressees · what a paraf approves · the letter as issuance wants it

export interface FileFact {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
}
/** What is kept as a version: what was written, and the bytes of what is attached. */
export interface Version extends Content {
  attached: FileFact[];
  /** What `finished` names. */
  bodyFile?: FileFact;
  /** The version of its kind that it was handed on with. */
  typeVersion?: string;
}

/** Everything that names of a letter's posts and institutions are taken from. */
export interface Names {
  posts: Map<string, PostFound>;
  institutions: Map<string, string>;
  /** The own one. */
  institution: string;
}
export async function namesOf(t: TenantContext, content: Content, day: CalendarDay): Promise<Names> {
  const all = [...content.addressees, ...content.copies];
  const posts = [...all.flatMap((one) => (one.kind === 'post' ? [one.post] : [])), ...content.chain.map(({ post }) => post), ...content.through, ...(content.signer ? [content.signer] : []), ...(content.onBehalfOf ? [content.onBehalfOf] : [])];
  const institutions = all.some((one) => one.kind === 'institution') ? await lettersOf(t).institutions(t) : [];
  return { posts: await postsOf(t, posts, day), institution: (await institutionOf(t)).name, institutions: new Map(institutions.map(({ host, name }) => [host.toLowerCase(), name])) };
}
/** As printed: the office, never the person, when an official is written to (reference of naskah dinas, section 3). */
export function nameOf(one: Addressee, names: Names): string {
  if (one.kind === 'post') return names.posts.get(one.post)?.title ?? 'Jabatan yang sudah dihapus';
  if (one.kind === 'institution') return `${one.office}${names.institutions.has(one.host.toLowerCase()) ? `, ${names.institutions.get(one.host.toLowerCase())!}` : ''}`;
  return one.name;
}
export function headingFrom(content: Content, type: Pick<LetterType, 'title'> | undefined, names: Names): Heading {
  const [first, ...more] = content.addressees.map((one) => nameOf(one, names));
  return { subject: content.subject, to: first === undefined ? '' : more.length === 0 ? first : `${first} dan ${more.length} lainnya`, type: content.type, typeTitle: type?.title ?? content.type, secrecy: content.secrecy, urgency: content.urgency };
}

/**
 * SHA-256 of what a paraf approves: everything that is written on the letter and attached to it. Not who signs (passed on with the
 * same text), not the chain, not how soon it must be handled.
 */
export function hashOf(version: Version): string {
  const { body, attached, finished, bodyFile, signer: _s, chain: _c, urgency: _u, files: _f, typeVersion: _t, ...rest } = version;
  return createHash('sha256').update(canonicalJson({ ...rest, body: body ? canonical(body) : '', attached: attached.map(({ name, sha256 }) => ({ name, sha256 })), ...(bodyFile ? { finished: { sha256: bodyFile.sha256, places: finished?.places ?? [] } } : {}) })).digest('hex');
}

/** Values of merge fields that every letter has. */
function valuesOf(content: Content, names: Names, holder: Holder): Record<string, string> {
  return {
    hal: content.subject, jabatan_penanda_tangan: actingTitle(holder), nama_penanda_tangan: holder.name, nama_unit: names.posts.get(holder.postId)?.unit ?? '', nama_instansi: names.institution, kepada: content.addressees.map((one) => nameOf(one, names)).join(', '),
    ...Object.fromEntries(Object.entries(content.fields).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []))),
  };
}

/** The body as it will print, or did: places that have no value yet stay places. `issued`: who signed, and what was fixed with the number. */
export function bodyToRead(content: Content, names: Names, holder: Holder | undefined, issued?: { number: string; dateText: string; name: string; title: string }): Prose {
  if (!content.body) return EMPTY_PROSE;
  const known = holder ? valuesOf(content, names, holder) : {};
  const values = issued ? { ...known, nama_penanda_tangan: issued.name, jabatan_penanda_tangan: issued.title, nomor: issued.number, tanggal: issued.dateText } : known;
  return orRefuse(fillKnown(content.body, values));
}

/** What the template's fields hold. `nomor`, `tanggal` and `tempat` are filled in print. @throws Refused `prose.fields-missing` */
export function fieldsFrom(t: TenantContext, content: Content, type: LetterType, names: Names, holder: Holder): Record<string, unknown> {
  const outside = content.addressees.find((one) => one.kind === 'outside' && one.place !== '');
  const own = Object.fromEntries(Object.entries(content.fields).filter(([, value]) => value !== '' && value !== null));
  return typesOf(t).fieldsOf(type, {
    subject: content.subject, secrecyText: SECRECY[content.secrecy].title, ...(content.attachments ? { attachments: content.attachments } : {}), to: content.addressees.map((one) => nameOf(one, names)), ...(content.addressees.length === 1 && outside?.kind === 'outside' ? { toPlace: outside.place } : {}),
    ...(content.body ? { body: filled(content.body, valuesOf(content, names, holder)) } : {}), own: { ...own, ...(content.attention ? { untuk_perhatian: content.attention } : {}), dari: actingTitle(holder) },
  });
}
/** Every place in the body has its value, but for those that print fills. */
function filled(body: Prose, values: Record<string, string>): Prose {
  const missing = mergeFieldsOf(body).filter((name) => !IN_PRINT.has(name) && !values[name]?.trim());
  if (missing.length > 0) throw new Refused({ code: 'prose.fields-missing', data: { names: missing }, fields: [{ path: 'body', message: `Belum berisi: ${missing.join(', ')}.` }] });
  return orRefuse(fillKnown(body, values));
}
const IN_PRINT: ReadonlySet<string> = new Set(['nomor', 'tanggal', 'tempat']);

export interface Ordered {
  content: Version;
  type: LetterType;
  /** Who acts in the signer's post on the day. */
  holder: Holder;
  day: CalendarDay;
}
/** The letter for issuance. The head follows the unit that signs. @throws Refused `documents.*` when it is drawn or numbered */
export async function orderOf(t: TenantContext, { content, type, holder, day }: Ordered, known?: Names): Promise<LetterOrder & { series: NumberOrder['series'] }> {
  const names = known ?? (await namesOf(t, content, day));
  const institution = await institutionOf(t);
  const titleOf = (post: string) => names.posts.get(post)?.title ?? '';
  const onBehalf = content.signFor === 'none' ? undefined : { mode: content.signFor, onBehalfOf: content.onBehalfOf ? titleOf(content.onBehalfOf) : '', ...(content.signFor === 'ub' ? { through: content.through.map(titleOf) } : {}) };
  return {
    template: type.template, title: type.title, unitId: holder.unitId, holding: holder, ...(onBehalf ? { onBehalf } : {}), letterDate: day, fields: content.bodyFile ? {} : fieldsFrom(t, content, type, names, holder), ...(content.bodyFile ? { finished: { sha256: content.bodyFile.sha256, places: content.finished?.places ?? [] } } : {}), copies: [...content.copies.map((one) => nameOf(one, names)), ...type.copies], demo: institution.demo, ...(type.paper ? { paper: type.paper } : {}), layout: type.layout,
    series: typesOf(t).seriesOf(type, { classification: content.classification || type.classification, jabatan: holder.title, derajat: SECRECY[content.secrecy].code, jenis: type.title }),
  };
}
/** On the public page: hal, except where the letter is rahasia (reference of naskah dinas, section 10). */
export const publicSubject = (content: Content): string => (isSealed(content.secrecy) ? HIDDEN : content.subject);
export const todayOf = (t: TenantContext): Promise<CalendarDay> => organizationOf(t).today(t);

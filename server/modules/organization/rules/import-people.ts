import { compareNipWithNik, parseNip } from '../../../engines/identifiers/nip.ts';
import { parseNik } from '../../../engines/identifiers/nik.ts';
import { identifierRefusals } from '../../../engines/identifiers/refusals.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { sentenceOf } from '../../../platform/kernel/refusal.ts';
import type { Capacity, Employment } from '../contract.ts';
import { organizationRefusals } from '../contract/refusals.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import { refused, sameText, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { unitFinder, postKey, type KnownPost, type PostSurroundings } from './import-posts.ts';
import { bareName, splitName } from './names-are-compared-bare.ts';
import { mayHold, type NamedHolding } from './one-holder-per-post.ts';

// Chapters: reading a line · knowing the person · the holding

/** A line whose own cells are right; `key` is the same for two lines of one person. */
export interface ReadPerson {
  row: FieldRow;
  name: string;
  nip: string | null;
  nik: string | null;
  notes: string[];
}

export interface KnownPerson {
  id: string;
  name: string;
  nip: string | null;
  rank: string | null;
  phone: string | null;
  email: string | null;
  employment: Employment;
}

export interface PersonFact {
  person: KnownPerson & { isNew: boolean; isChanged: boolean; nik: string | null };
  holding: { post: string; capacity: Capacity; orderLetter: string | null; fromDay: CalendarDay; toDay: CalendarDay | null } | null;
}

export interface PeopleSurroundings {
  today: CalendarDay;
  units: PostSurroundings['units'];
  posts: readonly KnownPost[];
  /** The person that a line names by NIP or NIK, if there is one; two when NIP and NIK belong to different people. */
  known: (line: ReadPerson) => readonly KnownPerson[];
  holdings: readonly NamedHolding[];
  newId: () => string;
}

/** Name, NIP and NIK of a line by rule. A masked NIK of our own export says nothing and is passed over. */
export function readPerson(row: FieldRow, today: CalendarDay): ReadPerson | Verdict<PersonFact> {
  const { values } = row;
  const reasons: string[] = [];
  const notes: string[] = [];
  const { name, bare } = splitName(values['name'] ?? '');
  if (bare.length < 2 || name.length > 150) reasons.push('Nama kosong atau terlalu panjang.');
  const given = (text: string | undefined): string => (!text || /^[-–.0]+$/.test(text) || text.includes('•') ? '' : text);
  const nip = given(values['nip']) ? parseNip(values['nip'], { today }) : null;
  const nik = given(values['nik']) ? parseNik(values['nik'], { today }) : null;
  if (nip && !nip.ok) reasons.push(sentenceOf(nip.refusal, identifierRefusals));
  if (nik && !nik.ok) reasons.push(sentenceOf(nik.refusal, identifierRefusals));
  if (!nip && !nik) reasons.push('NIP dan NIK kosong. Isi salah satu, agar orang tidak tercatat dua kali.');
  if (reasons.length > 0) return refused(row, reasons);
  if (nip?.ok) notes.push(...nip.value.warnings.map((warning) => warning.message));
  if (nip?.ok && nik?.ok) notes.push(...compareNipWithNik(nip.value, nik.value).map((warning) => warning.message));
  return { row, name, nip: nip?.ok ? nip.value.nip : null, nik: nik?.ok ? nik.value.nik : null, notes };
}

const EMPLOYMENT_WORDS: Record<string, Employment> = {
  pns: 'pns', cpns: 'cpns', pppk: 'pppk', p3k: 'pppk', 'kepala daerah': 'head-of-region', 'wakil kepala daerah': 'head-of-region', bupati: 'head-of-region',
  'perangkat desa': 'village', desa: 'village', 'kepala desa': 'village', kontrak: 'contract', honorer: 'contract', thl: 'contract', 'non asn': 'contract', blud: 'contract', 'tenaga kontrak': 'contract', 'head of region': 'head-of-region', village: 'village', contract: 'contract',
};
const CAPACITY_WORDS: Record<string, Capacity> = { '': 'definitive', definitif: 'definitive', definitive: 'definitive', plt: 'plt', plh: 'plh', pj: 'pj', pjs: 'pjs', 'pelaksana tugas': 'plt', 'pelaksana harian': 'plh', penjabat: 'pj', 'penjabat sementara': 'pjs' };

/** Decides the lines in order; what an earlier clean line brings counts for the later ones. */
export function judgePeople(lines: readonly (ReadPerson | Verdict<PersonFact>)[], around: PeopleSurroundings): Verdict<PersonFact>[] {
  const findUnit = unitFinder(around.units);
  const posts = new Map(around.posts.filter((post) => post.toDay === null).map((post) => [postKey(post.unit, post.title), post]));
  const postById = new Map(around.posts.map((post) => [post.id, post]));
  const made = new Map<string, PersonFact['person']>();
  const byPost = Map.groupBy(around.holdings, (holding) => holding.post);
  const byPerson = Map.groupBy(around.holdings, (holding) => holding.person);

  return lines.map((line) => {
    if ('verdict' in line) return line;
    const { row, notes } = line;
    const { values } = row;
    const knownOnes = around.known(line);
    if (knownOnes.length > 1) return refused(row, [`NIP dan NIK di baris ini milik dua orang yang berbeda: ${knownOnes.map((one) => one.name).join(' dan ')}.`]);
    const keys = [line.nip && `nip ${line.nip}`, line.nik && `nik ${line.nik}`].filter((key) => key !== null);
    const before = knownOnes[0] ?? keys.map((key) => made.get(key)).find((one) => one !== undefined);
    if (before && bareName(before.name) !== bareName(line.name)) return refused(row, [`Nomor ini sudah tercatat atas nama ${before.name}. Periksa apakah nomornya benar; nama diperbaiki dari halaman orangnya.`]);
    const employmentWord = sameText(values['employment'] ?? '');
    const employment = employmentWord ? EMPLOYMENT_WORDS[employmentWord] : (before?.employment ?? usualEmployment(line.nip));
    if (!employment) return refused(row, [`Status "${values['employment']!.slice(0, 40)}" tidak dikenal. Pakai PNS, CPNS, PPPK, kontrak, atau perangkat desa.`]);
    if (values['email'] && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values['email'])) return refused(row, ['Surel tidak berbentuk nama@contoh.id.']);

    const sameLine = made.get(keys[0]!);
    const fresh = {
      id: before?.id ?? around.newId(), name: before ? fullerName(before.name, line.name) : line.name, nip: line.nip ?? before?.nip ?? null, rank: values['rank']?.slice(0, 60) || before?.rank || null,
      phone: values['phone']?.slice(0, 30) || before?.phone || null, email: values['email']?.slice(0, 120) || before?.email || null, employment,
    };
    const isChanged = before !== undefined && (['name', 'nip', 'rank', 'phone', 'email', 'employment'] as const).some((key) => (before[key] ?? null) !== (fresh[key] ?? null));
    const person: PersonFact['person'] = { ...fresh, nik: line.nik, isNew: before === undefined || (sameLine?.isNew ?? false), isChanged };

    const holding = readHolding(values, findUnit, posts, around, byPerson.get(person.id) ?? []);
    if (!holding.ok) return refused(row, [holding.reason]);
    if (holding.value) {
      const candidate = { id: `baris ${row.line}`, person: person.id, ...holding.value };
      const ofThePerson = byPerson.get(person.id) ?? [];
      const verdict = mayHold(candidate, {
        post: postById.get(holding.value.post)!, ofThePost: byPost.get(holding.value.post) ?? [], ofThePerson,
        ofThosePosts: [...new Set(ofThePerson.map((one) => one.post))].filter((post) => post !== candidate.post).flatMap((post) => byPost.get(post) ?? []),
      });
      if (!verdict.ok) return refused(row, [sentenceOf(verdict.refusal, organizationRefusals)]);
      const named: NamedHolding = { ...candidate, personName: person.name, postTitle: postById.get(candidate.post)!.title };
      byPost.set(named.post, [...(byPost.get(named.post) ?? []), named]);
      byPerson.set(named.person, [...ofThePerson, named]);
    }
    for (const key of keys) made.set(key, person);
    const isNewLine = before === undefined || holding.value !== null;
    return { line: row.line, values, verdict: isNewLine ? 'new' : isChanged ? 'changed' : 'unchanged', reasons: [], notes, fact: { person, holding: holding.value } };
  });
}

/** A list without titles does not take them away from a name that is known with them. */
function fullerName(known: string, given: string): string {
  const titles = (name: string) => splitName(name).before.length + splitName(name).behind.length;
  return titles(given) < titles(known) ? known : given;
}

/** PNS and PPPK are told apart by their number; whoever has none is not guessed to be a civil servant. */
const usualEmployment = (nip: string | null): Employment => (nip === null ? 'contract' : nip[12] === '2' ? 'pppk' : 'pns');

type HoldingFact = NonNullable<PersonFact['holding']>;
type Read = { ok: true; value: HoldingFact | null } | { ok: false; reason: string };

function readHolding(values: Record<string, string>, findUnit: ReturnType<typeof unitFinder>, posts: ReadonlyMap<string, KnownPost>, around: PeopleSurroundings, ofThePerson: readonly NamedHolding[]): Read {
  const title = values['post'] ?? '';
  if (!title) return { ok: true, value: null };
  const no = (reason: string): Read => ({ ok: false, reason });
  const unit = findUnit(values['unit'] ?? '');
  if (!unit) return no(values['unit'] ? `Unit "${values['unit'].slice(0, 60)}" tidak ditemukan. Pakai kode unitnya.` : 'Jabatan diisi tanpa unit. Isi kode unitnya.');
  const post = posts.get(postKey(unit.id, title));
  if (!post) return no(`Jabatan "${title.slice(0, 60)}" tidak ada di ${unit.name}. Impor jabatannya lebih dahulu.`);
  const capacity = CAPACITY_WORDS[sameText(values['capacity'] ?? '')];
  if (!capacity) return no(`Kedudukan "${values['capacity']!.slice(0, 30)}" tidak dikenal. Pakai definitif, Plt., Plh., Pj., atau Pjs.`);
  const held = ofThePerson.some((one) => one.post === post.id && one.capacity === capacity && one.fromDay <= around.today && (one.toDay === null || one.toDay >= around.today));
  const fromDay = values['from'] ? readDay(values['from']) : null;
  if (values['from'] && !fromDay) return no(`TMT "${values['from'].slice(0, 30)}" tidak terbaca. Tulis 2025-01-31 atau 31-01-2025.`);
  if (held || ofThePerson.some((one) => one.post === post.id && one.capacity === capacity && one.fromDay === fromDay)) return { ok: true, value: null };
  if (!fromDay) return no('TMT jabatan kosong. Isi tanggal mulai menjabat.');
  const toDay = values['to'] ? readDay(values['to']) : null;
  if (values['to'] && !toDay) return no(`Tanggal akhir "${values['to'].slice(0, 30)}" tidak terbaca. Tulis 2025-01-31 atau 31-01-2025.`);
  return { ok: true, value: { post: post.id, capacity, orderLetter: values['order']?.slice(0, 200) || null, fromDay, toDay } };
}

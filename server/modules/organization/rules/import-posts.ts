import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { duties as allDuties, type Duty } from '../contract.ts';
import { readDay } from '../../../engines/sheets/days-as-people-write-them.ts';
import { isYes, isYesOrNo, refused, sameText, type FieldRow, type Verdict } from '../../../engines/sheets/judged-rows.ts';
import { codeOf } from './import-units.ts';

export interface KnownPost {
  id: string;
  unit: string;
  title: string;
  isHead: boolean;
  duties: Duty[];
  reportsTo: string | null;
  sort: number;
  fromDay: CalendarDay;
  toDay: CalendarDay | null;
}
export interface PostFact {
  id: string | null;
  unit: string;
  title: string;
  isHead: boolean;
  duties: Duty[];
  /** Key (`postKey`) of the superior, there or in the file; null: none. */
  reportsTo: string | null;
  sort: number;
  fromDay: CalendarDay;
}
export interface PostSurroundings {
  today: CalendarDay;
  units: readonly { id: string; code: string; name: string; parent: string | null; fromDay: CalendarDay; toDay: CalendarDay | null }[];
  posts: readonly KnownPost[];
}

export const postKey = (unit: string, title: string): string => `${unit} ${sameText(title)}`;

const DUTY_WORDS: Record<string, Duty> = {
  loket: 'desk', 'petugas loket': 'desk', 'front office': 'desk', verifikator: 'verifier', verifikasi: 'verifier', analis: 'analyst', 'pertimbangan teknis': 'opinion', pertimbangan: 'opinion',
  pemeriksa: 'inspector', 'pemeriksa lapangan': 'inspector', bendahara: 'treasurer', paraf: 'initialer', pemaraf: 'initialer', 'penanda tangan': 'signer', 'tanda tangan': 'signer', penandatangan: 'signer',
  pimpinan: 'leader', asisten: 'assistant', 'asisten pimpinan': 'assistant', 'administrator instansi': 'administrator', 'administrator unit': 'unit-administrator', 'admin unit': 'unit-administrator', auditor: 'auditor',
  'admin koordinator': 'complaint-coordinator', 'admin pengaduan': 'complaint-coordinator', 'pejabat penghubung': 'complaint-liaison', penghubung: 'complaint-liaison',
  'koordinator spbe': 'assessment-coordinator', 'penanggung jawab penilaian': 'assessment-responsible', 'anggota tim asesor internal': 'assessment-member', 'asesor internal': 'assessment-member',
  'penyelenggara penilaian': 'assessment-organiser', asesor: 'assessor', 'asesor eksternal': 'assessor', 'tim reviu': 'assessment-reviewer',
  'tata usaha surat': 'letter-clerk', 'pengelola surat': 'letter-clerk', agendaris: 'letter-clerk',
};
const dutyOf = (word: string): Duty | null => ((allDuties as readonly string[]).includes(word.toLowerCase()) ? (word.toLowerCase() as Duty) : (DUTY_WORDS[sameText(word)] ?? null));

/** The unit that a file means: by code, else by its only namesake. */
export function unitFinder(units: PostSurroundings['units']): (text: string) => PostSurroundings['units'][number] | null {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const byName = Map.groupBy(units.filter((unit) => unit.toDay === null), (unit) => sameText(unit.name));
  return (text) => {
    const named = byName.get(sameText(text)) ?? [];
    return byCode.get(codeOf(text)) ?? (named.length === 1 ? named[0]! : null);
  };
}

/** Decides every line of a file of posts: known ones by unit and title. */
export function judgePosts(rows: readonly FieldRow[], around: PostSurroundings): Verdict<PostFact>[] {
  const findUnit = unitFinder(around.units);
  const known = new Map(around.posts.filter((post) => post.toDay === null).map((post) => [postKey(post.unit, post.title), post]));
  const headOf = new Map(around.posts.filter((post) => post.toDay === null && post.isHead).map((post) => [post.unit, postKey(post.unit, post.title)]));
  const lines = new Map<string, number>();
  const superiors = new Map<string, string[]>();
  for (const post of around.posts) if (post.toDay === null) superiors.set(sameText(post.title), [...(superiors.get(sameText(post.title)) ?? []), postKey(post.unit, post.title)]);
  for (const { values } of rows) {
    const unit = findUnit(values['unit'] ?? '');
    const title = sameText(values['title'] ?? '');
    if (!unit || !title) continue;
    const key = postKey(unit.id, title);
    const keys = superiors.get(title) ?? [];
    if (!keys.includes(key)) superiors.set(title, [...keys, key]);
  }

  return rows.map((row) => {
    const { values } = row;
    const reasons: string[] = [];
    const unit = findUnit(values['unit'] ?? '');
    if (!unit) reasons.push(values['unit'] ? `Unit "${values['unit'].slice(0, 60)}" tidak ditemukan. Pakai kode unitnya; unit diimpor lebih dahulu.` : 'Kode unit kosong.');
    else if (unit.toDay) reasons.push(`Unit ${unit.name} sudah ditutup.`);
    const title = values['title'] ?? '';
    if (title.length < 3 || title.length > 200) reasons.push('Nama jabatan kosong atau terlalu panjang.');
    const words = (values['duties'] ?? '').split(/[,;/]/).map((word) => word.trim()).filter(Boolean);
    const unknown = words.filter((word) => !dutyOf(word));
    if (unknown.length > 0) reasons.push(`Tugas "${unknown.join(', ').slice(0, 80)}" tidak dikenal. Pakai misalnya loket, verifikator, pemaraf, penanda tangan, pimpinan.`);
    if (!isYesOrNo(values['isHead'] ?? '')) reasons.push('Kolom kepala unit diisi ya atau tidak.');
    const before = unit ? known.get(postKey(unit.id, title)) : undefined;
    const fromDay = values['from'] ? readDay(values['from']) : (before?.fromDay ?? (unit && unit.fromDay > around.today ? unit.fromDay : around.today));
    if (!fromDay) reasons.push(`Tanggal "${values['from']!.slice(0, 30)}" tidak terbaca. Tulis 2025-01-31 atau 31-01-2025.`);
    if (values['sort'] && !/^\d{1,4}$/.test(values['sort'])) reasons.push('Urutan diisi angka 0 sampai 9999.');
    if (reasons.length > 0) return refused<PostFact>(row, reasons);

    const key = postKey(unit!.id, title);
    const first = lines.get(key);
    if (first !== undefined) return refused<PostFact>(row, [`Jabatan yang sama sudah ada di baris ${first}. Hapus salah satu.`]);
    lines.set(key, row.line);
    const isHead = 'isHead' in values && values['isHead'] !== '' ? isYes(values['isHead']!) : (before?.isHead ?? false);
    const head = headOf.get(unit!.id);
    if (isHead && head && head !== key) return refused<PostFact>(row, ['Unit ini sudah punya kepala. Satu unit punya satu kepala.']);
    if (isHead) headOf.set(unit!.id, key);

    const superior = values['reportsTo'] ? superiorOf(values['reportsTo'], unit!, superiors.get(sameText(values['reportsTo'])) ?? [], around) : null;
    if (superior && !superior.ok) return refused<PostFact>(row, [superior.reason]);
    if (superior?.ok && superior.key === key) return refused<PostFact>(row, ['Atasannya adalah jabatan itu sendiri.']);
    const knownSuperior = before?.reportsTo ? around.posts.find((post) => post.id === before.reportsTo) : undefined;
    const fact: PostFact = {
      id: before?.id ?? null, unit: unit!.id, title, isHead, fromDay: fromDay!,
      duties: 'duties' in values && words.length > 0 ? [...new Set(words.map((word) => dutyOf(word)!))] : (before?.duties ?? []),
      reportsTo: superior?.ok ? superior.key : knownSuperior ? postKey(knownSuperior.unit, knownSuperior.title) : null,
      sort: values['sort'] ? Number(values['sort']) : (before?.sort ?? 0),
    };
    const same = before && before.title === title && before.isHead === isHead && before.sort === fact.sort && before.duties.toSorted().join() === fact.duties.toSorted().join()
      && (knownSuperior ? postKey(knownSuperior.unit, knownSuperior.title) : null) === fact.reportsTo;
    return { line: row.line, values, verdict: before ? (same ? 'unchanged' : 'changed') : 'new', reasons: [], notes: [], fact };
  });
}

/** A superior is named by title: in the unit itself, in one above it, or the only one of that title. */
function superiorOf(title: string, unit: PostSurroundings['units'][number], keys: readonly string[], around: PostSurroundings): { ok: true; key: string } | { ok: false; reason: string } {
  const byId = new Map(around.units.map((one) => [one.id, one]));
  for (let at: PostSurroundings['units'][number] | undefined = unit, step = 0; at && step < 50; at = at.parent ? byId.get(at.parent) : undefined, step++) {
    const key = postKey(at.id, title);
    if (keys.includes(key)) return { ok: true, key };
  }
  if (keys.length === 1) return { ok: true, key: keys[0]! };
  return { ok: false, reason: keys.length === 0 ? `Atasan "${title.slice(0, 60)}" tidak ada. Tulis nama jabatannya, bukan nama orangnya.` : `Ada ${keys.length} jabatan bernama "${title.slice(0, 60)}". Tentukan atasannya dari halaman jabatan.` };
}

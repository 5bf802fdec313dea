import { desaTemplate } from '../modules/organization/reference-data.ts';
import type { Duty, Employment, UnitKind } from '../modules/organization/contract.ts';
import { bareName } from '../modules/organization/rules/names-are-compared-bare.ts';
import type { NewHoldingRow } from '../modules/organization/storage/holdings.ts';
import type { NewUnit } from '../modules/organization/storage/units.ts';
import type { PostRow } from '../modules/organization/storage/posts.ts';
import { addDays, type CalendarDay } from '../platform/kernel/calendar-day.ts';
import type { DemoHolder, Names, OrganisationFile, StaffFile } from './catalogue.ts';
import type { Invented, People } from './people.ts';
import type { Dice } from './random.ts';
import { planStaff } from './staff.ts';

/** What the tree of a regency is made from. Plain data in, plain data out: nothing is written here. */
export interface OrganisationPlan {
  units: NewUnit[];
  posts: Omit<PostRow, 'toDay' | 'version'>[];
  people: PlannedPerson[];
  holdings: NewHoldingRow[];
  /** Job classes (kelas jabatan) of posts by post, where the data name one. */
  classes: Map<string, number>;
}
export interface PlannedPerson extends Invented {
  id: string;
  bareName: string;
  nip: string | null;
  rank: string | null;
  employment: Employment;
  /** Made when the person has an account. */
  account?: { id: string; userName: string; note: string; documented: boolean; hat: string };
  /** Duties of all posts held: decide about the second factor. */
  duties: Duty[];
}
export interface Village {
  code: string;
  name: string;
}

interface Sources {
  file: OrganisationFile;
  staff: StaffFile;
  names: Names;
  people: People;
  dice: Dice;
  /** Districts and villages of the regency, by code. */
  districts: readonly Village[];
  villages: readonly Village[];
  anchorDay: CalendarDay;
}

const slug = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]+/g, '-').slice(0, 20);
const dotted = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** The village part of a code begins with 1 for a kelurahan, with 2 for a desa. */
export const isKelurahan = (code: string): boolean => code.split('.')[3]!.startsWith('1');

export function planOrganisation(s: Sources): OrganisationPlan {
  const { file, dice } = s;
  const from = addDays(s.anchorDay, -500);
  const plan: OrganisationPlan = { units: [], posts: [], people: [], holdings: [], classes: new Map() };
  const unitId = (code: string) => dice.id(`unit/${code}`);
  const byKey = new Map<string, PlannedPerson>();
  const postByKey = new Map<string, string>();
  const headPost = new Map<string, string>();
  const actingHeads = new Set(file.acting.flatMap((one) => one.headOf ?? []));
  let telephone = 100;

  const addUnit = (unit: { code: string; key?: string; kind: UnitKind; name: string; parent: string | null; region?: string; sort: number; address: string; postalCode?: string }) =>
    plan.units.push({
      id: unitId(unit.key ?? unit.code), code: unit.code, kind: unit.kind, name: unit.name, parent: unit.parent && unitId(unit.parent), region: unit.region ?? null, sort: unit.sort, fromDay: from,
      profile: { address: unit.address, phone: `(0352) 000-${(telephone += 1)}`, email: `${dotted(unit.code)}@ponorogo.example`, website: `${dotted(unit.code)}.ponorogo.example`, postalCode: unit.postalCode ?? '63411' },
    });

  const addPost = (unit: string, title: string, duties: readonly Duty[], options: { head?: boolean; sort: number; key?: string; name?: string }): string => {
    const id = dice.id(`post/${options.name ?? `${unit}/${title}`}`);
    plan.posts.push({ id, unit: unitId(unit), title, isHead: options.head ?? false, duties: [...duties], reportsTo: options.head ? null : (headPost.get(unit) ?? null), sort: options.sort, fromDay: from });
    if (options.head) headPost.set(unit, id);
    if (options.key) postByKey.set(options.key, id);
    return id;
  };

  const addPerson = (id: string, given: Partial<DemoHolder> & { employment: Employment; ageFrom?: number; ageTo?: number; district?: string }): PlannedPerson => {
    const own = dice.of(`person/${id}`);
    const person = s.people.invent(own, { name: given.name, sex: given.sex, from: given.ageFrom ?? 1969, to: given.ageTo ?? 1990, district: given.district });
    const planned: PlannedPerson = {
      ...person, id: dice.id(`person/${id}`), bareName: bareName(person.name), rank: given.rank ?? null, employment: given.employment, duties: [],
      nip: ['pns', 'cpns', 'pppk'].includes(given.employment) ? s.people.nipOf(own, person, given.employment, Number(s.anchorDay.slice(0, 4))) : null,
    };
    plan.people.push(planned);
    return planned;
  };

  const hold = (person: PlannedPerson, post: string, duties: readonly Duty[], how: Partial<NewHoldingRow> = {}): string => {
    const id = dice.id(`holding/${post}/${person.id}`);
    plan.holdings.push({ id, post, person: person.id, capacity: 'definitive', orderLetter: null, fromDay: addDays(from, 31), toDay: null, ...how });
    person.duties.push(...duties);
    return id;
  };

  const giveAccount = (person: PlannedPerson, userName: string, hat: string, note: string, documented: boolean) => {
    person.account = { id: dice.id(`account/${userName}`), userName, note, documented, hat };
  };

  const drawnHead = (unit: string, title: string, rank: string, titles: readonly string[] = s.names.headTitles) => {
    const post = addPost(unit, title, ['leader', 'signer'], { head: true, sort: 0 });
    const own = dice.of(`head/${unit}`);
    const sex = own.chance(0.7) ? 'L' : 'P';
    hold(addPerson(`head/${unit}`, { name: withTitle(s.people.name(own, sex), own.pick(titles)), sex, rank, employment: 'pns' }), post, ['leader', 'signer']);
  };

  // Agencies
  file.units.forEach((unit, sort) => addUnit({ ...unit, parent: unit.parent ?? (unit.kind === 'head-of-region' || unit.kind === 'dprd' ? null : 'BUPATI'), sort, address: unit.address ?? 'Jalan Aloon-Aloon Utara 9' }));
  // Districts stand under the regent, villages under their district.
  s.districts.forEach((district, index) =>
    addUnit({ code: `KEC-${slug(district.name)}`, key: district.code, kind: 'kecamatan', name: `Kecamatan ${district.name}`, parent: 'BUPATI', region: district.code, sort: 100 + index, address: `Jalan Raya ${district.name} ${10 + index}`, postalCode: postal(index) }));
  const often = new Map<string, number>();
  for (const { name } of s.villages) often.set(name, (often.get(name) ?? 0) + 1);
  s.villages.forEach((village, index) => {
    const district = s.districts.findIndex((one) => village.code.startsWith(`${one.code}.`));
    const town = isKelurahan(village.code);
    const own = often.get(village.name)! > 1 ? `${slug(village.name)}-${village.code.slice(6, 8)}` : slug(village.name);
    addUnit({
      code: `${town ? 'KEL' : 'DS'}-${own}`, key: village.code, kind: town ? 'kelurahan' : 'desa', name: `${town ? 'Kelurahan' : 'Desa'} ${village.name}`, parent: s.districts[district]!.code,
      region: village.code, sort: 1000 + index, address: `Jalan ${town ? 'Kelurahan' : 'Balai Desa'} ${village.name} 1`, postalCode: postal(district),
    });
  });

  // Named posts with their people
  file.posts.forEach((entry, sort) => {
    const post = addPost(entry.unit, entry.title, entry.duties, { head: entry.head, sort, key: entry.key });
    if (!entry.holder) return;
    const person = addPerson(`post/${entry.unit}/${entry.title}`, { ...entry.holder, district: entry.unit.startsWith('35.') ? entry.unit.slice(0, 8) : undefined });
    const holding = hold(person, post, entry.duties);
    if (entry.holder.key) byKey.set(entry.holder.key, person);
    if (entry.holder.account) giveAccount(person, entry.holder.account, entry.holder.hat ?? holding, entry.holder.note ?? '', true);
  });
  // Heads of all other agencies and districts
  for (const unit of file.units) if (!headPost.has(unit.code)) drawnHead(unit.code, unit.head ?? `Kepala ${unit.name}`, unit.headRank ?? (unit.kind === 'bagian' ? 'Pembina / IV.a' : 'Pembina Utama Muda / IV.c'), unit.headTitles);
  for (const district of s.districts) if (!headPost.has(district.code)) drawnHead(district.code, `Camat ${district.name}`, 'Pembina / IV.a');

  // Villages
  for (const village of s.villages) {
    const listed = file.villages.find((one) => one.region === village.code);
    if (!headPost.has(village.code)) {
      const posts = isKelurahan(village.code) ? kelurahanPosts(village.name) : desaTemplate(listed?.size ?? 'three');
      posts.forEach((template, sort) => {
        const post = addPost(village.code, template.title, template.duties, { head: template.head, sort });
        // A village without accounts is served by its head and its secretary.
        if (!listed && sort > 1) return;
        if (template.head && actingHeads.has(village.code)) return;
        const own = dice.of(`village/${village.code}/${sort}`);
        const sex = own.chance(template.head ? 0.8 : 0.5) ? 'L' : 'P';
        const employment: Employment = isKelurahan(village.code) ? 'pns' : 'village';
        const person = addPerson(`village/${village.code}/${sort}`, {
          name: withTitle(s.people.name(own, sex), own.pick(employment === 'pns' ? s.names.staffTitles : s.names.villageTitles)), sex, employment, district: village.code.slice(0, 8),
          ...(employment === 'pns' ? { rank: template.head ? 'Penata Tingkat I / III.d' : 'Penata Muda / III.a' } : {}),
        });
        const holding = hold(person, post, template.duties);
        if (listed) giveAccount(person, `${userNameOf(template.title)}.${dotted(village.name)}`, holding, noteOf(template.duties), listed.documented);
      });
    }
  }

  // Everybody else of the offices
  planStaff(s.staff, [...file.units.map((one) => ({ key: one.code, kind: one.kind })), ...s.districts.map((one) => ({ key: one.code, kind: 'kecamatan' as const }))], {
    dice, names: s.names, people: s.people, anchorDay: s.anchorDay, addPost, addPerson, hold,
    giveAccount: (person, userName, hat, note) => giveAccount(person, userName, hat, note, true),
    titlesIn: (unit) => plan.posts.filter((post) => post.unit === unitId(unit)).map((post) => post.title),
    classed: (post, jobClass) => plan.classes.set(post, jobClass),
  });

  // In Pudak everybody has a phone that works without network (pudak.ts); those without a note do not stand on /demo.
  const hills = new Set(plan.posts.filter((post) => post.unit === unitId('35.02.21')).map((post) => post.id));
  const phoned = plan.holdings.filter((one) => hills.has(one.post)).map((one) => ({ holding: one.id, person: plan.people.find((who) => who.id === one.person)! }));
  for (const [nth, { holding, person }] of phoned.entries()) if (!person.account) giveAccount(person, `pudak.${nth + 1}`, holding, '', false);

  // Acting holders
  for (const entry of file.acting) {
    const person = byKey.get(entry.person)!;
    const post = entry.post ? postByKey.get(entry.post)! : headPost.get(entry.headOf!)!;
    const fromDay = addDays(s.anchorDay, -30 * entry.monthsBefore - 3);
    const holding = hold(person, post, plan.posts.find((one) => one.id === post)!.duties, { capacity: entry.capacity, orderLetter: `${entry.order}/${fromDay.slice(0, 4)}`, fromDay, ...(entry.capacity === 'plt' ? { toDay: addDays(fromDay, 179) } : {}) });
    if (person.account?.hat === entry.post) person.account!.hat = holding;
  }
  return plan;
}

const withTitle = (name: string, title: string): string => (title ? `${name}, ${title}` : name);
const postal = (district: number): string => String(63450 + Math.max(0, district));
const userNameOf = (title: string): string =>
  ({ 'Kepala Desa': 'kades', 'Sekretaris Desa': 'sekdes', 'Kepala Seksi Pelayanan': 'kasi', 'Kepala Dusun': 'kadus', 'Operator Desa': 'operator', 'Sekretaris Kelurahan': 'sekkel' })[title] ?? 'lurah';
const noteOf = (duties: readonly Duty[]): string =>
  duties.includes('signer') ? 'Menandatangani surat keterangan usaha' : duties.includes('verifier') ? 'Memeriksa surat keterangan usaha' : 'Perangkat desa';

const kelurahanPosts = (name: string): { title: string; head: boolean; duties: Duty[] }[] => [
  { title: `Lurah ${name}`, head: true, duties: ['leader', 'signer'] },
  { title: 'Sekretaris Kelurahan', head: false, duties: ['verifier', 'initialer', 'desk', 'unit-administrator'] },
];

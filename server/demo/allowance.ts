import { setClasses } from '../modules/allowance/service/people.ts';
import { draftRules, getRules, publishRules, saveRules } from '../modules/allowance/service/rules.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import { viewersOf } from './letters.ts';
import { firstDayOf } from './schedules.ts';
import type { Seeding } from './seeding.ts';

/** Job classes of posts that the file of the staff does not name, by what their title begins with; heads by their kind of unit. */
const CLASS_OF: [RegExp, number][] = [
  [/^Sekretaris Daerah/, 15], [/^Sekretaris (Dinas|Badan)/, 12], [/^Kepala Bidang/, 11], [/^Sekretaris (Kecamatan|Kelurahan)/, 9], [/Madya$/, 11], [/Muda$/, 9], [/(Pertama|^Analis|^Auditor|^Perencana)/, 8], [/^(Kepala (Seksi|Sub)|Lurah)/, 9], [/^(Ajudan|Administrator|Bendahara)/, 7],
];
const HEADS: Record<string, number> = { dinas: 14, badan: 14, inspektorat: 14, setwan: 14, setda: 15, bagian: 12, rsud: 14, kecamatan: 12, uptd: 9, lainnya: 9, kelurahan: 9 };

/** Rules of the year before on, by the module's own verbs, and the class of every post of the offices. */
export async function seedAllowance(seeding: Seeding): Promise<void> {
  const { plan, anchor } = seeding;
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: people(userName) });
  const from = `${Number(firstDayOf(anchor.day).slice(0, 4)) - 1}-01`;
  const keeper = as('kepegawaian', anchor.at(anchor.workingDay(-50), '10:20'));
  const { id } = await draftRules(keeper, { from });
  const { rules } = await getRules(keeper, id);
  await saveRules(keeper, { id, version: 1, from, rules: { ...rules, title: 'TPP ASN Kabupaten Ponorogo (contoh)', legalBasis: 'Peraturan Bupati Ponorogo tentang TPP (contoh, angka belum diverifikasi); PP 12/2019 Pasal 58', approval: 'Persetujuan Mendagri 900.1.3.1/0000/Keuda (contoh)' } });
  await publishRules(keeper, { id, version: 2 });

  const units = new Map(plan.units.map((unit) => [unit.id, unit.kind as string]));
  const classes = plan.posts.flatMap((post) => {
    const kind = units.get(post.unit)!;
    if (kind === 'desa' || kind === 'head-of-region') return [];
    const known = plan.classes.get(post.id) ?? (post.isHead ? HEADS[kind] : CLASS_OF.find(([title]) => title.test(post.title))?.[1]) ?? 7;
    return [{ post: post.id, class: known }];
  });
  await setClasses(keeper, { fromDay: plan.posts[0]!.fromDay, basis: 'Peraturan Bupati tentang Kelas Jabatan (contoh)', classes });
}

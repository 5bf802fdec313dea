import { compulsoryDuties } from '../modules/identity/contract.ts';
import type { OrganisationPlan, PlannedPerson } from './organisation.ts';
import type { DemoEntry } from './write-organisation.ts';

const LEADERS = ['leader', 'assistant'];

/** Who can be tried out, in the order of the page /demo: the accounts that the documentation names. */
export function entriesOf(plan: OrganisationPlan): DemoEntry[] {
  const posts = new Map(plan.posts.map((post) => [post.id, post]));
  const units = new Map(plan.units.map((unit) => [unit.id, unit]));
  return plan.people.flatMap((person): DemoEntry[] => {
    if (!person.account?.documented) return [];
    const holding = plan.holdings.find((one) => one.id === person.account!.hat)!;
    const post = posts.get(holding.post)!;
    const unit = units.get(post.unit)!;
    const group = groupOf(person, unit.kind);
    return [{
      account: person.account.id, group, name: person.name, unit: unit.name, signIn: person.account.userName, note: person.account.note, holding: holding.id,
      title: holding.capacity === 'definitive' ? post.title : `${{ plt: 'Plt.', plh: 'Plh.', pj: 'Pj.', pjs: 'Pjs.' }[holding.capacity]} ${post.title}`,
      secondFactor: person.duties.some((duty) => (compulsoryDuties as readonly string[]).includes(duty)),
    }];
  });
}

const groupOf = (person: PlannedPerson, unitKind: string): DemoEntry['group'] =>
  person.duties.includes('administrator') ? 'administrator'
  : unitKind === 'desa' || unitKind === 'kelurahan' ? 'desa'
  : person.duties.some((duty) => LEADERS.includes(duty)) ? 'pimpinan'
  : 'petugas';

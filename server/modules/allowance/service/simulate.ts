import { compileRules } from '../../../engines/allowance/compile.ts';
import { computePay, type Facts } from '../../../engines/allowance/pay.ts';
import type { AllowanceRules } from '../../../engines/allowance/rules.ts';
import { formatDecimal } from '../../../engines/forms/indonesian-format.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { Simulation } from '../contract.ts';
import { firstDay, monthAfter, monthOf } from '../rules/months.ts';
import * as rulesStorage from '../storage/rules.ts';
import * as storage from '../storage/runs.ts';

interface Sum {
  people: Set<string>;
  before: number;
  after: number;
  perPerson: Map<string, { before: number; after: number; post: string; unit: string; class: number | null }>;
}
const nothing = (): Sum => ({ people: new Set(), before: 0, after: 0, perPerson: new Map() });

/** Months that were computed, by other rules: the same facts, other figures. Nothing is saved, nobody is told. Names stay out of the answer. */
export const simulate = (ctx: Context, input: { from?: string | undefined; to?: string | undefined; rules?: string | undefined; parameters: Record<string, string> }): Promise<Simulation> => readTenant(ctx, async (t) => {
  const { from, to } = await monthsOf(t, input);
  const runs = await storage.runsOfMonths(t.tx, t.instansi, firstDay(from), firstDay(to));
  if (runs.length === 0) throw new Refused({ code: 'allowance.no-months' });
  const base = input.rules ? await rulesStorage.findRules(t.tx, t.instansi, input.rules) : await rulesStorage.rulesInForce(t.tx, t.instansi, firstDay(to));
  if (!base) throw new Refused({ code: input.rules ? 'allowance.unknown' : 'allowance.no-rules' });
  const { rules, changes } = changed(base.rules, input.parameters);
  const compiled = orRefuse(compileRules(rules));

  const [all, byMonth, byClass, byUnit] = [nothing(), new Map<string, Sum>(), new Map<string, Sum>(), new Map<string, Sum>()];
  let [slips, unknown] = [0, 0];
  for (const some of inPieces(runs)) {
    for (const pay of await storage.factsOfRuns(t.tx, t.instansi, some.map((run) => run.id))) {
      const after = pay.gross === null ? null : computePay(compiled, pay.facts.segments.map((facts) => withClasses(facts, rules)), { ...pay.facts.person, koreksi: 0 }).gross;
      if (after === null) {
        unknown += 1;
        continue;
      }
      slips += 1;
      for (const sum of [all, entry(byMonth, monthOf(pay.month)), entry(byClass, pay.class === null ? 'Tanpa kelas' : `Kelas ${pay.class}`), entry(byUnit, pay.unitName)]) {
        sum.people.add(pay.person);
        sum.before += pay.gross!;
        sum.after += after;
        const own = sum.perPerson.get(pay.person) ?? { before: 0, after: 0, post: pay.postTitle, unit: pay.unitName, class: pay.class };
        sum.perPerson.set(pay.person, { ...own, before: own.before + pay.gross!, after: own.after + after });
      }
      // A year of many people takes seconds: whoever checks in meanwhile is not kept waiting.
      if ((slips + unknown) % 250 === 0) await new Promise((done) => setImmediate(done));
    }
  }
  const list = (of: Map<string, Sum>) => [...of].map(([name, sum]) => ({ name, ...told(sum) }));
  return {
    months: [...new Set(runs.map((run) => monthOf(run.month)))], slips, unknown, changes, ...told(all), byMonth: list(byMonth).sort((a, b) => (a.name < b.name ? -1 : 1)),
    byClass: list(byClass).sort((a, b) => Number(b.name.replace(/\D/g, '')) - Number(a.name.replace(/\D/g, ''))), byUnit: list(byUnit).sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || a.name.localeCompare(b.name, 'id')),
    most: [...all.perPerson.values()].filter((one) => one.after !== one.before).sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before)).slice(0, 10),
  };
});

/** As asked; else the last twelve months that were computed. */
async function monthsOf(t: TenantContext, asked: { from?: string | undefined; to?: string | undefined }): Promise<{ from: string; to: string }> {
  const known = (await storage.monthsWithRun(t.tx, t.instansi)).map((one) => monthOf(one.month));
  const to = asked.to ?? known[0];
  if (to === undefined) throw new Refused({ code: 'allowance.no-months' });
  const year = monthAfter(to, -11);
  const from = asked.from ?? known.findLast((month) => month >= year && month <= to) ?? to;
  if (to < from || monthAfter(from, 11) < to) throw new Refused({ code: 'allowance.months' });
  return { from, to };
}

const PEOPLE_AT_ONCE = 2000;
/** Lists of some two thousand people together, so that a month is never in memory whole. */
function inPieces(runs: readonly storage.RunStored[]): storage.RunStored[][] {
  const pieces: storage.RunStored[][] = [];
  let people = 0;
  for (const run of runs) {
    if (pieces.length === 0 || people + run.people > PEOPLE_AT_ONCE) {
      pieces.push([]);
      people = 0;
    }
    pieces.at(-1)!.push(run);
    people += run.people;
  }
  return pieces;
}

const entry = (of: Map<string, Sum>, name: string): Sum => of.get(name) ?? of.set(name, nothing()).get(name)!;
function told({ people, before, after, perPerson }: Sum) {
  const own = [...perPerson.values()];
  return { people: people.size, before, after, gain: own.filter((one) => one.after > one.before).length, lose: own.filter((one) => one.after < one.before).length, same: own.filter((one) => one.after === one.before).length };
}

/** A change of the table of classes works too: the class is a fact, its amount a rule. */
function withClasses(facts: Facts, rules: AllowanceRules): Facts {
  const of = (jobClass: unknown) => rules.classes.amounts[String(jobClass)];
  const [own, acting] = [of(facts['kelas']), of(facts['kelas_plt'])];
  const { tunjangan_kelas: _, ...rest } = facts;
  return { ...rest, ...(own === undefined ? {} : { tunjangan_kelas: own }), ...(acting === undefined ? {} : { tunjangan_plt: acting }) };
}

function changed(rules: AllowanceRules, parameters: Record<string, string>): { rules: AllowanceRules; changes: string[] } {
  const changes: string[] = [];
  const known = new Set(rules.parameters.map((one) => one.id));
  for (const [id, value] of Object.entries(parameters)) if (!known.has(id) || (value.trim() && !/^\d{1,12}(\.\d{1,10})?$/.test(plain(value)))) throw new Refused({ code: 'allowance.parameter', data: { id } });
  return {
    rules: {
      ...rules,
      parameters: rules.parameters.map((one) => {
        const value = plain(parameters[one.id] ?? '');
        if (value === '' || Number(value) === Number(one.value)) return one;
        changes.push(`${one.label}: ${formatDecimal(one.value)} menjadi ${formatDecimal(value)}`);
        return { ...one, value };
      }),
    },
    changes,
  };
}
const plain = (value: string): string => value.trim().replace(',', '.');

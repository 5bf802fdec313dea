import { indicatorsOf, isGroup, type EvidenceRule, type FormIndex, type FormInstrument, type Indicator, type LevelRule, type TreeNode, type WeightedInstrument } from '../../../engines/scoring/instrument.ts';
import { ok, type FieldRefusal, type Result } from '../../../platform/kernel/refusal.ts';
import { readLettered, type LetteredLine } from './lettered-lines.ts';

/** One level as somebody typed it: lines of criteria, of compulsory and of further evidence. */
export interface TypedLevel {
  level: number;
  criteria: string;
  main: string;
  other: string;
}
export interface Source {
  legalBasis: string;
  verified: boolean;
}

/**
 * The instrument with one indicator filled in from the annex of its regulation. A level left empty stays marked as to be
 * filled; one whose texts did not change keeps what it says about its source. Refuses `request.invalid` with the fields
 * `levels.<level>.<criteria|main|other>`.
 */
export function fillIndicator(instrument: WeightedInstrument, number: string, typed: readonly TypedLevel[], source: Source): Result<WeightedInstrument> {
  const indicator = indicatorsOf(instrument.tree).find((one) => one.indicator.number === number)!.indicator;
  const fields: FieldRefusal[] = [];
  const levels = indicator.levels.map((before): LevelRule => {
    const own = typed.find(({ level }) => level === before.level);
    if (!own) return before;
    const made = levelFrom(instrument, before, own, source, fields);
    return made && !sameTexts(made, before) ? made : before;
  });
  return fields.length > 0 ? { ok: false, refusal: { code: 'request.invalid', fields } } : ok({ ...instrument, tree: withLevels(instrument.tree, number, levels) });
}

function levelFrom({ ladder }: WeightedInstrument, before: LevelRule, own: TypedLevel, source: Source, fields: FieldRefusal[]): LevelRule | undefined {
  const read = (part: 'criteria' | 'main' | 'other', taken: string[] = []): LetteredLine[] => {
    const lines = readLettered(own[part], taken);
    if (Array.isArray(lines)) return lines;
    fields.push({ path: `levels.${own.level}.${part}`, message: lines.sentence });
    return [];
  };
  const [criteria, main] = [read('criteria'), read('main')];
  const other = read('other', main.map(({ id }) => id));
  if (criteria.length === 0 && main.length + other.length === 0) return { level: before.level, evidence: [], toFill: before.toFill ?? `Isi kriteria dari ${source.legalBasis}` };
  if (own.criteria.trim() === '') fields.push({ path: `levels.${own.level}.criteria`, message: 'Tulis juga kriterianya, atau kosongkan buktinya.' });
  else if (ladder === 'main-evidence' && main.length === 0) fields.push({ path: `levels.${own.level}.main`, message: 'Tulis paling sedikit satu bukti utama.' });
  const evidence: EvidenceRule[] = [...main.map((line) => ({ ...line, main: true })), ...other.map((line) => ({ ...line, main: false }))].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { level: before.level, criteria: Object.fromEntries(criteria.map(({ id, text }) => [id, text])), evidence, source };
}

/** Whether only the source differs, or not even that: a level that nobody changed keeps what was said of it. */
const sameTexts = (a: LevelRule, b: LevelRule): boolean => b.source !== undefined && a.source !== undefined ? JSON.stringify(a) === JSON.stringify(b) : JSON.stringify([a.criteria ?? {}, a.evidence, a.toFill]) === JSON.stringify([b.criteria ?? {}, b.evidence, b.toFill]);

const withLevels = (nodes: readonly TreeNode[], number: string, levels: Indicator['levels']): TreeNode[] =>
  nodes.map((node) => (isGroup(node) ? { ...node, children: withLevels(node.children, number, levels) } : node.number === number ? { ...node, levels } : node));

/** The form with its index set, or without one again. */
export function fillFormIndex(instrument: FormInstrument, index: FormIndex | null): FormInstrument {
  const { index: _, ...rest } = instrument;
  return index ? { ...rest, index } : rest;
}

/** What a form may be scored by: choices that are answered alike together, and sums of rupiah with their parts. */
export interface ScoringOffer {
  variables: { id: string; title: string }[];
  answers: { key: string; variable: string; title: string; fields: string[]; options: string[]; multi: boolean }[];
  sums: { key: string; title: string; whole: string; parts: { id: string; label: string }[] }[];
  amounts: { id: string; label: string }[];
}

/** Few fields of the same options may mean different things (a blank spot is no good "ya"): up to this many stand alone. */
const ALONE = 4;

export function scoringOffer({ sections, checks }: FormInstrument): ScoringOffer {
  const fields = sections.flatMap((section) => section.fields);
  const choices = fields.filter(({ answer, options, variable }) => (answer === 'choice' || answer === 'multi') && options && variable !== 'identitas');
  const alike = [...Map.groupBy(choices, ({ variable, group, options }) => JSON.stringify([variable, group, options])).values()];
  const label = (id: string): string => fields.find((field) => field.id === id)?.label ?? id;
  return {
    variables: [...new Set(fields.map(({ variable }) => variable))].filter((id) => id !== 'identitas').map((id) => ({ id, title: sentenceCase(id) })),
    answers: alike.flatMap((group) => {
      const [first] = group as [typeof group[number]];
      const shared = { variable: first.variable, options: first.options!, multi: first.answer === 'multi' };
      if (group.length <= ALONE) return group.map((one) => ({ ...shared, key: one.id, title: one.label, fields: [one.id] }));
      return [{ ...shared, key: first.id, title: sentenceCase(first.group), fields: group.map(({ id }) => id) }];
    }),
    sums: checks.map(({ total, parts }) => ({ key: total, title: label(total), whole: total, parts: parts.map((id) => ({ id, label: label(id) })) })),
    amounts: fields.filter(({ answer }) => answer === 'rupiah').map(({ id, label: text }) => ({ id, label: text })),
  };
}
const sentenceCase = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}`.replaceAll('_', ' ');

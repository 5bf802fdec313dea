import { bandFaults, parseBand, resultEnds, type Band } from './bands.ts';
import { compareExact, exact, exactDecimal, sum } from './exact.ts';
import { indicatorsOf, isGroup, type FormField, type FormIndex, type FormIndexItem, type FormInstrument, type Indicator, type Instrument, type TreeNode, type WeightedInstrument } from './instrument.ts';

/** One thing to repair: where, and what to do, in Indonesian. */
export interface InstrumentFault {
  place: string;
  sentence: string;
}

/**
 * What the format alone cannot see: weights sum to the whole at every branch of the tree, each level has criteria or is
 * marked as to be filled, bands cover the scale without gap or overlap, numbers are unique. Empty = sound.
 */
export const checkInstrument = (instrument: Instrument): InstrumentFault[] => [
  ...(instrument.validFrom && instrument.validTo && instrument.validFrom >= instrument.validTo ? [{ place: 'validTo', sentence: 'Akhir masa berlaku harus sesudah awalnya.' }] : []),
  ...(instrument.method === 'weighted-mean' ? [...scaleFaults(instrument), ...weightFaults(instrument), ...numberFaults(instrument), ...levelFaults(instrument), ...predicateFaults(instrument)] : formFaults(instrument)),
];

const say = (text: string): string => text.replace('.', ',');
const twice = <T>(all: readonly T[]): T[] => [...new Set(all.filter((one, at) => all.indexOf(one) !== at))];

function scaleFaults({ scale, answer, ladder }: WeightedInstrument): InstrumentFault[] {
  const [min, max] = [exact(scale.min), exact(scale.max)];
  if (compareExact(min, max) >= 0) return [{ place: 'scale', sentence: 'Nilai terendah skala harus di bawah nilai tertinggi.' }];
  if (answer === 'level' && (min.d !== 1n || max.d !== 1n || max.n - min.n > 20n)) return [{ place: 'scale', sentence: 'Skala tingkat harus bilangan bulat, paling banyak 20 langkah.' }];
  return answer === 'value' && ladder !== 'none' ? [{ place: 'ladder', sentence: 'Instrumen dengan nilai bebas tidak memakai tangga tingkat. Tulis ladder: none.' }] : [];
}

function weightFaults({ tree, weights, tiers }: WeightedInstrument): InstrumentFault[] {
  const faults: InstrumentFault[] = [];
  const order = tiers.map(({ id }) => id);
  const walk = (children: readonly TreeNode[], weight: string, place: string, depth: number) => {
    const total = sum(children.map((child) => exact(child.weight)));
    if (compareExact(total, exact(weight)) !== 0) faults.push({ place, sentence: `Bobot di bawah ${place} berjumlah ${say(exactDecimal(total))}, seharusnya ${say(weight)}.` });
    for (const child of children) {
      const name = placeOf(child, tiers);
      if (exact(child.weight).n <= 0n) faults.push({ place: name, sentence: `Bobot ${name} harus lebih dari nol.` });
      if (!isGroup(child)) continue;
      if (order.indexOf(child.tier) !== depth) faults.push({ place: name, sentence: `Lapisan "${child.tier}" tidak pada tempatnya. Urutan lapisan: ${order.join(', ') || 'tidak ada'}.` });
      walk(child.children, child.weight, name, depth + 1);
    }
  };
  walk(tree, weights.whole, 'keseluruhan', 0);
  return faults;
}

const placeOf = (node: TreeNode, tiers: WeightedInstrument['tiers']): string =>
  isGroup(node) ? `${tiers.find(({ id }) => id === node.tier)?.title ?? node.tier} ${node.number}` : `Indikator ${node.number}`;

function numberFaults({ tree, tiers }: WeightedInstrument): InstrumentFault[] {
  const places: string[] = [];
  const walk = (nodes: readonly TreeNode[]) => {
    for (const one of nodes) {
      places.push(placeOf(one, tiers));
      if (isGroup(one)) walk(one.children);
    }
  };
  walk(tree);
  return twice(places).map((place) => ({ place, sentence: `Nomor ${place} dipakai dua kali. Beri nomor yang berbeda.` }));
}

function levelFaults(instrument: WeightedInstrument): InstrumentFault[] {
  if (instrument.ladder === 'none') return [];
  const steps = stepsOf(instrument);
  const faults: InstrumentFault[] = [];
  for (const [id, capability] of Object.entries(instrument.capabilities)) {
    if (capability.levels.map(({ level }) => level).join() !== steps.join()) faults.push({ place: `capabilities.${id}`, sentence: `Kapabilitas "${capability.title}" harus menamai tingkat ${steps.join(', ')} masing-masing sekali, berurutan.` });
  }
  for (const { indicator } of indicatorsOf(instrument.tree)) faults.push(...indicatorFaults(instrument, indicator, steps));
  return faults;
}

/** The whole steps of the scale, the lowest first. */
export const stepsOf = ({ scale }: WeightedInstrument): number[] => Array.from({ length: Number(scale.max) - Number(scale.min) + 1 }, (_, at) => Number(scale.min) + at);

function indicatorFaults(instrument: WeightedInstrument, indicator: Indicator, steps: readonly number[]): InstrumentFault[] {
  const place = `Indikator ${indicator.number}`;
  const faults: InstrumentFault[] = [];
  if (indicator.capability !== undefined && !Object.hasOwn(instrument.capabilities, indicator.capability)) faults.push({ place, sentence: `Kapabilitas "${indicator.capability}" pada ${place} tidak ada.` });
  if (indicator.levels.map(({ level }) => level).join() !== steps.join()) return [...faults, { place, sentence: `${place} harus memuat tingkat ${steps.join(', ')} masing-masing sekali, berurutan.` }];
  for (const { level, criteria, toFill, evidence } of indicator.levels) {
    const at = `${place}, tingkat ${level}`;
    const has = criteria !== undefined && Object.keys(criteria).length > 0;
    if (has === (toFill !== undefined)) faults.push({ place: at, sentence: has ? `${at} berisi kriteria dan sekaligus ditandai belum diisi. Hapus tandanya.` : `${at} belum berisi kriteria. Isi, atau tandai dengan toFill dari mana kriterianya diambil.` });
    if (instrument.ladder === 'main-evidence' && has && !evidence.some(({ main }) => main)) faults.push({ place: at, sentence: `${at} belum menyebut bukti utama. Tandai paling sedikit satu bukti dengan main: true.` });
    for (const id of twice(evidence.map((one) => one.id))) faults.push({ place: at, sentence: `Bukti "${id}" pada ${at} ditulis dua kali.` });
  }
  return faults;
}

function predicateFaults({ predicate, scale, result }: WeightedInstrument): InstrumentFault[] {
  const bands: Band[] = [];
  const faults: InstrumentFault[] = [];
  for (const one of predicate.bands) {
    const band = parseBand(one);
    if (band) bands.push(band);
    else faults.push({ place: 'predicate', sentence: `Rentang "${one.range}" untuk "${one.label}" tidak dapat dibaca. Tulis misalnya "[1.8, 2.6)".` });
  }
  for (const label of twice(predicate.bands.map(({ label }) => label))) faults.push({ place: 'predicate', sentence: `Predikat "${label}" ditulis dua kali.` });
  for (const year of twice(predicate.byYear.map((one) => one.year))) faults.push({ place: 'predicate', sentence: `Dasar predikat tahun ${year} ditulis dua kali.` });
  if (faults.length > 0) return faults;
  const ends = resultEnds(scale, result.factor);
  return bandFaults(bands, ends.min, ends.max).map((sentence) => ({ place: 'predicate', sentence }));
}

function formFaults({ sections, channels, checks, index }: FormInstrument): InstrumentFault[] {
  const fields = sections.flatMap((section) => section.fields);
  const offered = new Set(fields.flatMap((field) => (field.answer === 'multi' ? (field.options ?? []) : [])));
  const named = [channels.none, ...channels.classes.flatMap(({ options }) => options)];
  return [
    ...twice(sections.map(({ number }) => number)).map((number) => ({ place: `Bagian ${number}`, sentence: `Nomor bagian ${number} dipakai dua kali.` })),
    ...twice(fields.map(({ id }) => id)).map((id) => ({ place: id, sentence: `Isian "${id}" ditulis dua kali.` })),
    ...fields.filter(({ answer, options, id }) => answer === 'multi' && (options?.length ?? 0) < 2 && id).map(({ id }) => ({ place: id, sentence: `Isian "${id}" butuh paling sedikit dua pilihan.` })),
    ...checks.flatMap(({ total, parts }) => [total, ...parts]).filter((id) => fields.find((field) => field.id === id)?.answer !== 'rupiah').map((id) => ({ place: 'checks', sentence: `Pemeriksaan menyebut "${id}", yang bukan isian rupiah.` })),
    ...named.filter((option) => !offered.has(option)).map((option) => ({ place: 'channels', sentence: `Kanal "${option}" tidak ada di antara pilihan formulir.` })),
    ...twice(named).map((option) => ({ place: 'channels', sentence: `Kanal "${option}" masuk dua golongan.` })),
    ...(index ? formIndexFaults(index, fields) : []),
  ];
}

function formIndexFaults({ variables, items, stages }: FormIndex, fields: readonly FormField[]): InstrumentFault[] {
  const fault = (sentence: string): InstrumentFault => ({ place: 'indeks', sentence });
  const known = new Map(fields.map((field) => [field.id, field]));
  const total = sum(variables.map(({ weight }) => exact(weight)));
  const answered = items.flatMap((item) => (item.kind === 'answers' ? item.fields : []));
  return [
    ...(compareExact(total, exact('100')) === 0 ? [] : [fault(`Bobot variabel berjumlah ${say(exactDecimal(total))}, seharusnya 100.`)]),
    ...twice(variables.map(({ id }) => id)).map((id) => fault(`Variabel "${id}" ditulis dua kali.`)),
    ...variables.flatMap(({ id, title, weight }) => {
      const own = items.filter(({ variable }) => variable === id);
      const whole = sum(own.map((item) => exact(item.weight)));
      if (own.length === 0) return exact(weight).n === 0n ? [] : [fault(`Variabel ${title} berbobot, tetapi belum ada yang dinilai di dalamnya.`)];
      return compareExact(whole, exact('100')) === 0 ? [] : [fault(`Bobot di dalam ${title} berjumlah ${say(exactDecimal(whole))}, seharusnya 100.`)];
    }),
    ...items.filter(({ variable }) => !variables.some(({ id }) => id === variable)).map(({ title, variable }) => fault(`"${title}" menyebut variabel "${variable}", yang tidak ada.`)),
    ...twice(answered).map((id) => fault(`Isian "${known.get(id)?.label ?? id}" dinilai dua kali.`)),
    ...items.flatMap((item) => (item.kind === 'ratio' ? ratioFaults(item, known) : pointFaults(item, known))).map(fault),
    ...stageFaults(stages).map(fault),
  ];
}

const ratioFaults = ({ title, parts, whole }: Extract<FormIndexItem, { kind: 'ratio' }>, known: ReadonlyMap<string, FormField>): string[] => [
  ...[whole, ...parts].filter((id) => known.get(id)?.answer !== 'rupiah').map((id) => `"${title}" menyebut "${id}", yang bukan isian rupiah.`),
  ...twice(parts).map((id) => `"${title}" menjumlahkan "${id}" dua kali.`),
];

function pointFaults({ title, fields, points }: Extract<FormIndexItem, { kind: 'answers' }>, known: ReadonlyMap<string, FormField>): string[] {
  const high = Object.values(points).some((value) => value !== 'out' && compareExact(exact(value), exact('100')) > 0);
  return [
    ...(high ? [`Nilai jawaban "${title}" paling tinggi 100.`] : []),
    ...(Object.values(points).every((value) => value === 'out') ? [`"${title}" tidak punya jawaban yang bernilai.`] : []),
    ...fields.flatMap((id) => {
      const field = known.get(id);
      if (!field?.options || (field.answer !== 'choice' && field.answer !== 'multi')) return [`"${title}" menyebut "${id}", yang bukan isian pilihan.`];
      return field.options.filter((option) => !Object.hasOwn(points, option)).map((option) => `Jawaban "${option}" pada "${title}" belum bernilai.`);
    }),
  ];
}

function stageFaults(stages: FormIndex['stages']): string[] {
  const bands = stages.map(parseBand);
  const unread = stages.filter((_, at) => bands[at] === null).map(({ label, range }) => `Batas "${range}" untuk tahap "${label}" tidak dapat dibaca. Tulis misalnya "[0, 40)".`);
  return unread.length > 0 ? unread : [...twice(stages.map(({ label }) => label)).map((label) => `Tahap "${label}" ditulis dua kali.`), ...bandFaults(bands as Band[], exact('0'), exact('100')).map((one) => one.replace('Predikat', 'Tahap').replace('berpredikat', 'bertahap').replace('predikat', 'tahap'))];
}

import { Refused } from '../../platform/kernel/refusal.ts';
import { catalogueIds, catalogueInstrument } from '../../engines/scoring/instrument-catalogue.ts';
import { indicatorsOf, type Instrument, type PredicateBasis, type WeightedInstrument } from '../../engines/scoring/instrument.ts';
import { readLevelsFile } from '../../engines/scoring/levels-file.ts';
import { scoringRefusals } from '../../engines/scoring/refusals.ts';
import { prepare, score, type InstrumentScore, type Prepared } from '../../engines/scoring/score.ts';
import { DONE, printJson, Usage, type Command } from '../command.ts';
import { readTextFile } from '../read-text.ts';

/** `pendopo assessment instruments`: what there is in the catalogue. Needs no database. */
export const assessmentInstruments: Command = {
  usage: '',
  options: {},
  run(_given, io) {
    printJson(io, catalogueIds().map((id) => about(catalogueInstrument(id)!)));
    return DONE;
  },
};

/** `pendopo assessment score`: exact indices from levels. Needs no database; nothing is written for a file with a fault. */
export const assessmentScore: Command = {
  usage: '--instrument ID --levels BERKAS.csv [--predicate-basis rounded|unrounded]',
  options: { instrument: 'value', levels: 'value', 'predicate-basis': 'value' },
  refusals: scoringRefusals,
  run(given, io) {
    const instrument = weighted(given.value('instrument'));
    const path = given.value('levels');
    if (path === undefined) throw new Usage('Sebutkan --levels dengan berkas CSV berkolom institution, number, level.');
    const basis = given.value('predicate-basis') ?? instrument.predicate.basis;
    if (basis !== 'rounded' && basis !== 'unrounded') throw new Usage('Nilai --predicate-basis harus rounded atau unrounded.');
    const prepared = prepare(instrument);
    const read = readLevelsFile(readTextFile(path, { megabytes: 20 }), prepared);
    if (!read.ok) throw new Refused(read.refusal);
    const lines = read.value.map(({ institution, levels }) => JSON.stringify(printed(institution, prepared, score(prepared, levels, basis))));
    io.out(`[\n${lines.join(',\n')}\n]`);
    return DONE;
  },
};

function weighted(id: string | undefined): WeightedInstrument {
  const known = `Yang ada: ${catalogueIds().join(', ')}.`;
  if (id === undefined) throw new Usage(`Sebutkan --instrument. ${known}`);
  const instrument = catalogueInstrument(id);
  if (!instrument) throw new Usage(`Instrumen "${id.slice(0, 40)}" tidak ada. ${known}`);
  if (instrument.method !== 'weighted-mean') throw new Usage(`${instrument.name} tidak punya bobot yang terbit, jadi tidak ada indeks yang dapat dihitung.`);
  return instrument;
}

function printed(institution: string, prepared: Prepared, result: InstrumentScore) {
  const tier = (id: string) => result.groups.filter((one) => one.tier === id).map(({ number, name, index, exact, predicate }) => ({ number, name, index, exact, predicate }));
  return { institution, index: result.index, exact: result.exact, predicate: result.predicate, instrument: prepared.instrument.id, predicateBasis: result.basis satisfies PredicateBasis, domains: tier('domain'), aspects: tier('aspect') };
}

const about = (one: Instrument) => ({
  id: one.id, name: one.name, title: one.title, owner: one.owner,
  validFrom: one.validFrom ?? null, validTo: one.validTo ?? null,
  indicators: one.method === 'weighted-mean' ? indicatorsOf(one.tree).length : one.sections.reduce((sum, { fields }) => sum + fields.length, 0),
  method: one.method,
  scale: one.method === 'weighted-mean' ? one.scale : null,
  predicateBasis: one.method === 'weighted-mean' ? one.predicate.basis : null,
  legalBasis: one.legalBasis.map(({ title, verified }) => ({ title, verified })),
});

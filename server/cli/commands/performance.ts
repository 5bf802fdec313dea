import { PREDICATES, predicateOf, RATINGS, readRating, type Rating } from '../../engines/performance/predicate.ts';
import { DONE, printJson, Usage, type Command, type Given } from '../command.ts';

/** `pendopo performance predicate`: the predicate of an employee from its two ratings. Needs no database. */
export const performancePredicate: Command = {
  usage: '--hasil di-atas|sesuai|di-bawah --perilaku di-atas|sesuai|di-bawah\nBoleh juga ditulis "di atas ekspektasi" atau di_atas.',
  options: { hasil: 'value', perilaku: 'value' },
  faultsAreData: true,
  run(given, io) {
    const hasil = ratingOf(given, 'hasil');
    const perilaku = ratingOf(given, 'perilaku');
    const predicate = predicateOf(hasil, perilaku);
    printJson(io, { hasil, perilaku, predicate, rank: PREDICATES.indexOf(predicate) + 1, legalBasis: 'PermenPANRB 6/2022; SE MenPANRB 3/2023' });
    return DONE;
  },
};

function ratingOf(given: Given, name: 'hasil' | 'perilaku'): Rating {
  const text = given.value(name);
  const rating = text === undefined ? undefined : readRating(text);
  if (!rating) throw new Usage(`${text === undefined ? `Sebutkan --${name}` : `Nilai --${name} "${text.slice(0, 40)}" tidak dikenal`}: ${Object.keys(RATINGS).join(', ')}.`);
  return rating;
}

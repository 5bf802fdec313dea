import { sentenceOf } from '../../platform/kernel/refusal.ts';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dayIn, isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import { parseNik, type NikContext } from '../../engines/identifiers/nik.ts';
import { identifierRefusals } from '../../engines/identifiers/refusals.ts';
import { DONE, printFault, printJson, Usage, type Command } from '../command.ts';

/** `pendopo nik check`: form and content of a NIK by rule; whether it exists only Dukcapil knows. Several words are one number. */
export const nikCheck: Command = {
  usage: 'NIK [--birth-date TTTT-BB-HH] [--sex L|P]',
  options: { 'birth-date': 'value', sex: 'value' },
  words: [1, 8],
  run(given, io) {
    const birthDate = given.value('birth-date');
    const sex = given.value('sex');
    if (birthDate !== undefined && !isCalendarDay(birthDate)) {
      throw new Usage('Nilai --birth-date bukan tanggal yang ada. Tulis misalnya 1968-08-05.');
    }
    if (sex !== undefined && sex !== 'L' && sex !== 'P') throw new Usage('Nilai --sex harus L atau P.');
    const context: NikContext = { today: dayIn(io.now(), 'WIB'), regionExists: regencyExists() };
    if (birthDate !== undefined) context.birthDate = birthDate;
    if (sex !== undefined) context.sex = sex;
    const result = parseNik(given.words.join(' '), context);
    if (!result.ok) return printFault(io, result.refusal.code, sentenceOf(result.refusal, identifierRefusals));
    printJson(io, { valid: true, ...result.value });
    for (const warning of result.value.warnings) io.say(warning.message);
    return DONE;
  },
};

/** Looks a regency code up in the region data that comes with the product. */
function regencyExists(): (code: string) => boolean {
  const home = createRequire(import.meta.url).resolve('idn-area-data/package.json');
  const list = readFileSync(new URL('data/regencies.csv', `file://${home}`), 'utf8');
  const codes = new Set(list.split('\n').map((line) => line.slice(0, line.indexOf(','))));
  return (code) => codes.has(code);
}

import { deduct, type Fault } from '../../engines/attendance/deduct.ts';
import { attendanceRefusals } from '../../engines/attendance/refusals.ts';
import { catalogueSchemes } from '../../engines/attendance/scheme.ts';
import { readShift, readTime } from '../../engines/attendance/shift.ts';
import { orRefuse } from '../../platform/kernel/refusal.ts';
import { DONE, printJson, Usage, type Command, type Given } from '../command.ts';

/** `pendopo attendance deduct`: what one working day costs, with every step. Needs no database. A punch that is left out is missing. */
export const attendanceDeduct: Command = {
  usage: `--policy SKEMA --shift JJ:MM-JJ:MM [--in JJ:MM[:DD]] [--out JJ:MM[:DD]] [--overnight]\nSkema: ${catalogueSchemes().map(({ id, title }) => `${id} (${title})`).join(', ')}.\nTanpa --in atau --out berarti tidak absen masuk atau pulang; tanpa keduanya berarti tidak hadir.`,
  options: { policy: 'value', shift: 'value', in: 'value', out: 'value', overnight: 'flag' },
  faultsAreData: true,
  refusals: attendanceRefusals,
  run(given, io) {
    const schemes = catalogueSchemes();
    const wanted = given.value('policy');
    const scheme = schemes.find(({ id }) => id.toLowerCase() === wanted?.trim().toLowerCase());
    if (!scheme) throw new Usage(`${wanted === undefined ? 'Sebutkan --policy.' : `Skema "${wanted.slice(0, 40)}" tidak ada.`} Yang ada: ${schemes.map(({ id, title }) => `${id} (${title})`).join(', ')}.`);
    const shiftText = given.value('shift');
    if (shiftText === undefined) throw new Usage('Sebutkan --shift, misalnya 07:30-16:00.');
    const shift = orRefuse(readShift(shiftText, { overnight: given.flag('overnight') }));
    const times = { in: timeOf(given, 'in'), out: timeOf(given, 'out') };
    const day = orRefuse(deduct(scheme, shift, times));
    printJson(io, {
      policy: scheme.id, legalBasis: scheme.legalBasis, shift: shiftText.trim(), overnight: shift.overnight, in: given.value('in')?.trim() ?? null, out: given.value('out')?.trim() ?? null,
      absent: day.absent, ...side('late', day.late), ...side('early', day.early), deduction: day.percent / 100, unit: 'percent', steps: day.steps,
    });
    return DONE;
  },
};

const side = (name: 'late' | 'early', fault: Fault | undefined) => ({ [`${name}Minutes`]: fault ? (fault.minutes ?? null) : 0, [`${name}Band`]: fault?.code ?? null, [`${name}Percent`]: (fault?.percent ?? 0) / 100 });

function timeOf(given: Given, name: 'in' | 'out'): number | undefined {
  const text = given.value(name);
  if (text === undefined) return undefined;
  const time = readTime(text);
  if (time === undefined) throw new Usage(`Nilai --${name} harus jam yang ada, misalnya 08:01 atau 08:01:30.`);
  return time;
}

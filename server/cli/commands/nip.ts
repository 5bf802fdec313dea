import { sentenceOf } from '../../platform/kernel/refusal.ts';
import { dayIn } from '../../platform/kernel/calendar-day.ts';
import { parseNip } from '../../engines/identifiers/nip.ts';
import { identifierRefusals } from '../../engines/identifiers/refusals.ts';
import { DONE, printFault, printJson, type Command } from '../command.ts';

/** `pendopo nip check`: form and content of a NIP (PNS) or NI PPPK. Several words are one number, as it is printed. */
export const nipCheck: Command = {
  usage: 'NIP',
  options: {},
  faultsAreData: true,
  words: [1, 4],
  run(given, io) {
    const result = parseNip(given.words.join(' '), { today: dayIn(io.now(), 'WIB') });
    if (!result.ok) return printFault(io, result.refusal.code, sentenceOf(result.refusal, identifierRefusals));
    printJson(io, { valid: true, ...result.value });
    for (const warning of result.value.warnings) io.say(warning.message);
    return DONE;
  },
};

import { Refused, sentenceOf } from '../platform/kernel/refusal.ts';
import { readArguments } from './arguments.ts';
import { DONE, printJson, REFUSED, Usage, type CommandIo } from './command.ts';
import { commands, type CommandEntry } from './commands.ts';

/** Runs `pendopo <noun> <verb> …` and returns the exit code: 0 done, 2 refused, 1 something nobody expected. */
export async function main(args: readonly string[], io: CommandIo, table: readonly CommandEntry[] = commands): Promise<number> {
  const alone = table.some((entry) => entry.noun === args[0] && entry.verb === '') && (args[1] === undefined || args[1].startsWith('-'));
  const [noun, verb, ...rest] = alone ? [args[0]!, '', ...args.slice(1)] : args;
  if (noun === '--help' || noun === '-h' || noun === 'help') {
    io.out(help(table));
    return DONE;
  }
  if (noun === undefined) return refused(io, 'Sebutkan perintahnya.', help(table));

  const ofNoun = table.filter((entry) => entry.noun === noun);
  if (ofNoun.length === 0) return refused(io, `Perintah "${noun.slice(0, 40)}" tidak dikenal.`, help(table));
  if (verb === '--help' || verb === '-h') {
    io.out(help(ofNoun));
    return DONE;
  }
  const entry = ofNoun.find((one) => one.verb === verb);
  if (!entry) {
    const sentence = verb === undefined ? `Lengkapi perintah "${noun}".` : `"${noun} ${verb.slice(0, 40)}" tidak dikenal.`;
    return refused(io, sentence, help(ofNoun));
  }

  const command = await entry.load();
  const usage = ['Cara pakai: pendopo', noun, entry.verb, command.usage].filter(Boolean).join(' ');
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${entry.summary}\n${usage}`);
    return DONE;
  }
  try {
    return await command.run(readArguments(rest, command), io);
  } catch (error) {
    const fault = error instanceof Usage ? { code: 'arguments', reason: error.message } : error instanceof Refused ? { code: error.refusal.code, reason: sentenceOf(error.refusal, command.refusals ?? {}) } : undefined;
    if (fault) {
      if (command.faultsAreData) printJson(io, { valid: false, ...fault });
      return refused(io, fault.reason, ...(error instanceof Usage ? [`Bantuan: npm run -s pendopo -- ${noun} ${entry.verb} --help`] : []));
    }
    // Nobody planned this one. The stack is for whoever repairs it, not for whoever typed the command.
    io.say(`Terjadi kesalahan yang tidak terduga: ${error instanceof Error ? error.message : String(error)}`);
    io.say(process.env['PENDOPO_DEBUG'] && error instanceof Error ? String(error.stack) : 'Ulangi dengan PENDOPO_DEBUG=1 untuk rinciannya.');
    return 1;
  }
}

function refused(io: CommandIo, ...texts: string[]): number {
  for (const text of texts) io.say(text);
  return REFUSED;
}

function help(entries: readonly CommandEntry[]): string {
  const width = Math.max(...entries.map((entry) => entry.noun.length + entry.verb.length + 1));
  const rows = entries.map((entry) => `  ${`${entry.noun} ${entry.verb}`.padEnd(width)}  ${entry.summary}`);
  return ['Cara pakai: npm run -s pendopo -- <kata benda> <kata kerja> [pilihan]', ...rows, 'Rincian: tambahkan --help di belakang perintah.'].join('\n');
}

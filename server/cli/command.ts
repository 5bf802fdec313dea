import type { RefusalTable } from '../platform/kernel/refusal.ts';

/** What a command may touch: data goes to `out` (standard output), sentences to `say` (standard error). */
export interface CommandIo {
  out(text: string): void;
  say(text: string): void;
  now(): Date;
}

export const DONE = 0;
export const REFUSED = 2;

/** One `pendopo <noun> <verb>`. A command that needs the database opens and closes it inside `run`. */
export interface Command {
  /** Shown by `--help` and with a refusal of the arguments: `NIK [--birth-date TTTT-BB-HH]`. */
  usage: string;
  options: Readonly<Record<string, OptionKind>>;
  /** How many words may follow the verb: least and most. */
  words?: readonly [least: number, most: number];
  /** A refusal is an answer too: it is printed as data beside its sentence, so that standard output always holds JSON. */
  faultsAreData?: true;
  /** Sentences for the refusals that this command's services throw. */
  refusals?: RefusalTable;
  /** Returns the exit code. Expected refusals: `return refuse(io, sentence)` or throw `Refused` or `Usage`. */
  run(given: Given, io: CommandIo): number | Promise<number>;
}

/** `value`: `--name VALUE` or `--name=VALUE`; `flag`: `--name`. */
export type OptionKind = 'value' | 'flag';

export interface Given {
  words: string[];
  /** Value of an option, if given. */
  value(name: string): string | undefined;
  flag(name: string): boolean;
}

/** The arguments make no sense; the message is an Indonesian sentence that says what to do. */
export class Usage extends Error {}

export const printJson = (io: CommandIo, data: unknown): void => io.out(JSON.stringify(data));

/** The answer of a check that found a fault: data like a good answer, with the sentence beside it. Of arguments the code is `arguments`. */
export function printFault(io: CommandIo, code: string, sentence: string): number {
  printJson(io, { valid: false, code, reason: sentence });
  return refuse(io, sentence);
}

export function refuse(io: CommandIo, sentence: string): number {
  io.say(sentence);
  return REFUSED;
}

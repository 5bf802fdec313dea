/** The rules of the house: what is forbidden, and what to do instead. Each has a counter-example of its name. */
export const RULEBOOK = {
  'known-place': {
    sentence: 'The house has no such place.',
    remedy: 'Put the file into platform, engines, modules/<module>, adapters or cli; a new kind of place needs a decision page.',
  },
  'imports-are-found': {
    sentence: 'The imported file does not exist.',
    remedy: 'Correct the path; on the server it carries its ending, .ts.',
  },
  'no-circles': {
    sentence: 'Files import each other in a circle.',
    remedy: 'Move what both need into a third file below them, or turn one direction into a port or an event.',
  },
  'kernel-stands-alone': {
    sentence: 'The kernel imports the kernel only.',
    remedy: 'Move the code to the part of the platform that it needs.',
  },
  'platform-imports-platform': {
    sentence: 'The platform imports the platform only; it knows nothing of government.',
    remedy: 'Let main.ts or a module hand over what the platform needs.',
  },
  'engines-know-no-module': {
    sentence: 'Engines import engines and the kernel only.',
    remedy: 'Take what is needed as an argument, or declare a port in the engine that a module fills.',
  },
  'engines-touch-no-database': {
    sentence: 'Engines know no database, web server, mail or jobs.',
    remedy: 'Leave storing and sending to the module that runs the engine.',
  },
  'contract-is-browser-safe': {
    sentence: 'A contract or definition loads only zod, contracts, definitions, the format of operations, pure kernel and pure engine files.',
    remedy: 'Use "import type", or move what needs the server into the service.',
  },
  'rules-are-pure': {
    sentence: 'Rules import contracts, the kernel, pure parts of engines and rules of the same module only.',
    remedy: 'Let the service fetch the facts and hand them to the rule.',
  },
  'rules-see-no-clock': {
    sentence: 'Rules and contracts ask no clock, chance, network or process.',
    remedy: 'Take the moment, the number or the setting as an argument.',
  },
  'storage-never-looks-up': {
    sentence: 'Storage never calls the service, routes or jobs.',
    remedy: 'Let the service call storage and put the answers together.',
  },
  'service-never-looks-up': {
    sentence: 'The service knows no routes, jobs or module.ts.',
    remedy: 'Move the shared part into the service or the contract.',
  },
  'service-knows-no-http': {
    sentence: 'The service knows no HTTP.',
    remedy: 'Throw Refused(refusal) and return plain values; routes and platform/http speak HTTP.',
  },
  'sql-lives-in-storage': {
    sentence: 'SQL is written in storage only.',
    remedy: 'Write a function in storage.ts and call it from the service.',
  },
  'routes-call-the-service': {
    sentence: 'Routes call the service, never rules, storage or jobs.',
    remedy: 'Add a verb to the service and call it.',
  },
  'neighbours-by-contract': {
    sentence: 'A module sees only contract.ts of its neighbours, never their inside, adapters, cli, pages or main.ts.',
    remedy: 'Export it from the contract of the neighbour, or declare a port in your own contract.',
  },
  'modules-in-order': {
    sentence: 'A module uses only contracts of modules listed above it in server/modules.ts.',
    remedy: 'Declare a port in your own contract that the later module registers, or publish an event.',
  },
  'module-is-listed': {
    sentence: 'The module is not listed in server/modules.ts.',
    remedy: 'Add it to its chapter, below every module that it uses.',
  },
  'adapters-know-contracts': {
    sentence: 'Adapters import platform, engines and contracts of modules only.',
    remedy: 'Export the port from the contract of the module, or let cli and main.ts put the parts together.',
  },
  'server-opens-no-pages': {
    sentence: 'The server imports no file of the pages.',
    remedy: 'Share it through a contract; the built pages are mounted by their path.',
  },
  'pages-know-contracts': {
    sentence: 'Pages import contracts of modules and browser-safe files of engines only.',
    remedy: 'Ask the operation through event.locals.api and take its types from the contract.',
  },
  'zod-is-imported-whole': {
    sentence: 'zod is imported as a whole: a single name pulls three times the weight into a browser.',
    remedy: "Write: import * as z from 'zod'.",
  },
  'nothing-imports-tests': {
    sentence: 'Only tests import tests and their helpers.',
    remedy: 'Move what the program needs out of the test file.',
  },
} as const satisfies Record<string, { sentence: string; remedy: string }>;

export type RuleId = keyof typeof RULEBOOK;

export interface Finding {
  rule: RuleId;
  path: string;
  line: number;
  /** What exactly was met, for example the path imported. */
  detail: string;
}

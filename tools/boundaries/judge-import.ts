import type { House, HouseFile, ResolvedImport } from './house.ts';
import { isContract, placeOf, type Place } from './place.ts';
import { BROWSER_PACKAGES, findStain, PURE_PACKAGES } from './purity.ts';
import type { RuleId } from './rulebook.ts';

// Chapters: one import → by the part it stands in → by the role inside a module

export interface Verdict {
  rule: RuleId;
  /** Why, when the path alone does not say it. */
  because?: string;
}

type Judge = (file: HouseFile, one: ResolvedImport, house: House) => Verdict | RuleId | undefined;

/** Which rule an import breaks, if any. Imports of types count like others. */
export function judgeImport(file: HouseFile, one: ResolvedImport, house: House): Verdict | undefined {
  if (file.place.part === 'test' || one.target.kind === 'generated') return undefined;
  if (one.target.kind === 'missing') return { rule: 'imports-are-found' };
  const to = goal(one, house);
  if (to?.part === 'test') return { rule: 'nothing-imports-tests' };
  if (to?.part === 'pages' && file.place.part !== 'pages') return { rule: 'server-opens-no-pages' };
  if (packageOf(one) === 'zod' && one.names.length > 0) return { rule: 'zod-is-imported-whole' };
  const verdict = JUDGES[file.place.part]?.(file, one, house);
  return typeof verdict === 'string' ? { rule: verdict } : verdict;
}

const goal = (one: ResolvedImport, house: House): Place | undefined =>
  one.target.kind === 'file' ? placeOf(one.target.path, house.modules) : undefined;

const pathOf = (one: ResolvedImport): string => (one.target.kind === 'file' ? one.target.path : '');
const packageOf = (one: ResolvedImport): string => (one.target.kind === 'package' ? one.target.name : '');
const isOwnManifest = (one: ResolvedImport): boolean => pathOf(one) === 'package.json';

/** What speaks to a database, the network or a queue: outside engines, contracts, rules and pages. */
const SERVER_PACKAGES = new Set([
  'pg', 'kysely', 'postgres', 'fastify', 'graphile-worker', 'nodemailer', 'imapflow', 'pino', '@node-rs/argon2', '@simplewebauthn/server',
]);
const isServerPackage = (name: string): boolean => SERVER_PACKAGES.has(name) || name.startsWith('@fastify/');
const HTTP_PACKAGE = /^(fastify|@fastify\/.+)$/;
const PLATFORM_HTTP = 'server/platform/http/';
/** The format of an operation, of which contracts are made. */
const OPERATION = 'server/platform/operation.ts';
const PLATFORM_SQL = 'server/platform/db/sql.ts';

const judgeKernel: Judge = (_file, one, house) => {
  if (one.target.kind === 'package') return packageOf(one) === 'zod' ? undefined : 'kernel-stands-alone';
  if (one.target.kind === 'builtin') return undefined;
  return goal(one, house)?.part === 'kernel' ? undefined : 'kernel-stands-alone';
};

const judgePlatform: Judge = (_file, one, house) => {
  if (one.target.kind !== 'file' || isOwnManifest(one)) return undefined;
  const part = goal(one, house)?.part;
  return part === 'platform' || part === 'kernel' ? undefined : 'platform-imports-platform';
};

const judgeEngine: Judge = (_file, one, house) => {
  if (isServerPackage(packageOf(one))) return 'engines-touch-no-database';
  if (one.target.kind !== 'file') return undefined;
  const part = goal(one, house)?.part;
  if (part === 'engine' || part === 'kernel') return undefined;
  return part === 'platform' ? 'engines-touch-no-database' : 'engines-know-no-module';
};

const judgeAdapter: Judge = (_file, one, house) => {
  if (one.target.kind !== 'file') return undefined;
  const part = goal(one, house)?.part;
  if (part === 'adapter' || part === 'platform' || part === 'kernel' || part === 'engine') return undefined;
  return isContract(pathOf(one)) ? undefined : 'adapters-know-contracts';
};

const judgePages: Judge = (file, one, house) => {
  if (!file.path.startsWith('web/src/')) return undefined; // settings of the bundler
  if (isServerPackage(packageOf(one))) return 'pages-know-contracts';
  const part = goal(one, house)?.part;
  if (one.target.kind !== 'file' || part === 'pages') return undefined;
  if (!pathOf(one).startsWith('server/') || isContract(pathOf(one))) return undefined;
  // The table of contracts: nothing but types, so nothing of it reaches a page.
  if (pathOf(one) === 'server/api.ts' && one.typeOnly) return undefined;
  if (part !== 'engine') return 'pages-know-contracts';
  const stain = one.typeOnly ? undefined : findStain(house, pathOf(one), BROWSER_PACKAGES);
  return stain && { rule: 'pages-know-contracts', because: `is not browser-safe: ${stain.way.join(' → ')}` };
};

const judgeModule: Judge = (file, one, house) => {
  const to = goal(one, house);
  if (to?.part === 'module' && to.module !== file.place.module && !isContract(pathOf(one))) return 'neighbours-by-contract';
  if (to && (to.part === 'adapter' || to.part === 'cli' || to.part === 'composition')) return 'neighbours-by-contract';
  return ROLES[file.place.role ?? 'inside']?.(file, one, house);
};

const JUDGES: Partial<Record<Place['part'], Judge>> = {
  kernel: judgeKernel,
  platform: judgePlatform,
  engine: judgeEngine,
  adapter: judgeAdapter,
  pages: judgePages,
  module: judgeModule,
};

const judgeContract: Judge = (file, one, house) => {
  const rule = 'contract-is-browser-safe';
  if (one.target.kind === 'package') return BROWSER_PACKAGES.has(packageOf(one)) ? undefined : rule;
  if (one.target.kind === 'builtin') return rule;
  const to = goal(one, house);
  const ownFace = to?.module === file.place.module && (to?.role === 'contract' || to?.role === 'definition');
  if (isContract(pathOf(one)) || ownFace) return undefined; // judged where they stand
  if (to?.part !== 'kernel' && to?.part !== 'engine' && pathOf(one) !== OPERATION) return rule;
  const stain = one.typeOnly ? undefined : findStain(house, pathOf(one), BROWSER_PACKAGES);
  return stain && { rule, because: `is not browser-safe: ${stain.way.join(' → ')}` };
};

const IMPURE_NAMES = new Set(['systemClock', 'uuidv7', 'randomToken', 'randomDigits', 'publicCode']);

const judgeRules: Judge = (file, one, house) => {
  const rule = 'rules-are-pure';
  if (one.target.kind === 'package') return PURE_PACKAGES.has(packageOf(one)) ? undefined : rule;
  if (one.target.kind === 'builtin') return rule;
  const to = goal(one, house);
  if (to?.part === 'kernel') return one.names.some((name) => IMPURE_NAMES.has(name)) ? 'rules-see-no-clock' : undefined;
  if (to?.part === 'engine') {
    const stain = one.typeOnly ? undefined : findStain(house, pathOf(one), PURE_PACKAGES);
    return stain && { rule, because: `is not pure: ${stain.way.join(' → ')}` };
  }
  const own = to?.module === file.place.module && ['rules', 'contract', 'definition'].includes(to?.role ?? '');
  return own || isContract(pathOf(one)) ? undefined : rule;
};

const judgeStorage: Judge = (file, one, house) => {
  const to = goal(one, house);
  if (to?.module !== file.place.module || to?.part !== 'module') return undefined;
  return ['storage', 'rules', 'contract', 'definition'].includes(to.role ?? '') ? undefined : 'storage-never-looks-up';
};

const judgeService: Judge = (file, one, house) => {
  if (HTTP_PACKAGE.test(packageOf(one)) || pathOf(one).startsWith(PLATFORM_HTTP)) return 'service-knows-no-http';
  if (packageOf(one) === 'pg' || pathOf(one) === PLATFORM_SQL) return 'sql-lives-in-storage';
  const to = goal(one, house);
  if (to?.module !== file.place.module) return undefined;
  return ['routes', 'jobs', 'module'].includes(to?.role ?? '') ? 'service-never-looks-up' : undefined;
};

const judgeRoutes: Judge = (file, one, house) => {
  if (packageOf(one) === 'pg' || pathOf(one) === PLATFORM_SQL) return 'sql-lives-in-storage';
  const to = goal(one, house);
  if (to?.module !== file.place.module) return undefined;
  return ['rules', 'storage', 'jobs', 'module'].includes(to?.role ?? '') ? 'routes-call-the-service' : undefined;
};

const judgeJobs: Judge = (file, one, house) => {
  if (packageOf(one) === 'pg' || pathOf(one) === PLATFORM_SQL) return 'sql-lives-in-storage';
  const to = goal(one, house);
  if (to?.module !== file.place.module) return undefined;
  return ['routes', 'module'].includes(to?.role ?? '') ? 'service-never-looks-up' : undefined;
};

const ROLES: Partial<Record<NonNullable<Place['role']>, Judge>> = {
  contract: judgeContract,
  definition: judgeContract,
  rules: judgeRules,
  storage: judgeStorage,
  service: judgeService,
  inside: judgeService,
  routes: judgeRoutes,
  jobs: judgeJobs,
};

// `npm test`: everything that CI runs, or the parts that are named: `npm test -- unit lint`.
// All parts run, also after a failure; the last line is plain: `N passed, N failed`.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINUTE = 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules/.bin', name);
const reports = mkdtempSync(join(tmpdir(), 'pendopo-test-'));

/** A command counts as one check; a command with a `report` counts the tests in it. */
/** SvelteKit writes the types of the routes and the configuration that its folder extends. */
const web = existsSync(join(root, 'web/src')) ? [{ run: ['svelte-kit', 'sync', '--config', 'web/vite.config.ts'] }] : [];

const PARTS = {
  types: {
    title: 'Types',
    minutes: 3,
    commands: [
      { run: ['tsc', '-p', '.'] },
      { run: ['tsc', '-p', 'journeys'] },
      ...web,
      // Warnings of accessibility count as errors.
      ...web.map(() => ({ run: ['svelte-check', '--tsconfig', './tsconfig.json', '--output', 'human', '--fail-on-warnings'], folder: 'web' })),
    ],
  },
  lint: { title: 'Lint', minutes: 1, commands: [{ run: ['oxlint', '--deny-warnings'] }] },
  boundaries: { title: 'Boundaries', minutes: 1, commands: [{ run: ['node', 'tools/boundaries/check.ts'] }] },
  leaks: { title: 'Leaks', minutes: 1, commands: [{ run: ['node', 'tools/check-leaks.ts'] }] },
  unit: { title: 'Unit, database and routes', minutes: 12, commands: [...web, vitest('unit', '.test.ts', ['--maxWorkers=2'])] },
  journeys: {
    title: 'Journeys in the browser',
    minutes: 17,
    commands: [vitest('journeys', '.journey.ts', ['--config', 'vitest.journeys.config.ts'])],
  },
};

function vitest(name, ending, options) {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { run: ['vitest', 'run', '--no-isolate', ...options, ...reporters], report, ending };
}

let current;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (current) killGroup(current, signal);
    rmSync(reports, { recursive: true, force: true });
    process.exit(1);
  });
}

/** Children run in a group of their own, so that what they started (servers, browsers) ends with them. */
function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** @returns {Promise<{ code: number | null, isTimeout: boolean }>} */
function run({ run: [name, ...args], folder = '.' }, minutes) {
  return new Promise((resolve) => {
    const program = name === 'node' ? process.execPath : bin(name);
    const child = spawn(program, args, { cwd: join(root, folder), stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    current = child;
    let isTimeout = false;
    const timer = setTimeout(() => {
      isTimeout = true;
      killGroup(child, 'SIGKILL');
    }, minutes * MINUTE);
    const end = (code) => {
      clearTimeout(timer);
      if (!isTimeout) killGroup(child, 'SIGTERM');
      current = undefined;
      resolve({ code, isTimeout });
    };
    child.on('error', (error) => {
      console.error(`${name} cannot be started: ${error.message}`);
      clearTimeout(timer);
      current = undefined;
      resolve({ code: 1, isTimeout: false });
    });
    child.on('exit', end);
  });
}

/** Test files that git knows and no configuration includes: they would look green for ever. */
function forgottenFiles(report, ending) {
  const git = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', `*${ending}`];
  const known = execFileSync('git', git, { cwd: root, encoding: 'utf8' }).split('\0');
  const run = new Set(report.testResults.map((file) => relative(root, file.name)));
  return known.filter((path) => path !== '' && existsSync(join(root, path)) && !run.has(path));
}

/** Counts the tests of a Vitest report; a file that could not be loaded, or an error between tests, is a failure. */
function countReport({ report: path, ending }, code) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  );
  // Where nothing ran at all (a global setup that failed, say) every file would be named: that is one failure.
  const forgotten = report.testResults.length > 0 ? forgottenFiles(report, ending) : [];
  for (const file of forgotten) console.error(`${file} was not run; no include of a vitest configuration names it.`);
  const failed = report.numFailedTests + unloaded.length + forgotten.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (code !== 0 || report.numTotalTests === 0) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function main(names) {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    console.error(`Node ${process.versions.node} is too old for the tests; run "npm ci", then "npm test" (npm brings Node 24 along).`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) {
    console.error(`No part is named ${unknown.join(', ')}. The parts are: ${Object.keys(PARTS).join(', ')}.`);
    return { passed: 0, failed: unknown.length, skipped: 0 };
  }
  const total = { passed: 0, failed: 0, skipped: 0 };
  const summary = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n== ${part.title} ==`);
    const started = performance.now();
    let failed = 0;
    for (const command of part.commands) {
      const { code, isTimeout } = await run(command, part.minutes);
      if (isTimeout) console.error(`${command.run[0]} was stopped after ${part.minutes} minutes.`);
      const count = command.report
        ? countReport(command, code)
        : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
      for (const key of Object.keys(total)) total[key] += count[key];
      failed += count.failed;
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    summary.push(`${failed === 0 ? 'passed' : 'FAILED'}  ${part.title} (${seconds} s)`);
    console.log(`-- ${summary.at(-1)}`);
  }
  console.log(`\n${summary.join('\n')}\n`);
  return total;
}

const total = await main(process.argv.slice(2)).finally(() => rmSync(reports, { recursive: true, force: true }));
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);

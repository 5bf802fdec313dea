// A server that is about to be killed: takes its orders from the environment, says how far it came, then waits for the end.
import { compose } from '../../compose.ts';
import { modules } from '../../modules.ts';
import { emit } from '../../platform/events/events.ts';
import { systemClock } from '../../platform/kernel/clock.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import { inTenant } from '../../platform/request/context.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import type { DatabaseUrls } from '../../platform/db/database.ts';

interface Orders {
  urls: DatabaseUrls;
  folder: string;
  instansi: string;
  payload: Record<string, unknown>;
  /** Before the relay looked at the outbox, or in a job that has told but not ended. */
  die: 'after-commit' | 'inside-the-job';
}

const { urls, folder, instansi, payload, die } = JSON.parse(process.env['CRASH_ORDERS']!) as Orders;
const forever = () => new Promise<never>(() => setInterval(() => {}, 1000));
/** Does its work, says so, and never comes back. */
const hang = <A extends unknown[]>(work: (...given: A) => Promise<void>) => async (...given: A): Promise<void> => {
  await work(...given);
  console.log('told');
  await forever();
};
const hanging = modules.map((module) => ({
  ...module,
  ...(module.subscribers ? { subscribers: module.subscribers.map((s) => ({ ...s, run: hang(s.run), ...(s.runMany ? { runMany: hang(s.runMany) } : {}) })) } : {}),
}));
const { house } = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { clock: systemClock, modules: hanging, background: die === 'inside-the-job' });
await inTenant({ house, instansi, viewer: null, requestId: uuidv7(), ip: '' }, (t) => emit(t, 'permohonan.submitted', payload));
console.log('committed');
await forever();

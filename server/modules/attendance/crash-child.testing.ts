// A server that is about to be killed: it takes check-ins as fast as it can and says which of them it has answered.
import { compose } from '../../compose.ts';
import type { DatabaseUrls } from '../../platform/db/database.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import { createCollector } from './service/collect.ts';

const { urls, folder, viewer, people } = JSON.parse(process.env['CRASH_ORDERS']!) as { urls: DatabaseUrls; folder: string; viewer: Viewer; people: string[] };
const { house } = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { background: false });
const collector = createCollector(house);
const hat = viewer.hat!;

async function go(person: string): Promise<never> {
  for (;;) {
    const id = uuidv7();
    await collector.collect({
      instansi: hat.instansi, id, person, holding: hat.holdingId, at: new Date(), direction: 'in', place: null, latitude: -7.8, longitude: 111.4, accuracy: 9, distance: null, verdict: 'accepted', trust: 100, class: 'A', reasons: [], note: null, device: null, digest: 'ab'.repeat(32),
    });
    process.stdout.write(`${id}\n`);
  }
}
await Promise.all(people.map(go));

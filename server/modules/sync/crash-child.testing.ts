// A server that is about to be killed: does two commands, the second up to its effect but not to its end, says so, and waits.
import { compose } from '../../compose.ts';
import { uuidv7 } from '../../platform/kernel/ids.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { readSettings } from '../../platform/settings/settings.ts';
import type { DatabaseUrls } from '../../platform/db/database.ts';
import type { Command } from './contract.ts';
import { send } from './service/send.ts';
import { takeNotes } from './sync.testing.ts';

interface Orders {
  urls: DatabaseUrls;
  folder: string;
  viewer: Viewer;
  commands: Command[];
}
const { urls, folder, viewer, commands } = JSON.parse(process.env['CRASH_ORDERS']!) as Orders;
const { house } = await compose(readSettings({ PENDOPO_VAR: folder, LOG_LEVEL: 'fatal' }), urls, { background: false });
takeNotes(house, () => {
  console.log('hanging');
  return new Promise<never>(() => setInterval(() => {}, 1000));
});
await send({ house, instansi: viewer.hat!.instansi, viewer, requestId: uuidv7(), ip: '' }, { device: commands[0]!.device, commands });

import { mkdirSync } from 'node:fs';
import { takeInstanceLock } from '../launch/instance-lock.ts';
import { openDatabaseServer } from '../launch/database.ts';
import { openDatabase } from '../platform/db/database.ts';
import { readSettings } from '../platform/settings/settings.ts';
import { growTo } from './grow.ts';
import { prepareDemo } from './prepare.ts';
import { readInstitutions } from './write-organisation.ts';

const MILLION = 1_000_000;

/** `npm run demo:large [-- 250000]`: tops the demonstration up to so many requests. The server must not be running on the same folder. */
export async function large(words: string[]): Promise<void> {
  const wanted = words[0] === undefined ? MILLION : Number(words[0]);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 5 * MILLION) throw new Error('Tulis jumlah permohonan sebagai angka, misalnya 1000000.');
  const settings = readSettings(process.env);
  mkdirSync(settings.variable, { recursive: true, mode: 0o711 });
  const unlock = takeInstanceLock(settings.variable, settings.publicUrl);
  const say = (sentence: string) => console.log(`  ${sentence}`);
  const server = await openDatabaseServer(settings, say);
  try {
    await prepareDemo(settings, server.urls, say);
    const db = openDatabase(server.urls, { app: 1, owner: 2 });
    try {
      const institutions = await readInstitutions(db);
      const demo = institutions.find((one) => one.demo && one.record);
      if (!demo || institutions.some((one) => !one.demo)) throw new Error('Permohonan rekaan hanya ditambahkan pada instalasi contoh; yang ini bukan.');
      const started = performance.now();
      const { added, total } = await growTo(db, demo.id, wanted, new Date(demo.record!.anchor), say);
      say(`${added.toLocaleString('id-ID')} permohonan ditambahkan, semuanya ${total.toLocaleString('id-ID')} (${((performance.now() - started) / 1000).toFixed(0)} detik).`);
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
    unlock();
  }
}

import { alone } from './tabs.ts';

const ADDRESS = '/saku/pekerja.js';
/** A page that stays open for days asks for another version this often; each opening asks anyway. */
const ASK_MS = 3_600_000;
/** Something is being written, chosen, photographed or looked for. */
const OPEN = 'main :is(form, input, video, .punch[disabled])';

/**
 * Registers the worker of Saku and follows it. Another version takes over by itself; a page from before goes on with what it is made
 * of, is told (`newer`), and loads itself anew once it is out of sight, nothing is open in it and no tab of this browser writes.
 * @returns what ends it
 */
export function followVersions(newer: () => void): () => void {
  const workers = navigator.serviceWorker;
  if (!workers) return () => {};
  let asked = Date.now();
  let known = workers.controller !== null;
  let isOld = false;
  const taken = () => {
    if (known) newer();
    isOld = known;
    known = true;
  };
  const turn = () => {
    if (document.hidden) return void (isOld && renew());
    if (Date.now() - asked < ASK_MS) return;
    asked = Date.now();
    void workers.getRegistration('/saku').then((it) => it?.update()).catch(() => {});
  };
  void workers.register(ADDRESS, { scope: '/saku' }).catch(() => {});
  workers.addEventListener('controllerchange', taken);
  document.addEventListener('visibilitychange', turn);
  addEventListener('online', turn);
  return () => {
    workers.removeEventListener('controllerchange', taken);
    document.removeEventListener('visibilitychange', turn);
    removeEventListener('online', turn);
  };
}

const renew = (): Promise<void> => alone(async () => {
  if (document.hidden && !document.querySelector(OPEN)) location.reload();
});

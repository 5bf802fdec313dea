import { jobContext } from '../../../platform/events/events.ts';
import type { House } from '../../../platform/house.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import type { IncomingMail } from '../contract.ts';
import * as storage from '../storage/mail.ts';
import { addressOf } from './mailbox.ts';
import { mailboxReaderOf } from './ports.ts';
import { putAside, takeMail } from './take-mail.ts';

const LIMITS = { bytes: 25 * 1024 * 1024, messages: 100 };
const BUSY_MINUTES = 15;
/** So often one letter may fail before it is put aside for a person. */
const MOST_TRIES = 5;

/** Each minute: what arrived in the mailboxes that are switched on. One institution's trouble is not another's. */
export async function readMailboxes(house: House): Promise<void> {
  if (!mailboxReaderOf({ house })) return;
  for (const instansi of await house.db.asOwner((tx) => storage.listEnabled(tx))) await readMailbox(jobContext(house, instansi, `mail:${instansi}`));
}

async function readMailbox(ctx: Context): Promise<void> {
  const now = ctx.house.clock.now();
  const box = await inTenant(ctx, (t) => storage.claim(t.tx, t.instansi, now, new Date(now.getTime() + BUSY_MINUTES * 60_000)));
  if (!box) return;
  let taken = 0;
  try {
    const after = box.uid_validity === null || box.last_uid === null ? undefined : { validity: box.uid_validity, uid: box.last_uid };
    const end = await mailboxReaderOf(ctx)!.read(addressOf(ctx, box), after, LIMITS, async (mail, validity) => {
      taken += 1;
      return once(ctx, box, mail, validity);
    });
    await inTenant(ctx, async (t) => {
      await storage.advance(t.tx, t.instansi, end);
      await storage.looked(t.tx, t.instansi, { at: now, ok: true, said: after ? `${taken === 0 ? 'Tidak ada surel baru' : `${taken} surel dibaca`}${end.more ? '; sisanya menyusul' : ''}.` : 'Tersambung. Surel yang datang sesudah ini akan diambil.' });
    });
  } catch (error) {
    ctx.house.log.warn({ instansi: ctx.instansi, error: (error as Error).message }, 'mailbox');
    await inTenant(ctx, (t) => storage.looked(t.tx, t.instansi, { at: now, ok: false, said: 'Kotak surat tidak dapat dibaca. Pilih "Coba sambungan" untuk melihat sebabnya.' }));
  }
}

/** What fails is tried again in the next round; what always fails is put aside and said. */
async function once(ctx: Context, box: storage.MailboxRow, mail: IncomingMail, validity: string): Promise<'done' | 'flag'> {
  try {
    return await takeMail(ctx, box, mail, validity);
  } catch (error) {
    const tries = await inTenant(ctx, (t) => storage.countFailure(t.tx, t.instansi, mail.uid));
    if (tries < MOST_TRIES) throw error;
    ctx.house.log.error({ instansi: ctx.instansi, uid: mail.uid, error: (error as Error).stack }, 'letter put aside');
    return putAside(ctx, mail, validity);
  }
}

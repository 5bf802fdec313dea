import { createHash } from 'node:crypto';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustViewer, readTenant, type Context } from '../../../platform/request/context.ts';
import * as storage from '../storage-national.ts';
import { handingsOf } from './handings.ts';
import { mustRead } from './national.ts';
import { lettersOf, organizationOf } from './ports.ts';

// A letter of the national application becomes an incoming letter here, so that it can be disposed of as any other.

/** The same for the same letter and post, so that two tries are one arrival. */
function keyOf(letter: string, post: string): string {
  const hex = createHash('sha256').update(`${letter}:${post}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @throws Refused `letter-types.unknown-national`, `letter-types.handed-on`, `letters.post-without-holder` */
export async function handOnNational(ctx: Context, { id, post }: { id: string; post: string }): Promise<{ agenda: string; letter: string }> {
  const { row, unitName } = await readTenant(ctx, async (t) => {
    const known = await mustRead(t, id);
    const before = (await handingsOf(t, id)).find((one) => one.post === post);
    if (before) throw new Refused({ code: 'letter-types.handed-on', data: { title: before.title }, fields: [{ path: 'post', message: 'Pilih jabatan lain.' }] });
    return { row: known, unitName: (await organizationOf(t).unitFacts(t, [known.unit])).get(known.unit)?.name ?? '' };
  });
  const key = keyOf(id, post);
  const arrived = await lettersOf(ctx).deliver(ctx, {
    key, sender: unitName, number: row.number, letterDate: row.letterDate, subject: row.subject, attachments: '', classification: row.classification, secrecy: row.secrecy, urgency: 'biasa', post, fromLetter: id, channel: 'srikandi',
    files: [{ name: row.fileName, type: 'application/pdf', size: row.bytes, sha256: row.sha256 }],
  });
  await inTenant(ctx, async (t) => {
    if (await storage.insertHanding(t.tx, t.instansi, { letter: id, post, key, byName: mustViewer(t).name, at: t.house.clock.now() })) await audit(t, { action: 'letter-types.national-handed-on', object: 'national-letter', objectId: id, detail: { post, agenda: arrived.agenda } });
  });
  return { agenda: arrived.agenda, letter: arrived.id };
}

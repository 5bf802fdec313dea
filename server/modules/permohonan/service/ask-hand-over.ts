import { audit } from '../../../platform/audit/audit.ts';
import { emit } from '../../../platform/events/events.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context } from '../../../platform/request/context.ts';
import { insertMessage } from '../storage.ts';
import { institutionOf } from './ports.ts';
import { messageOf } from './view-parts.ts';
import { loadForOfficer } from './visibility.ts';

/**
 * Asks the colleague who holds a step for it: a note in the case says who asked, and the holder is told. Nothing moves
 * until the holder hands it over. @throws Refused `permohonan.nothing-to-ask` where no colleague of the own unit holds it
 */
export function askHandOver(ctx: Context, id: string, step: string) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const viewer = mustViewer(t);
    const { request } = await loadForOfficer(t, id);
    const task = request.tasks.find((one) => one.step === step);
    if (!task?.holder || task.holder === hat.postId || task.unit !== hat.unitId) throw new Refused({ code: 'permohonan.nothing-to-ask' });
    const { zone } = await institutionOf(t);
    const note = { id: uuidv7(), audience: 'note' as const, sender: 'officer' as const, name: viewer.name, text: `${viewer.name}, ${hat.title}, minta langkah "${task.title}" dialihkan kepadanya. Bila setuju, tekan Serahkan atau Lepas.`, at: t.house.clock.now() };
    await insertMessage(t.tx, t.instansi, id, viewer.accountId, note);
    await audit(t, { action: 'permohonan.hand-over-asked', object: 'permohonan', objectId: id, detail: { step } });
    await emit(t, 'permohonan.hand-over-asked', { request: id, number: request.number, step, holder: task.holder, by: viewer.name });
    return messageOf(note, zone, note.at);
  });
}

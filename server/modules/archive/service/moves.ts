import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { MOVE_KINDS, MOVE_STATES, type MoveKind, type MoveState, type MoveView } from '../contract.ts';
import { mayDo } from '../rules/folder-actions.ts';
import * as folders from '../storage/folders.ts';
import * as storage from '../storage/moves.ts';
import { remember } from './locked.ts';
import { organizationOf } from './ports.ts';
import { folderRows, numberOf } from './views.ts';
import { rolesFor, sees, whoLooks, type Who } from './who.ts';

// Chapters: reading · sending · the receipt

async function views(t: TenantContext, who: Who, moves: readonly storage.MoveRecord[]): Promise<MoveView[]> {
  const units = await organizationOf(t).unitFacts(t, [...new Set(moves.map(({ fromUnit }) => fromUnit))]);
  return moves.map(({ id, kind, fromUnit, receiver, state, sentOn, sentBy, account, answeredOn, answeredBy, receipt, note, count }) => ({
    id, kind, kindText: MOVE_KINDS[kind], unitName: units.get(fromUnit)?.name ?? '', receiver, state, stateText: MOVE_STATES[state], sentOn, sentText: formatDate(sentOn), sentBy, answeredOn, answeredBy, receipt, note, count, mayAnswer: state === 'sent' && who.isArchivist && account !== who.account,
  }));
}
export const listMoves = (ctx: Context, { state, cursor, limit }: { state?: MoveState | undefined; cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const found = await storage.listMoves(t.tx, { instansi: t.instansi, units: who.units, state, before: cursor, limit: limit + 1 });
    return { items: await views(t, who, found.slice(0, limit)), ...(found.length > limit ? { nextCursor: found[limit - 1]!.id } : {}) };
  });
export const getMove = (ctx: Context, { id }: { id: string }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const move = await storage.findMove(t.tx, t.instansi, id);
    if (!move || !sees(who, move.fromUnit)) throw new Refused({ code: 'archive.unknown' });
    const inside = await folders.findFolders(t.tx, t.instansi, await storage.foldersOf(t.tx, t.instansi, id));
    return { ...(await views(t, who, [move]))[0]!, folders: await folderRows(t, inside, who.day) };
  });

/** All or none; the list that goes with it is what stands in it. @throws Refused what the table says of the first folder that may not go */
export const sendMove = (ctx: Context, input: { kind: MoveKind; folders: string[]; receiver: string; note: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const ids = [...new Set(input.folders)];
    const found = await folders.lockFolders(t.tx, t.instansi, ids);
    if (found.length !== ids.length || found.some((folder) => !sees(who, folder.unit))) throw new Refused({ code: 'archive.unknown' });
    const isStatic = input.kind === 'lkd';
    for (const folder of found) orRefuse(mayDo(folder, rolesFor(who, folder), isStatic ? 'hand-over' : 'move', who.day));
    if (isStatic && input.receiver.length < 3) throw new Refused({ code: 'request.invalid', fields: [{ path: 'receiver', message: 'Tulis nama lembaga kearsipannya.' }] });
    const move = { id: uuidv7(), kind: input.kind, fromUnit: found[0]!.unit, receiver: input.receiver || 'Unit kearsipan', sentOn: who.day, sentBy: t.viewer!.name, account: who.account, note: input.note };
    // A list has one sender: folders of several units go with several lists.
    if (!isStatic && found.some((folder) => folder.unit !== move.fromUnit)) throw new Refused({ code: 'request.invalid', fields: [{ path: 'folders', message: 'Pilih berkas dari satu unit.' }] });
    await storage.insertMove(t.tx, t.instansi, { ...move, fromUnit: isStatic ? mustHat(t).unitId : move.fromUnit }, found.map(({ id }) => id));
    await folders.saveState(t.tx, t.instansi, ids, 'moving');
    await remember(t, found.map((folder) => ({ folder: folder.id, kind: 'sent', words: `${MOVE_KINDS[input.kind]}: ${move.receiver}` })));
    await audit(t, { action: 'archive.move-sent', object: 'move', objectId: move.id, detail: { kind: input.kind, folders: found.map(numberOf), receiver: move.receiver } });
    return { id: move.id };
  });

/** Never by whoever sent it. @throws Refused `archive.same-sender`, `.changed` */
export const answerMove = (ctx: Context, { id, accept, receipt, note }: { id: string; accept: boolean; receipt: string; note: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const move = await storage.findMove(t.tx, t.instansi, id);
    if (!move) throw new Refused({ code: 'archive.unknown' });
    if (move.account === who.account) throw new Refused({ code: 'archive.same-sender' });
    if (accept && receipt.length < 2) throw new Refused({ code: 'request.invalid', fields: [{ path: 'receipt', message: 'Tulis nomor tanda terima atau berita acaranya.' }] });
    if (!accept && note.length < 3) throw new Refused({ code: 'request.invalid', fields: [{ path: 'note', message: 'Tulis mengapa dikembalikan.' }] });
    const found = await folders.lockFolders(t.tx, t.instansi, await storage.foldersOf(t.tx, t.instansi, id));
    // Held after it was sent: it may be received, but not handed over for good.
    const held = move.kind === 'lkd' && accept ? found.find((folder) => folder.heldFor !== null) : undefined;
    if (held) throw new Refused({ code: 'archive.held', data: { reason: held.heldFor } });
    const state = accept ? 'received' : 'returned';
    if ((await storage.saveAnswer(t.tx, t.instansi, id, { state, day: who.day, by: t.viewer!.name, receipt, note })) === 0) throw new Refused({ code: 'archive.changed' });
    const ids = found.map((folder) => folder.id);
    if (!accept) await folders.saveState(t.tx, t.instansi, ids, move.kind === 'lkd' ? 'inactive' : 'closed');
    else await folders.saveState(t.tx, t.instansi, ids, move.kind === 'lkd' ? 'static' : 'inactive', move.kind === 'lkd' ? who.day : null);
    await remember(t, found.map((folder) => ({ folder: folder.id, kind: accept ? (move.kind === 'lkd' ? 'handed-over' : 'received') : 'returned', words: accept ? `Tanda terima ${receipt}` : note })));
    await audit(t, { action: accept ? 'archive.move-received' : 'archive.move-returned', object: 'move', objectId: id, detail: { kind: move.kind, receipt, folders: found.map(numberOf) } });
    return { state: state as MoveState };
  });

import { formatDate } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { uuidv7 } from '../../../platform/kernel/ids.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context } from '../../../platform/request/context.ts';
import { HOLD_KINDS, type HoldKind, type LoanView } from '../contract.ts';
import { findFolders, type FolderRecord } from '../storage/folders.ts';
import * as storage from '../storage/loans.ts';
import { mustFolder, remember } from './locked.ts';
import { numberOf } from './views.ts';
import { whoLooks } from './who.ts';

// Chapters: loans · legal holds

const daysBetween = (from: CalendarDay, to: CalendarDay): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

export function loanView(loan: storage.LoanRecord, folder: FolderRecord | undefined, day: CalendarDay): LoanView {
  const late = loan.returnedOn === null && loan.dueOn < day;
  const { id, borrower, borrowerUnit, purpose, lentOn, dueOn, lentBy, returnedOn, returnedTo } = loan;
  const lateDays = late ? daysBetween(dueOn, day) : 0;
  return { id, folder: loan.folder, folderNumber: folder ? numberOf(folder) : '', folderTitle: folder?.title ?? '', borrower, borrowerUnit, purpose, lentOn, dueOn, dueText: late ? `terlambat ${lateDays} hari` : returnedOn ? `kembali ${formatDate(returnedOn)}` : `sampai ${formatDate(dueOn)}`, late, lateDays, lentBy, returnedOn, returnedTo };
}

export const listLoans = (ctx: Context, { box, cursor, limit }: { box: 'open' | 'late' | 'returned'; cursor?: string | undefined; limit: number }) =>
  readTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const [found, counts] = await Promise.all([storage.listLoans(t.tx, { instansi: t.instansi, units: who.units, box, day: who.day, after: cursor, limit: limit + 1 }), storage.countLoans(t.tx, t.instansi, who.units, who.day)]);
    const page = found.slice(0, limit);
    const folders = new Map((await findFolders(t.tx, t.instansi, page.map(({ folder }) => folder))).map((one) => [one.id, one]));
    return { counts, items: page.map((one) => loanView(one, folders.get(one.folder), who.day)), ...(found.length > limit ? { nextCursor: page.at(-1)!.id } : {}) };
  });

/** @throws Refused `archive.due-before-lent`, `.lent`, `.destroyed` */
export const lend = (ctx: Context, input: { id: string; borrower: string; borrowerUnit: string; purpose: string; dueOn: CalendarDay }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await mustFolder(t, who, input.id, 'lend');
    if (input.dueOn < who.day) throw new Refused({ code: 'archive.due-before-lent', fields: [{ path: 'dueOn', message: 'Pilih hari ini atau sesudahnya.' }] });
    const loan = uuidv7();
    await storage.insertLoan(t.tx, t.instansi, { id: loan, folder: folder.id, borrower: input.borrower, borrowerUnit: input.borrowerUnit, purpose: input.purpose, lentOn: who.day, dueOn: input.dueOn, lentBy: t.viewer!.name });
    await remember(t, [{ folder: folder.id, kind: 'lent', words: `${input.borrower}, ${input.borrowerUnit}, sampai ${formatDate(input.dueOn)}. ${input.purpose}` }]);
    await audit(t, { action: 'archive.folder-lent', object: 'folder', objectId: folder.id, detail: { number: numberOf(folder), borrower: input.borrower, borrowerUnit: input.borrowerUnit, dueOn: input.dueOn } });
    return { loan };
  });

export const giveBack = (ctx: Context, { id, note }: { id: string; note: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const loan = await storage.findLoan(t.tx, t.instansi, id);
    if (!loan) throw new Refused({ code: 'archive.unknown' });
    const folder = await mustFolder(t, who, loan.folder, 'give-back');
    if ((await storage.saveReturned(t.tx, t.instansi, id, who.day, t.viewer!.name)) === 0) throw new Refused({ code: 'archive.not-lent' });
    await remember(t, [{ folder: folder.id, kind: 'given-back', words: [loan.borrower, note].filter(Boolean).join('. ') }]);
    await audit(t, { action: 'archive.folder-given-back', object: 'folder', objectId: folder.id, detail: { number: numberOf(folder), loan: id, note } });
    return { returnedOn: who.day };
  });

/** From now on nothing in it is destroyed or handed over, also when it stands in a proposal. */
export const hold = (ctx: Context, { id, kind, reason }: { id: string; kind: HoldKind; reason: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const folder = await mustFolder(t, who, id, 'hold');
    const made = uuidv7();
    await storage.insertHold(t.tx, t.instansi, { id: made, folder: id, kind, reason, fromDay: who.day, byName: t.viewer!.name });
    await remember(t, [{ folder: id, kind: 'held', words: `${HOLD_KINDS[kind]}: ${reason}` }]);
    await audit(t, { action: 'archive.folder-held', object: 'folder', objectId: id, detail: { number: numberOf(folder), kind, reason } });
    return { hold: made };
  });

export const release = (ctx: Context, { id, reason }: { id: string; reason: string }) =>
  inTenant(ctx, async (t) => {
    const who = await whoLooks(t);
    const found = await storage.findHold(t.tx, t.instansi, id);
    if (!found) throw new Refused({ code: 'archive.unknown' });
    const folder = await mustFolder(t, who, found.folder, 'release');
    if ((await storage.saveReleased(t.tx, t.instansi, id, who.day, t.viewer!.name, reason)) === 0) throw new Refused({ code: 'archive.not-held' });
    await remember(t, [{ folder: folder.id, kind: 'released', words: reason }]);
    await audit(t, { action: 'archive.hold-released', object: 'folder', objectId: folder.id, detail: { number: numberOf(folder), hold: id, reason } });
    return { folder: folder.id };
  });

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { sql } from '../platform/db/sql.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import { addDays } from '../platform/kernel/calendar-day.ts';
import { readTenant, type Context, type Viewer } from '../platform/request/context.ts';
import { FATES, HOLD_KINDS, namesOf, SECURITY } from '../modules/archive/contract.ts';
import { actOnDisposal, propose } from '../modules/archive/service/disposals.ts';
import { closeFolder, getFolder, openFolder } from '../modules/archive/service/folders.ts';
import { addItem } from '../modules/archive/service/items.ts';
import { hold, lend } from '../modules/archive/service/loans.ts';
import { answerMove, sendMove } from '../modules/archive/service/moves.ts';
import { saveRetention } from '../modules/archive/service/retention.ts';
import { writePdf } from './drawing.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

const file = z.strictObject({
  basis: z.string(),
  retention: z.array(z.strictObject({ code: z.string(), active: z.number(), inactive: z.number(), fate: z.enum(namesOf(FATES)), security: z.enum(namesOf(SECURITY)).default('biasa'), access: z.string() })),
  folders: z.array(z.strictObject({ key: z.string(), code: z.string(), title: z.string(), years: z.number().int().min(0), open: z.boolean().default(false), location: z.string(), letters: z.boolean().default(false), papers: z.array(z.strictObject({ title: z.string(), number: z.string(), amount: z.string() })) })),
  moved: z.array(z.string()),
  disposal: z.strictObject({ title: z.string(), folders: z.array(z.string()) }),
  loan: z.strictObject({ folder: z.string(), borrower: z.string(), unit: z.string(), purpose: z.string() }),
  hold: z.strictObject({ folder: z.string(), kind: z.enum(namesOf(HOLD_KINDS)), reason: z.string() }),
});

/** Folders of the secretariat by the module's own verbs: open, closed, moved, lent too long, held, and a proposal of destruction on its way. */
export async function seedArchive(seeding: Seeding): Promise<void> {
  const { anchor } = seeding;
  const data = file.parse(parse(readFileSync(new URL('../../catalog/demo/archive.yaml', import.meta.url), 'utf8')));
  const people = viewersOf(seeding);
  const as = (userName: string, day: string, clock = '09:00'): Context & { viewer: Viewer } => ({ ...seeding.context(anchor.at(day, clock)), viewer: people(userName) });
  const [first, later] = [anchor.workingDay(-25), anchor.workingDay(-6)];
  const thisYear = Number(anchor.day.slice(0, 4));

  for (const { code, active, inactive, ...rule } of data.retention) await saveRetention(as('arsiparis', first), { ...rule, code, activeYears: active, inactiveYears: inactive, basis: data.basis, fromDay: '2020-01-01' });
  const clerk = as('tu.setda', first);
  const scan = await storeUpload(clerk, 'pindaian.pdf', writePdf('Sekretariat Daerah', ['Pindaian contoh (simulasi)']), clerk.viewer.accountId);
  const ids = new Map<string, string>();
  for (const folder of data.folders) {
    const year = thisYear - folder.years;
    const { id } = await openFolder(clerk, { code: folder.code, title: folder.years === 0 ? folder.title : `${folder.title} ${year}`, year, location: folder.location });
    ids.set(folder.key, id);
    for (const [nth, paper] of folder.papers.entries()) {
      await addItem(clerk, { id, kind: 'paper', number: folder.years === 0 ? paper.number : `${paper.number}/${year}`, title: paper.title, party: '', day: folder.years === 0 ? addDays(first, -nth) : `${year}-0${3 + nth}-14`, copy: 'asli', amount: paper.amount, note: '', ...(folder.key === 'notula' && nth === 0 ? { file: scan.id } : {}) });
    }
    if (folder.letters) for (const ref of await finished(clerk, folder.code)) await addItem(as('tu.setda', later), { id, kind: 'in', ref, number: '', title: '', party: '', copy: 'asli', amount: '', note: '' });
    if (!folder.open) await closeFolder(clerk, { id, version: (await getFolder(clerk, id)).version, day: `${year}-11-28` });
  }
  const folderOf = (key: string): string => ids.get(key)!;
  const move = await sendMove(as('tu.setda', first, '10:00'), { kind: 'unit-kearsipan', folders: data.moved.map(folderOf), receiver: '', note: '' });
  await answerMove(as('arsiparis', anchor.workingDay(-24)), { id: move.id, accept: true, receipt: `000.5/12/SETDA/${thisYear}`, note: '' });
  await lend(as('tu.setda', anchor.workingDay(-20)), { id: folderOf(data.loan.folder), borrower: data.loan.borrower, borrowerUnit: data.loan.unit, purpose: data.loan.purpose, dueOn: anchor.workingDay(-8) });
  await hold(as('tu.setda', anchor.workingDay(-15)), { id: folderOf(data.hold.folder), kind: data.hold.kind, reason: data.hold.reason });
  const holdingOf = (userName: string): string => people(userName).hat!.holdingId;
  const { id } = await propose(as('arsiparis', later), { title: data.disposal.title, folders: data.disposal.folders.map(folderOf), members: ['tu.setda', 'auditor', 'arsiparis.lkd'].map(holdingOf), executor: holdingOf('arsiparis.lkd'), witness: holdingOf('auditor') });
  await actOnDisposal(as('arsiparis.lkd', anchor.workingDay(-5)), { id, seq: 1, action: { kind: 'opine', agrees: true, without: [], words: 'Sesuai jadwal retensi.' } });
  await actOnDisposal(as('auditor', anchor.workingDay(-4)), { id, seq: 2, action: { kind: 'opine', agrees: true, without: [], words: '' } });
}

/** Two letters of the demonstration with this code that are done. */
const finished = (ctx: Context, code: string): Promise<string[]> =>
  readTenant(ctx, async (t) => (await t.tx.many<{ id: string }>(sql`select l.id from letters.letter l join letters.state s on s.instansi = l.instansi and s.letter = l.id where l.instansi = ${t.instansi} and l.classification = ${code} and l.secrecy = 'biasa' order by s.state = 'selesai' desc, l.id limit 2`)).map(({ id }) => id));

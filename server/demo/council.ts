import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { openSeries } from '../modules/issuance/service/paper-series.ts';
import { urgencyNames } from '../modules/letters/contract.ts';
import { act } from '../modules/letters/service/act.ts';
import { getLetter } from '../modules/letters/service/letter-view.ts';
import { openBook } from '../modules/letters/service/paper-books.ts';
import { registerLetter } from '../modules/letters/service/register.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import { addDays } from '../platform/kernel/calendar-day.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import { writePdf } from './drawing.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

const file = z.strictObject({
  opens: z.number().int(), series: z.strictObject({ id: z.string(), number: z.number().int(), pattern: z.string(), code: z.string() }),
  letters: z.array(z.strictObject({
    day: z.number().int().min(0), clock: z.string().regex(/^\d{2}:\d{2}$/), sender: z.string(), number: z.string(), dated: z.number().int().max(0), subject: z.string(), code: z.string(), urgency: z.enum(urgencyNames).default('biasa'), attachments: z.string().default(''),
    text: z.array(z.string()).min(1), event: z.strictObject({ day: z.number().int(), from: z.string(), place: z.string(), dress: z.string() }).optional(), given: z.strictObject({ to: z.string(), instructions: z.array(z.string()), words: z.string().default(''), after: z.number() }).optional(),
  })),
});

/** The office of DPRD: book and row of numbers opened where paper stands, letters to its chair, one of them given to its secretary. */
export async function seedCouncil(seeding: Seeding): Promise<void> {
  const { anchor, plan } = seeding;
  const data = file.parse(parse(readFileSync(new URL('../../catalog/demo/council.yaml', import.meta.url), 'utf8')));
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: people(userName) });
  const soon = (at: Date, minutes = 2): Date => new Date(Math.min(at.getTime(), anchor.now.getTime() - minutes * 60_000));
  const headOf = (code: string): string => {
    const unit = plan.units.find((one) => one.code === code);
    return plan.posts.find((post) => post.unit === unit?.id && post.isHead)!.id;
  };
  const chair = people('ketua.dprd').hat!;

  const begins = anchor.workingDay(-25);
  const lastPage = (who: Context & { viewer: Viewer }, title: string, number: number) => storeUpload(who, 'halaman-terakhir.pdf', writePdf(title, ['Halaman terakhir buku kertas', `Nomor terakhir: ${number}`]), who.viewer.accountId);
  const clerk = as('tu.setwan', anchor.at(begins, '08:30'));
  await openBook(clerk, { number: data.opens, day: begins, scan: (await lastPage(clerk, 'Buku agenda surat masuk DPRD', data.opens)).id, note: 'Buku agenda kertas DPRD' });
  const administrator = as('admin', anchor.at(begins, '09:10'));
  const { id: series, number, pattern, code } = data.series;
  await openSeries(administrator, { unit: chair.unitId, series, number, day: begins, scan: (await lastPage(administrator, 'Register surat keluar DPRD', number)).id, note: 'Register kertas DPRD', pattern, classification: code });

  for (const letter of data.letters) {
    const day = anchor.workingDay(-letter.day);
    const at = soon(anchor.at(day, letter.clock), 5);
    const who = as('tu.setwan', at);
    const scan = await storeUpload(who, 'surat.pdf', writePdf(letter.sender, [`Nomor: ${letter.number}`, `Hal: ${letter.subject}`, '', 'Yth. Ketua DPRD Kabupaten Ponorogo', '', ...letter.text]), who.viewer.accountId);
    const { id } = await registerLetter(who, {
      sender: letter.sender, senderNumber: letter.number, letterDate: addDays(day, letter.dated), subject: letter.subject, summary: '', attachments: letter.attachments, classification: letter.code, secrecy: 'biasa', urgency: letter.urgency, post: chair.postId, channel: 'counter',
      files: [scan.id], evenSo: '', ...(letter.event ? { event: { ...letter.event, day: anchor.workingDay(letter.event.day) } } : {}),
    });
    if (!letter.given) continue;
    const { to, instructions, words, after } = letter.given;
    const giver = as('ketua.dprd', soon(new Date(at.getTime() + after * 60_000)));
    const { seq, branches } = await getLetter(giver, id);
    await act(giver, { id, seq, branch: branches[0]!.id, action: { kind: 'dispose', recipients: [{ post: headOf(to), role: 'lead' }], instructions, words } });
  }
}

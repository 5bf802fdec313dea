import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { branchOf, rootOf } from '../rules/letter-state.ts';
import { findLetter } from '../storage/letters.ts';
import { noticesOf, organizationOf } from './ports.ts';

// Titles and texts carry the agenda number only: they leave the house by mail, and a rahasia letter tells nothing on the way.

export async function tellRegistered(ctx: Context, message: EventMessage): Promise<void> {
  await inTenant(ctx, async (t) => {
    const letter = await findLetter(t.tx, t.instansi, String(message.payload.letter));
    if (!letter) return;
    const root = rootOf(letter.folded);
    await tell(t, message, [root.post], letter.secrecy === 'sangat-rahasia' ? root.heldBy.person : undefined, `Surat masuk${letter.urgency === 'biasa' ? '' : ` ${letter.urgency === 'segera' ? 'segera' : 'sangat segera'}`}: agenda ${letter.agenda}/${letter.year}`, 'Buka suratnya, lalu disposisikan atau selesaikan.', letter.id);
  });
}

const FOR_GIVER: Record<string, string> = { return: 'Disposisi dikembalikan', report: 'Ada laporan disposisi' };
export const concernsSomebody = (p: EventMessage['payload']): boolean => (p.made as unknown[]).length > 0 || String(p.kind) in FOR_GIVER || p.kind === 'prepare' || p.kind === 'reopen';

export async function tellActed(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { letter: string; branch: string; kind: string; made: string[] };
  await inTenant(ctx, async (t) => {
    const letter = await findLetter(t.tx, t.instansi, p.letter);
    const branch = letter && branchOf(letter.folded, p.branch);
    if (!letter || !branch) return;
    const number = `${letter.agenda}/${letter.year}`;
    const isSecret = letter.secrecy === 'sangat-rahasia';
    for (const id of p.made) {
      const made = branchOf(letter.folded, id);
      if (made?.state === 'baru') await tell(t, message, [made.post], isSecret ? made.heldBy.person : undefined, `Disposisi untuk Anda: agenda ${number}`, made.role === 'lead' ? 'Anda penanggung jawabnya. Buka untuk membaca perintah dan batas waktunya.' : 'Buka untuk membaca perintahnya.', letter.id);
    }
    const giver = branch.parent === undefined ? undefined : branchOf(letter.folded, branch.parent);
    if (giver && FOR_GIVER[p.kind]) await tell(t, message, [giver.post], isSecret ? giver.heldBy.person : undefined, `${FOR_GIVER[p.kind]}: agenda ${number}`, 'Buka suratnya untuk membacanya.', letter.id);
    if (p.kind === 'prepare') await tell(t, message, [branch.post], undefined, `Disposisi disiapkan untuk Anda: agenda ${number}`, 'Periksa, lalu kirim dengan sekali ketuk.', letter.id);
    if (p.kind === 'reopen') await tell(t, message, [branch.post], isSecret ? branch.heldBy.person : undefined, `Disposisi dibuka lagi: agenda ${number}`, 'Buka suratnya untuk membaca sebabnya.', letter.id);
  });
}

/** Whoever holds the posts today; of sangat rahasia the named person only. Who did it hears nothing of it. */
async function tell(t: TenantContext, message: EventMessage, posts: readonly string[], person: string | undefined, title: string, text: string, letter: string): Promise<void> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const holders = (await Promise.all(posts.map((post) => organization.whoHeld(t, post, day)))).flat();
  const accounts = new Set(holders.filter((holder) => holder.accountId !== null && (person === undefined || holder.personId === person)).map((holder) => holder.accountId!));
  const href = `/petugas/surat/${letter}`;
  for (const account of accounts) await noticesOf(t).tell(t, account, { source: message.id, at: message.at ? new Date(message.at) : t.house.clock.now(), kind: 'assigned', title, text, href, link: href });
}

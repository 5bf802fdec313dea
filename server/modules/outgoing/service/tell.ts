import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { findLetters } from '../storage/letters.ts';
import { noticesOf, organizationOf } from './ports.ts';
import { headingOf, isSealed } from './secret.ts';

// Titles and texts carry the kind of letter only: they leave the house by mail, and a rahasia letter tells not even that.

const TITLES: Record<string, [string, string]> = {
  initial: ['menunggu paraf Anda', 'Buka untuk membaca, lalu paraf atau kembalikan.'], sign: ['menunggu tanda tangan Anda', 'Buka untuk membaca, lalu tanda tangani.'], draft: ['dikembalikan untuk diperbaiki', 'Buka untuk membaca catatannya.'],
};
export const concernsSomebody = (p: EventMessage['payload']): boolean => (p.posts as unknown[]).length > 0 && p.kind !== 'number' && p.kind !== 'withdraw';

/** Whoever holds the posts on whose desk it lies now; of sangat rahasia the named persons only. Who did it hears nothing of it. */
export async function tellActed(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { letter: string; posts: { post: string; task: string }[] };
  await inTenant(ctx, async (t) => {
    const [letter] = await findLetters(t.tx, t.instansi, [p.letter]);
    if (!letter) return;
    const organization = organizationOf(t);
    const day = await organization.today(t);
    const { secrecy } = letter.folded;
    const what = isSealed(secrecy) ? 'Naskah' : headingOf(t, p.letter, letter).typeTitle;
    for (const { post, task } of p.posts) {
      const words = TITLES[task];
      if (!words) continue;
      for (const holder of await organization.whoHeld(t, post, day)) {
        if (holder.accountId === null || (secrecy === 'sangat-rahasia' && !letter.folded.named.some(({ person }) => person === holder.personId))) continue;
        const href = `/petugas/naskah/${p.letter}`;
        await noticesOf(t).tell(t, holder.accountId, { source: message.id, at: message.at ? new Date(message.at) : t.house.clock.now(), kind: 'assigned', title: `${what} ${words[0]}`, text: words[1], href, link: href });
      }
    }
  });
}

import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { proseText } from '../../../engines/prose/prose-text.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { SECRECY, type FoundByKind, type FoundRow } from '../../letters/contract.ts';
import { STATES } from '../contract.ts';
import { findLetters, findVersion, hasActed, listActions } from '../storage/letters.ts';
import type { Version } from './compose.ts';
import { institutionOf, organizationOf, searchOfLetters } from './ports.ts';
import { readerOf, readingFor } from './reader.ts';
import { contentOf, headingOf } from './secret.ts';

/** After each action: what may be found of a letter, and by whom. A draft that was never handed on is in no search, nor what is sangat rahasia. */
export async function keepFindable(ctx: Context, message: EventMessage): Promise<void> {
  const id = String(message.payload.letter);
  await inTenant(ctx, async (t) => {
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (!letter || letter.folded.version === 0) return;
    const search = searchOfLetters(t);
    const { folded } = letter;
    if (folded.secrecy === 'sangat-rahasia') return search.remove(t, id);
    const [version, actions, facts, { zone }] = await Promise.all([findVersion(t.tx, t.instansi, id, folded.version), listActions(t.tx, t.instansi, id), organizationOf(t).unitFacts(t, [folded.unit, folded.drafter.unit]), institutionOf(t)]);
    const heading = headingOf(t, id, letter);
    const content = contentOf<Version>(t, id, version!);
    const words = `${heading.subject} ${heading.to} ${heading.typeTitle} ${content.body ? proseText(content.body) : ''}`.slice(0, 50_000);
    await search.put(t, {
      kind: 'out', id, number: folded.document?.number ?? '', ...(folded.secrecy === 'rahasia' ? { words: '', quiet: words } : { words }),
      access: search.keys({
        secrecy: folded.secrecy, book: folded.unit, posts: [folded.drafter.post, ...folded.steps.map((step) => step.post), ...(folded.signer ? [folded.signer] : [])], units: [folded.drafter.unit, folded.unit],
        wideUnits: [folded.unit].filter((unit) => facts.get(unit)?.kind !== 'head-of-region'), readers: folded.named.map(({ person }) => person), accounts: [...new Set(actions.flatMap(({ payload }) => payload.by.account ?? []))],
      }),
      facets: { day: folded.document?.day ?? dayIn(letter.saved_at, zone), classification: content.classification, secrecy: folded.secrecy, unit: folded.unit, state: folded.state, sender: facts.get(folded.unit)?.name ?? '' },
    });
  });
}

/** Asked again of each by the rule itself. */
export const foundOut: NonNullable<FoundByKind<TenantContext>['out']> = {
  states: STATES,
  rows: async (t, ids) => {
    const reader = await readerOf(t);
    const [letters, acted] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account)]);
    return letters.filter((letter) => readingFor(reader, letter.folded, acted.has(letter.id)) === 'whole').map(({ folded, ...letter }): FoundRow => {
      const heading = headingOf(t, letter.id, letter);
      return {
        id: letter.id, href: `/petugas/naskah/${letter.id}`, title: heading.subject, number: folded.document?.number ?? '', agenda: '', who: heading.to, day: folded.document?.day ?? dayIn(letter.saved_at, reader.zone), secrecyText: SECRECY[folded.secrecy].title,
        stateText: STATES[folded.state], done: folded.state === 'terkirim' || folded.state === 'diberkaskan', masked: false,
      };
    });
  },
};

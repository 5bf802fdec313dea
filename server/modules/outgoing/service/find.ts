import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { readText } from '../../../engines/intake/read-text.ts';
import { proseText } from '../../../engines/prose/prose-text.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { SECRECY, type FoundByKind, type FoundRow } from '../../letters/contract.ts';
import { STATES } from '../contract.ts';
import { findLetters, findVersion, hasActed, listActions } from '../storage/letters.ts';
import type { Version } from './compose.ts';
import { councilUnits, secretariatsOf } from '../../organization/contract.ts';
import { institutionOf, organizationOf, searchOfLetters, textToolsOf, typesOf } from './ports.ts';
import { readerOf, readingFor } from './reader.ts';
import { contentOf, headingOf } from './secret.ts';

/** After each action: what may be found of a letter, and by whom. A draft that was never handed on is in no search, nor what is sangat rahasia. */
export async function keepFindable(ctx: Context, message: EventMessage): Promise<void> {
  const id = String(message.payload.letter);
  const read = await finishedText(ctx, id);
  await inTenant(ctx, async (t) => {
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (!letter || letter.folded.version === 0) return;
    const search = searchOfLetters(t);
    const { folded } = letter;
    if (folded.secrecy === 'sangat-rahasia') return search.remove(t, id);
    const [version, actions, keptAbove, facts, { zone }] = await Promise.all([findVersion(t.tx, t.instansi, id, folded.version), listActions(t.tx, t.instansi, id), unitsThatKeep(t, [folded.unit, folded.drafter.unit]), organizationOf(t).unitFacts(t, [folded.unit, folded.drafter.unit]), institutionOf(t)]);
    const heading = headingOf(t, id, letter);
    const content = contentOf<Version>(t, id, version!);
    const words = `${heading.subject} ${heading.to} ${heading.typeTitle} ${content.body ? proseText(content.body) : ''}`.slice(0, 50_000);
    await search.put(t, {
      kind: 'out', id, number: folded.document?.number ?? '', ...(folded.secrecy === 'rahasia' ? { words: '', quiet: `${words} ${read}` } : { words, quiet: read }),
      access: search.keys({
        secrecy: folded.secrecy, book: folded.unit, alsoKept: keptAbove, posts: [folded.drafter.post, ...folded.steps.map((step) => step.post), ...(folded.signer ? [folded.signer] : [])], units: [folded.drafter.unit, folded.unit],
        wideUnits: [folded.unit].filter((unit) => facts.get(unit)?.kind !== 'head-of-region'), readers: folded.named.map(({ person }) => person), accounts: [...new Set(actions.flatMap(({ payload }) => payload.by.account ?? []))],
      }),
      facets: { day: folded.document?.day ?? dayIn(letter.saved_at, zone), classification: content.classification, secrecy: folded.secrecy, unit: folded.unit, state: folded.state, sender: facts.get(folded.unit)?.name ?? '' },
    });
  });
}

/** What a finished PDF says, where a program for it is installed: found, never told as a correction. Outside any transaction. */
async function finishedText(ctx: Context, id: string): Promise<string> {
  const file = await readTenant(ctx, async (t) => {
    const [letter] = await findLetters(t.tx, t.instansi, [id]);
    if (!letter || letter.folded.version === 0 || letter.folded.secrecy === 'sangat-rahasia') return undefined;
    const version = await findVersion(t.tx, t.instansi, id, letter.folded.version);
    return version && contentOf<Version>(t, id, version).bodyFile;
  });
  const bytes = file && (await ctx.house.files.find(ctx.instansi, file.sha256));
  const text = bytes && (await readText(textToolsOf(ctx), bytes, 'application/pdf'));
  return (text ?? '').replaceAll('\u0000', ' ').slice(0, 200_000);
}

/** Tata usaha of the units above keeps it too; of those that a secretariat serves, that secretariat (`reader.ts`, the same rule). */
async function unitsThatKeep(t: TenantContext, units: readonly string[]): Promise<string[]> {
  const inForce = await organizationOf(t).unitsInForce(t);
  const all = new Map(inForce.map((unit) => [unit.id, unit]));
  const council = councilUnits(inForce);
  const above = units.flatMap((unit) => {
    const way: string[] = [];
    for (let at = all.get(unit)?.parent; at && !way.includes(at); at = all.get(at)?.parent) way.push(at);
    return way;
  });
  const offices = units.flatMap((unit) => secretariatsOf(council.has(unit) ? 'dprd' : (all.get(unit)?.kind ?? ''), inForce)).map((unit) => unit.id);
  return [...new Set([...units, ...above.filter((unit) => all.get(unit)?.kind !== 'head-of-region'), ...offices])];
}

/** Asked again of each by the rule itself; with them those that the national application issued. */
export const foundOut: NonNullable<FoundByKind<TenantContext>['out']> = {
  states: STATES,
  rows: async (t, ids) => {
    const reader = await readerOf(t);
    const [letters, acted] = await Promise.all([findLetters(t.tx, t.instansi, ids), hasActed(t.tx, t.instansi, ids, reader.account)]);
    const national = await typesOf(t).foundNational(t, ids);
    return [...national, ...letters.filter((letter) => readingFor(reader, letter.folded, acted.has(letter.id)) === 'whole').map(({ folded, ...letter }): FoundRow => {
      const heading = headingOf(t, letter.id, letter);
      return {
        id: letter.id, href: `/petugas/naskah/${letter.id}`, title: heading.subject, number: folded.document?.number ?? '', agenda: '', who: heading.to, day: folded.document?.day ?? dayIn(letter.saved_at, reader.zone), secrecyText: SECRECY[folded.secrecy].title,
        stateText: STATES[folded.state], done: folded.state === 'terkirim' || folded.state === 'diberkaskan', masked: false,
      };
    })];
  },
};

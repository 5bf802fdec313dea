import { join } from 'node:path';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../platform/request/context.ts';
import { readDefinitionContext, readDefinitionFiles, readLifeEvents, type LifeEvent } from './catalogue-files.ts';
import type { LayananPort } from './contract/port.ts';
import { invalidDefinition } from './refused-source.ts';
import { describeProblems, loadDefinition } from './load-layanan.ts';
import type { CompiledLayanan, DefinitionContext } from './rules/definition-is-sound.ts';
import { chosenUnits, isRenewable, lastValidDay, letterFields, subjectOf, workflowFacts } from './rules/fill-the-letter.ts';
import type { DefinitionProblem } from './rules/definition-problem.ts';
import { letterOfTryOut } from './rules/letter-of-a-try-out.ts';
import { findBody, insertDraft, listOffers, publishVersion } from './storage.ts';

const CATALOG = join(import.meta.dirname, '..', '..', '..', 'catalog');

let files: { context: DefinitionContext; lifeEvents: LifeEvent[] } | undefined;
/** What definitions are checked against; read once, the files belong to the installation. */
export const catalogueFiles = () => (files ??= { context: readDefinitionContext(CATALOG), lifeEvents: readLifeEvents(CATALOG) });

interface Offer {
  id: string;
  version: number;
  open: boolean;
  closed_reason: string | null;
}

/** Offers are read on every submission, so they are kept for two seconds; publishing here forgets them at once. */
const KEEP_OFFERS_MS = 2000;

export interface Offers extends LayananPort<TenantContext> {
  all(t: TenantContext): Promise<Offer[]>;
  forget(instansi: string): void;
}

export function createOffers(): Offers {
  const bodies = new Map<string, CompiledLayanan>();
  const offers = new Map<string, { at: number; list: Offer[] }>();

  async function all(t: TenantContext): Promise<Offer[]> {
    const known = offers.get(t.instansi);
    if (known && Date.now() - known.at < KEEP_OFFERS_MS) return known.list;
    const list = await listOffers(t.tx, t.instansi);
    offers.set(t.instansi, { at: Date.now(), list });
    return list;
  }

  async function version(t: TenantContext, id: string, number: number): Promise<CompiledLayanan> {
    const key = `${t.instansi}/${id}/${number}`;
    const known = bodies.get(key);
    if (known) return known;
    const found = await findBody(t.tx, t.instansi, id, number);
    if (!found) throw new Refused({ code: 'layanan.unknown' });
    // A draft may still change.
    if (found.state !== 'draft') bodies.set(key, found.body);
    return found.body;
  }

  return {
    all,
    version,
    forget: (instansi) => void offers.delete(instansi),
    current: async (t, id) => {
      const offer = (await all(t)).find((one) => one.id === id);
      if (!offer) throw new Refused({ code: 'layanan.unknown' });
      if (!offer.open) throw new Refused({ code: 'layanan.closed', data: { reason: offer.closed_reason } });
      return { version: offer.version, compiled: await version(t, id, offer.version) };
    },
    names: async (t) => {
      const names = new Map<string, string>();
      for (const offer of await all(t)) names.set(offer.id, (await version(t, offer.id, offer.version)).definition.name);
      return names;
    },
    subjectOf, workflowFacts, chosenUnits, lastValidDay, isRenewable,
    letterFields: (compiled, sources) => letterFields(compiled, catalogueFiles().context.letters.get(compiled.definition.output.template)!, sources),
    examine: async (t, id, number) => {
      const found = await findBody(t.tx, t.instansi, id, number);
      if (!found) throw new Refused({ code: 'layanan.unknown' });
      const loaded = loadDefinition(found.source, catalogueFiles().context);
      if (!loaded.ok) throw invalidDefinition(loaded.refusal.data!.problems as DefinitionProblem[]);
      return loaded.value.compiled;
    },
    letterOfTryOut: (compiled, sources) => letterOfTryOut(compiled, catalogueFiles().context.letters.get(compiled.definition.output.template)!, sources),
    seedCatalogue: async (t) => {
      if ((await listOffers(t.tx, t.instansi)).length > 0) return 0;
      let count = 0;
      for (const { file, text } of readDefinitionFiles(CATALOG)) {
        const loaded = loadDefinition(text, catalogueFiles().context);
        if (!loaded.ok) throw new Error(`catalog/layanan/${file}\n${describeProblems(loaded.refusal.data!.problems as never)}`);
        const { compiled, sha256 } = loaded.value;
        const at = t.house.clock.now();
        const number = await insertDraft(t.tx, t.instansi, { id: compiled.definition.id, name: compiled.definition.name, source: text, body: compiled, sha256, at });
        await publishVersion(t.tx, t.instansi, compiled.definition.id, number, 'Katalog awal', at);
        count += 1;
      }
      offers.delete(t.instansi);
      return count;
    },
  };
}

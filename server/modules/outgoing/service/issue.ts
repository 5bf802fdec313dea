import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';
import { emit } from '../../../platform/events/events.ts';
import type { EventMessage } from '../../../platform/module.ts';
import { Refused, type Refusal } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { FinishedPayload, Produced } from '../../issuance/contract.ts';
import type { Holder } from '../../organization/contract.ts';
import type { By } from '../rules/letter-state.ts';
import { findLetter, findLetters, viewedBy } from '../storage/letters.ts';
import { currentVersion } from './act.ts';
import { orderOf, publicSubject, todayOf } from './compose.ts';
import { issuanceOf } from './ports.ts';
import { headingOf, isSealed } from './secret.ts';
import { perform } from './store.ts';
import { mustCodeInForce, typeFor } from './types.ts';

// Chapters: three steps for many letters · numbers · what became of each · a later outcome (scan, retry)

/** Of whom the register knows the case: a letter of this module. */
export const CASE = 'naskah';

const NOBODY = '00000000-0000-0000-0000-000000000000';

export interface Issuing {
  ctx: Context;
  /** In office today; who signs. */
  holder: Holder;
  by: By;
  /** Printed for a signature by hand. */
  ink: boolean;
  remote?: RemoteIdentity;
  afresh: boolean;
}
export interface Issued {
  letter: string;
  refusal?: Refusal;
  message?: string;
}

/**
 * penomoran (one short transaction for all) → drawn and signed outside any → ditandatangani (one transaction). Each may be
 * repeated: a crash anywhere leaves numbers that are used again, and letters already signed are found signed.
 */
export async function issue(issuing: Issuing, letters: readonly string[]): Promise<Issued[]> {
  const numbered = await drawnFirst(issuing, await giveNumbers(issuing, letters));
  const made = await Promise.all(numbered.map(async (one): Promise<Issued & { outcome?: Produced; document?: string }> => (one.document ? { ...one, ...(await produced(issuing, one.document)) } : one)));
  const done = made.flatMap(({ letter, document, outcome }) => (document && outcome ? [{ letter, document, outcome }] : []));
  if (done.length > 0) {
    await inTenant(issuing.ctx, async (t) => {
      for (const { letter, document, outcome } of done) {
        await issuanceOf(t).finish(t, document, outcome);
        await record(t, letter, outcome, issuing.by);
      }
    });
  }
  return made.map(({ letter, refusal, outcome }): Issued => {
    if (refusal) return { letter, refusal };
    return outcome && (outcome.outcome === 'failed' || outcome.outcome === 'uncertain') ? { letter, refusal: { code: outcome.code }, message: outcome.reason } : { letter };
  });
}

async function produced({ ctx, remote, afresh }: Issuing, document: string): Promise<{ outcome: Produced } | { refusal: Refusal }> {
  try {
    return { outcome: await issuanceOf(ctx).produce(ctx, document, { ...(remote ? { remote } : {}), ...(afresh ? { afresh } : {}) }) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

type Order = Awaited<ReturnType<typeof orderOf>>;
type Given = Issued & { document?: string; /** A finished file that must be seen to print before it gets a number. */ toDraw?: Order };

/** A finished file may not take what is put on it (a longer signer block, another post): it is drawn outside any transaction before a number is used. */
async function drawnFirst(issuing: Issuing, given: readonly Given[]): Promise<Given[]> {
  const tried = await Promise.all(given.map(async ({ toDraw, ...one }): Promise<Given & { drawn?: true }> => {
    if (!toDraw) return one;
    try {
      await issuanceOf(issuing.ctx).preview(issuing.ctx, toDraw);
      return { ...one, drawn: true };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { ...one, refusal: error.refusal };
    }
  }));
  const drawn = tried.filter((one) => one.drawn).map(({ letter }) => letter);
  const numbered = new Map((drawn.length > 0 ? await giveNumbers(issuing, drawn, true) : []).map((one) => [one.letter, one]));
  return tried.map(({ drawn: _, ...one }) => numbered.get(one.letter) ?? one);
}

const giveNumbers = (issuing: Issuing, letters: readonly string[], areDrawn = false): Promise<Given[]> =>
  inTenant(issuing.ctx, async (t) => {
    const results: Given[] = [];
    const seen = issuing.ink ? undefined : await viewedBy(t.tx, t.instansi, letters, issuing.by.account ?? NOBODY);
    for (const letter of letters) {
      try {
        results.push({ letter, ...(await giveNumber(t, issuing, letter, seen, areDrawn)) });
      } catch (error) {
        // Everything that may be refused is, before this letter wrote anything.
        if (!(error instanceof Refused) || error.refusal.code === 'outgoing.changed') throw error;
        results.push({ letter, refusal: error.refusal });
      }
    }
    return results;
  });

/** `seen`: letter and hash of what the signer opened; a signature by hand is given on the print itself. */
async function giveNumber(t: TenantContext, { holder, by, ink }: Issuing, id: string, seen: ReadonlySet<string> | undefined, isDrawn: boolean): Promise<Pick<Given, 'document' | 'toDraw'>> {
  const letter = await findLetter(t.tx, t.instansi, id);
  const state = letter?.folded.state;
  if (!letter || (state !== 'siap_ttd' && state !== 'penomoran') || letter.folded.signer !== holder.postId) throw new Refused({ code: 'outgoing.not-now' });
  // A batch may wait, or go on after a crash: what was revised meanwhile is another letter than the one that was read.
  if (seen && state === 'siap_ttd' && !seen.has(`${id} ${letter.folded.hash}`)) throw new Refused({ code: 'outgoing.not-viewed' });
  const content = await currentVersion(t, id, letter.folded.version);
  const today = await todayOf(t);
  const day = (await issuanceOf(t).letterDay(t, CASE, id)) ?? today;
  const type = await typeFor(t, content, today);
  if (state === 'siap_ttd') await mustCodeInForce(t, content, type, day);
  const order = await orderOf(t, { content, type, holder, day });
  if (content.bodyFile && !isDrawn && state === 'siap_ttd') return { toDraw: order };
  const numbered = await issuanceOf(t).number(t, { ...order, caseKind: CASE, caseId: id, subjectMasked: publicSubject(content), secret: isSealed(letter.folded.secrecy) });
  if (state === 'siap_ttd') {
    await perform(t, { id, urgency: content.urgency }, letter.folded, {
      kind: 'number', at: t.house.clock.now().toISOString(), by, document: numbered.documentId, number: numbered.number, unit: holder.unitId, day, holder: { person: holder.personId, name: holder.name, capacity: holder.capacity }, ink,
    });
  }
  return { document: numbered.documentId };
}

/** The outcome becomes an action once; a letter that waits for its scan stays numbered until the scan is there. */
async function record(t: TenantContext, id: string, outcome: Pick<Produced, 'outcome'> & Record<string, unknown>, by: By): Promise<void> {
  const [letter] = await findLetters(t.tx, t.instansi, [id]);
  if (!letter || letter.folded.state !== 'penomoran' || outcome.outcome === 'awaiting-scan') return;
  const { urgency } = headingOf(t, id, letter);
  const common = { at: t.house.clock.now().toISOString(), by };
  if (outcome.outcome === 'signed') {
    await perform(t, { id, urgency }, letter.folded, { ...common, kind: 'sign', sha256: String(outcome['sha256']), mode: outcome['mode'] as 'internal' });
    await emit(t, 'outgoing.signed', { letter: id });
  } else {
    await perform(t, { id, urgency }, letter.folded, { ...common, kind: 'fail', code: String(outcome['code'] ?? 'issuance.production-failed'), uncertain: outcome.outcome === 'uncertain' }, String(outcome['reason'] ?? ''));
  }
}

export const isOurs = (payload: EventMessage['payload']): boolean => payload.caseKind === CASE;
/** `issuance.finished`: a scan was uploaded, or a retry at the register succeeded. */
export async function letterFinished(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as unknown as FinishedPayload;
  if (p.outcome === 'signed') await inTenant(ctx, (t) => record(t, p.caseId, { ...p }, { kind: 'system' }));
}

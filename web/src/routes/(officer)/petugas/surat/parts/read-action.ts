import { many, one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';
import type { LetterAction } from '../../../../../../../server/modules/letters/contract.ts';

/** Recipients as the form asks for them: one penanggung jawab from a list, supporters ticked. */
export function dispositionFrom(values: Values) {
  const lead = one(values, 'lead');
  const support = many(values, 'support').filter((post) => post !== lead);
  const deadline = one(values, 'deadline');
  return {
    recipients: [...(lead ? [{ post: lead, role: 'lead' as const }] : []), ...support.map((post) => ({ post, role: 'support' as const }))], instructions: many(values, 'instructions'), words: one(values, 'words'), ...(deadline && { deadline }),
  };
}

/** When and where an invitation is, as EventFields asks for it; nothing where no day is given. */
export function eventFrom(values: Values) {
  const day = one(values, 'eventDay');
  if (!day && !one(values, 'eventFrom') && !one(values, 'eventPlace')) return undefined;
  return { day, from: one(values, 'eventFrom'), to: one(values, 'eventTo'), place: one(values, 'eventPlace'), dress: one(values, 'eventDress') };
}
const EVENT_INPUT: Record<string, string> = { day: 'eventDay', from: 'eventFrom', to: 'eventTo', place: 'eventPlace', dress: 'eventDress' };

/** The small acts of the letter's page, by the name of the form. */
export function smallAction(kind: string, values: Values): LetterAction | undefined {
  const reason = one(values, 'reason');
  switch (kind) {
    case 'send-prepared':
    case 'drop-prepared':
      return { kind };
    case 'return':
    case 'recall':
    case 'reopen':
      return { kind, reason };
    case 'report':
      return { kind, words: one(values, 'words'), files: many(values, 'files'), done: one(values, 'done') === 'ya' };
    case 'direct':
      return { kind, post: one(values, 'post'), reason };
    case 'change-secrecy':
      return { kind, secrecy: one(values, 'secrecy') as 'biasa', reason };
    case 'set-event':
      return { kind, event: eventFrom(values) ?? null, reason };
    case 'attend':
      return { kind, answer: one(values, 'answer') as 'attending', note: one(values, 'note') };
    case 'name-reader':
      return { kind, holding: one(values, 'holding') };
    default:
      return undefined;
  }
}

/** What the operation calls a recipient, the form calls its list. */
export function atInputs(thrown: unknown): unknown {
  const fields = (thrown as { problem?: { fields?: { path: string; message: string }[] } }).problem?.fields;
  for (const field of fields ?? []) field.path = field.path.replace(/^action\./, '').replace(/^recipients.*/, 'lead').replace(/^photo.*/, 'files').replace(/^event\.(\w+)$/, (path, name: string) => EVENT_INPUT[name] ?? path);
  return thrown;
}

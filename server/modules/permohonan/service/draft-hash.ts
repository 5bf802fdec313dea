import { createHash } from 'node:crypto';
import type { OfficerCase } from './visibility.ts';

/**
 * SHA-256 of the content that an initial approves: the answers, what officers recorded, and the version of the
 * definition. Changing any of them makes another hash, and the initial void.
 */
export function draftHash(c: OfficerCase): string {
  const recorded = c.request.folded.doneSteps.filter((d) => d.answers).map((d) => [d.step, d.answers]);
  const content = JSON.stringify([c.request.layanan, c.request.version, c.request.answers, recorded, c.request.folded.opinions, c.request.folded.assessment ?? null]);
  return createHash('sha256').update(content).digest('hex');
}

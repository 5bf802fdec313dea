import { audit } from '../../../platform/audit/audit.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CommandFacts, CommandHandler, Handled } from '../../sync/contract.ts';
import { queuedDisposition, queuedReport, type LetterAction } from '../contract.ts';
import { act } from './act.ts';

/** Decided without network, done now: by the rules and rights of today, and only if nobody acted on the letter meanwhile. */
async function actLater(t: TenantContext, { letter, branch, seq }: { letter: string; branch: string; seq: number }, action: LetterAction, facts: CommandFacts): Promise<Handled> {
  const { seq: after, state } = await act(t, { id: letter, branch, seq, action });
  await audit(t, { action: 'letters.sent-later', object: 'letter', objectId: letter, detail: { kind: action.kind, seq: after, command: facts.command, device: facts.device.id, given: facts.at.toISOString(), trust: facts.trust } });
  return { result: { letter, seq: after, state } };
}

export const disposeLater: CommandHandler<TenantContext, typeof queuedDisposition> = {
  body: queuedDisposition,
  run: (t, { letter, branch, seq, ...body }, facts) => actLater(t, { letter, branch, seq }, { kind: 'dispose', ...body }, facts),
};
export const reportLater: CommandHandler<TenantContext, typeof queuedReport> = {
  body: queuedReport,
  run: (t, { letter, branch, seq, ...body }, facts) => actLater(t, { letter, branch, seq }, { kind: 'report', files: [], ...body }, facts),
};

import type { Context } from '../../../platform/request/context.ts';
import type { Channel } from '../contract.ts';
import { readChat } from '../rules/a-chat-becomes-a-report.ts';
import { submit, type Submission } from './submit.ts';

type Fields = Omit<Submission, 'reporter' | 'channel' | 'account' | 'trusted' | 'saidAt' | 'externalNumber' | 'from'>;

/** By the reporter. A signed-in person may name somebody else as contact; the report is in their own list. */
export function submitOwn(ctx: Context, { reporter, ...fields }: Fields & { reporter: { name: string; phone: string; email: string } }) {
  const viewer = ctx.viewer;
  const integrator = viewer?.kind === 'integrator';
  return submit(ctx, {
    ...fields, reporter: { ...reporter, name: reporter.name || (viewer && !integrator ? viewer.name : ''), handle: '' }, channel: integrator ? 'api' : 'web', account: viewer && !integrator ? viewer.accountId : null, trusted: viewer?.kind === 'officer' || integrator === true,
  });
}

/** By an officer, for somebody at the desk or in a chat. Channel and contact are kept, so that the answer finds back. */
export function enterReport(ctx: Context, { channel, contact, chat, receivedAt, ...fields }: Fields & { channel: Channel; contact: { name: string; phone: string; email: string; handle: string }; chat: string; receivedAt?: string | undefined }) {
  const read = chat ? readChat(chat) : undefined;
  return submit(ctx, {
    ...fields, body: read?.body && fields.body.trim().length < 11 ? read.body : fields.body, reporter: { ...contact, name: contact.name || (read?.name ?? ''), phone: contact.phone || (read?.phone ?? '') }, channel, account: null, trusted: true,
    ...(receivedAt ? { saidAt: earlier(new Date(receivedAt), ctx.house.clock.now()) } : {}),
  });
}
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

export const readPastedChat = (chat: string) => readChat(chat);

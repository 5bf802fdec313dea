import type { Answer } from '../../../../server/modules/sync/contract.ts';
import { ownerCookie } from './owner.ts';
import { post, type Reply } from './post.ts';
import { read, write, type Queued } from './store.ts';

/** Who stands at the door with the phone in hand waits no longer; the queue goes on trying. */
const PATIENCE_MS = 8000;

/**
 * Asks for one at the door of its own, under its own id. `answered`: kept with it. Otherwise it is asked again from the queue;
 * `reply` is what the door said, undefined where nobody answered. `gone`: another tab was faster.
 */
export async function askDoor(id: string, address: string): Promise<'answered' | 'gone' | { reply: Reply | undefined }> {
  const one = await read('commands', id);
  if (one?.state !== 'asking') return 'gone';
  const reply = await tell(one, address);
  const answered = reply && answeredBy(one, reply);
  if (!answered) return { reply };
  await write({ commands: [answered] });
  return 'answered';
}
/** One that the phone had no room for. @returns it with its answer; undefined without one */
export async function askUnkept(one: Queued, address: string): Promise<Queued | undefined> {
  const reply = await tell(one, address);
  return reply && answeredBy(one, reply);
}

async function tell({ id, account, taken, device }: Queued, address: string): Promise<Reply | undefined> {
  // Somebody else may have signed in meanwhile, in another tab: the door would take it for theirs.
  if (!navigator.onLine || ownerCookie() !== account) return undefined;
  return post(address, { id, ...(taken!.body as object), device, at: taken!.deviceTime }, PATIENCE_MS).catch(() => undefined);
}
function answeredBy(one: Queued, reply: Reply): Queued | undefined {
  const answer = answerOf(one.id, reply);
  return answer && { ...one, state: answer.state as 'accepted' | 'marked' | 'refused', answer, ended: Date.now() };
}

/** What a door says for good; undefined: it is asked again from the queue. */
export function answerOf(id: string, { status, body }: Reply): Answer | undefined {
  const { verdict, reasons = [], code, detail } = (body ?? {}) as { verdict?: string; reasons?: { code: string; text: string }[]; code?: string; detail?: string };
  if (status < 300 && verdict) return { id, state: verdict === 'marked' ? 'marked' : 'accepted', marks: reasons, result: body };
  const isPassing = status >= 500 || status < 400 || [401, 408, 425, 429].includes(status) || !code;
  return isPassing ? undefined : { id, state: 'refused', marks: [], code, sentence: detail };
}

import type { Answer } from '../../../../server/modules/sync/contract.ts';
import { post, type Reply } from './post.ts';
import { read, write } from './store.ts';

/** Who stands at the door with the phone in hand waits no longer; the queue goes on trying. */
const PATIENCE_MS = 8000;

/**
 * Asks for one at the door of its own, under its own id. `answered`: kept with it. Otherwise it is asked again from the queue;
 * `reply` is what the door said, undefined where nobody answered. `gone`: another tab was faster.
 */
export async function askDoor(id: string, address: string): Promise<'answered' | 'gone' | { reply: Reply | undefined }> {
  const one = await read('commands', id);
  if (one?.state !== 'asking') return 'gone';
  const said = { id, ...(one.taken!.body as object), device: one.device, at: one.taken!.deviceTime };
  const reply = navigator.onLine ? await post(address, said, PATIENCE_MS).catch(() => undefined) : undefined;
  const answer = reply && answerOf(id, reply);
  if (!answer) return { reply };
  await write({ commands: [{ ...one, state: answer.state as 'accepted' | 'marked' | 'refused', answer }] });
  return 'answered';
}

/** What a door says for good; undefined: it is asked again from the queue. */
export function answerOf(id: string, { status, body }: Reply): Answer | undefined {
  const { verdict, reasons = [], code, detail } = (body ?? {}) as { verdict?: string; reasons?: { code: string; text: string }[]; code?: string; detail?: string };
  if (status < 300 && verdict) return { id, state: verdict === 'marked' ? 'marked' : 'accepted', marks: reasons, result: body };
  const isPassing = status >= 500 || status < 400 || [401, 408, 425, 429].includes(status) || !code;
  return isPassing ? undefined : { id, state: 'refused', marks: [], code, sentence: detail };
}

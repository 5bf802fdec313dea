import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { paragraph, type Block, type Prose } from '../engines/prose/prose.ts';
import type { Context, Viewer } from '../platform/request/context.ts';
import { secrecyNames, urgencyNames } from '../modules/letters/contract.ts';
import type { Addressee, Content } from '../modules/outgoing/contract.ts';
import { act, markViewed } from '../modules/outgoing/service/act.ts';
import { beginLetter, getDraft, saveDraft } from '../modules/outgoing/service/drafts.ts';
import { getLetter } from '../modules/outgoing/service/letter-view.ts';
import { listInstitutions } from '../modules/outgoing/service/posts.ts';
import { sign } from '../modules/outgoing/service/sign.ts';
import { takePdf } from '../modules/outgoing/service/take-file.ts';
import { storeUpload } from '../platform/files/uploads.ts';
import { writePdf } from './drawing.ts';
import { viewersOf } from './letters.ts';
import type { Seeding } from './seeding.ts';

const outside = z.strictObject({ name: z.string(), place: z.string().default(''), email: z.string().default('') });
const file = z.strictObject({
  letters: z.array(z.strictObject({
    key: z.string(), type: z.string(),
    /** Working days before the anchor's day. */
    day: z.number().int().min(0),
    clock: z.string().regex(/^\d{2}:\d{2}$/),
    by: z.string(), subject: z.string(), code: z.string(), secrecy: z.enum(secrecyNames).default('biasa'), urgency: z.enum(urgencyNames).default('biasa'),
    /** User names, people outside, or `institution`: the other one of the demonstration. */
    to: z.array(z.union([z.string(), outside])).min(1), copies: z.array(z.string()).default([]),
    signer: z.string(), behalf: z.string().optional(), initials: z.array(z.string()), initialled: z.array(z.string()).default([]), signed: z.boolean().default(false),
    returned: z.strictObject({ by: z.string(), reason: z.string(), quote: z.string(), remark: z.string() }).optional(),
    /** A finished PDF of these lines is the letter; marks as `${nomor}` are the places of what belongs to it. */
    pdf: z.boolean().default(false),
    /** "# " a heading, "1. " an item of a numbered list. */
    text: z.array(z.string()).min(1),
  })).min(1),
});

/** Letters that go out, by the module's own verbs: one waits for the regent, one for a paraf, one came back, four went out: one of them a finished PDF, one of DPRD. */
export async function seedOutgoing(seeding: Seeding): Promise<void> {
  const { anchor } = seeding;
  const { letters } = file.parse(parse(readFileSync(new URL('../../catalog/demo/outgoing.yaml', import.meta.url), 'utf8')));
  const people = viewersOf(seeding);
  const as = (userName: string, at: Date): Context & { viewer: Viewer } => ({ ...seeding.context(at), viewer: { ...people(userName), secondFactorAt: at } });
  const post = (userName: string) => people(userName).hat!.postId;
  for (const letter of letters) {
    const at = anchor.at(anchor.workingDay(-letter.day), letter.clock);
    const later = (minutes: number) => new Date(Math.min(at.getTime() + minutes * 60_000, anchor.now.getTime() - 1000));
    const writer = as(letter.by, later(0));
    const other = letter.to.includes('institution') ? (await listInstitutions(writer)).items[0] : undefined;
    const addressee = (one: string | z.infer<typeof outside>): Addressee[] =>
      typeof one !== 'string' ? [{ kind: 'outside', ...one }] : one === 'institution' ? (other ? [{ kind: 'institution', host: other.host, office: 'Sekretaris' }] : []) : [{ kind: 'post', post: post(one) }];
    const { id, seq } = await beginLetter(writer, { type: letter.type });
    const { content } = await getDraft(writer, id);
    await saveDraft(as(letter.by, later(4)), {
      id, seq,
      content: {
        ...(content as Content), subject: letter.subject, classification: letter.code, secrecy: letter.secrecy, urgency: letter.urgency, addressees: letter.to.flatMap(addressee), copies: letter.copies.flatMap(addressee), signer: post(letter.signer),
        ...(letter.behalf ? { signFor: 'an' as const, onBehalfOf: post(letter.behalf) } : {}), chain: letter.initials.map((userName) => ({ post: post(userName), kind: 'tier' as const })), ...(letter.pdf ? {} : { body: bodyOf(letter.text) }),
      },
    });
    if (letter.pdf) {
      const upload = await storeUpload(writer, `${letter.key}.pdf`, writePdf(letter.subject, letter.text), writer.viewer.accountId);
      await takePdf(as(letter.by, later(6)), { id, seq: (await getDraft(writer, id)).seq, upload: upload.id });
    }
    const perform = async (userName: string, minutes: number, action: (hash: string) => Parameters<typeof act>[1]['action']) => {
      const ctx = as(userName, later(minutes));
      const { seq: step, hash } = await getLetter(ctx, id);
      await act(ctx, { id, seq: step, action: action(hash) });
    };
    await perform(letter.by, 10, () => ({ kind: 'submit', note: '' }));
    for (const [nth, userName] of letter.initialled.entries()) await perform(userName, 60 + nth * 30, (hash) => ({ kind: 'initial', hash }));
    const { returned } = letter;
    if (returned) await perform(returned.by, 75, () => ({ kind: 'return', reason: returned.reason, remarks: [{ block: 0, quote: returned.quote, words: returned.remark }] }));
    if (!letter.signed) continue;
    const signer = as(letter.signer, later(150));
    const { seq: step, hash } = await getLetter(signer, id);
    await markViewed(signer, { id, hash });
    await sign(signer, { items: [{ id, seq: step }], afresh: false });
  }
}

function bodyOf(lines: readonly string[]): Prose {
  const content: Block[] = [];
  for (const line of lines) {
    const last = content.at(-1);
    if (line.startsWith('# ')) content.push({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: line.slice(2) }] });
    else if (!line.startsWith('1. ')) content.push(paragraph(line));
    else {
      const item = { type: 'listItem' as const, content: [paragraph(line.slice(3))] };
      if (last?.type === 'orderedList') last.content.push(item);
      else content.push({ type: 'orderedList', content: [item] });
    }
  }
  return { type: 'doc', content };
}

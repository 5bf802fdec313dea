import { formatDate, formatMoment } from '../../../engines/working-time/words.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, type Context } from '../../../platform/request/context.ts';
import { INSTRUCTIONS } from '../catalogue-files.ts';
import { SECRECY, URGENCY } from '../contract.ts';
import type { Action, Branch, LetterFold } from '../rules/letter-state.ts';
import { listActions } from '../storage/letters.ts';
import { usualRecipients } from '../storage/lists.ts';
import { institutionOf, issuanceOf } from './ports.ts';
import { postRefs } from './posts.ts';
import { loadWhole, type Reader } from './reader.ts';
import { textOf, withWords } from './secret.ts';

/** How many recipients stand on a sheet that is filled by hand. */
const USUAL = 8;

/**
 * Lembar disposisi (A5) of one giver: what was decided is ticked; before that, a sheet for the pen. For who reads the letter whole;
 * of rahasia and sangat rahasia each print is in the audit trail. @throws Refused `letters.unknown`
 */
export async function dispositionSheet(ctx: Context, id: string, asked?: string): Promise<{ bytes: Buffer; name: string }> {
  if (!ctx.viewer) throw new Refused({ code: 'request.not-signed-in' });
  if (!isUuid(id)) throw new Refused({ code: 'letters.unknown' });
  const { fields, unitId, demo, name } = await inTenant(ctx, async (t) => {
    const { letter, reader } = await loadWhole(t, id);
    const { folded } = letter;
    const giver = giverOf(folded, reader, asked);
    if (!giver) throw new Refused({ code: 'letters.unknown' });
    const given = folded.branches.filter((branch) => branch.parent === giver.id && branch.state !== 'ditarik');
    const [actions, institution, usual] = await Promise.all([listActions(t.tx, t.instansi, id), institutionOf(t), given.length > 0 ? [] : usualRecipients(t.tx, t.instansi, giver.post, USUAL)]);
    const decided = actions.filter((action) => given.some((branch) => branch.seq === action.seq));
    const payloads = decided.flatMap(({ payload }): Extract<Action, { kind: 'dispose' | 'send-prepared' | 'record' }>[] => (payload.kind === 'dispose' || payload.kind === 'send-prepared' || payload.kind === 'record' ? [payload] : []));
    const posts = await postRefs(t, [giver.post, ...given.map(({ post }) => post), ...usual.map(({ post }) => post)], reader.day);
    const titleOf = (post: string) => posts.get(post)?.title ?? 'Jabatan yang dihapus';
    const ticked = new Set(payloads.flatMap(({ instructions }) => instructions));
    const recipients = [...given.map(({ post }) => ({ jabatan: titleOf(post), tanda: 'X' })), ...usual.map(({ post }) => ({ jabatan: titleOf(post), tanda: '' }))];
    const opened = withWords(t, letter);
    const due = payloads.at(-1)?.due;
    if (letter.secrecy === 'rahasia' || letter.secrecy === 'sangat-rahasia') await audit(t, { action: 'letters.sheet-printed', object: 'letter', objectId: id, detail: { agenda: `${letter.agenda}/${letter.year}` } });
    return {
      unitId: giver.unit, demo: institution.demo, name: `lembar-disposisi-${letter.agenda}-${letter.year}.pdf`,
      fields: {
        surat_dari: opened.sender, nomor_surat: opened.sender_number, tanggal_surat: letter.letter_date, diterima: formatMoment(letter.received_at, reader.zone), agenda: `${letter.agenda}/${letter.year}`, sifat: SECRECY[letter.secrecy].title, kecepatan: URGENCY[letter.urgency].title, hal: opened.subject,
        ...(letter.attachments ? { lampiran: letter.attachments } : {}), kepada: recipients.length > 0 ? recipients : BLANK, instruksi: [...INSTRUCTIONS].map(([code, title]) => ({ judul: title, tanda: ticked.has(code) ? 'X' : '' })),
        ...notesOf(decided.map((action) => textOf(t, id, action))), ...(due ? { batas: formatDate(dayIn(new Date(due.at), reader.zone)) } : {}), oleh: titleOf(giver.post),
      },
    };
  });
  return { bytes: await issuanceOf(ctx).print(ctx, 'lembar-disposisi', fields, { paper: 'A5', unitId, demo, title: `Lembar disposisi agenda ${fields.agenda}` }), name };
}
const BLANK = ['', '', ''].map(() => ({ jabatan: '.'.repeat(40), tanda: '' }));
const notesOf = (words: readonly string[]): { catatan?: string } => {
  const notes = [...new Set(words.filter(Boolean))];
  return notes.length > 0 ? { catatan: notes.join('\n') } : {};
};

/** Whose decision the sheet shows: the one asked for, else the reader's own, else the one that reached the reader, else the first. */
function giverOf({ branches }: LetterFold, { hat }: Reader, asked: string | undefined): Branch | undefined {
  if (asked) return branches.find(({ id }) => id === asked);
  const own = branches.findLast((branch) => branch.post === hat.postId && branch.state !== 'ditarik');
  const hasGiven = (branch: Branch) => branches.some(({ parent }) => parent === branch.id);
  if (own && (hasGiven(own) || own.parent === undefined)) return own;
  return branches.find(({ id }) => id === own?.parent) ?? branches[0];
}

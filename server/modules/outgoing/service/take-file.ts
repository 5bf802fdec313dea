import { checkFinishedPdf } from '../../../engines/documents/finished/check-finished-pdf.ts';
import { MARKED, type FinishedPlace } from '../../../engines/documents/finished/finished-body.ts';
import { findMarks } from '../../../engines/intake/find-marks.ts';
import { proseOfDocx } from '../../../engines/prose/prose-of-docx.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import { readTenant, type Context } from '../../../platform/request/context.ts';
import type { Content, FinishedView } from '../contract.ts';
import { findUploads } from '../storage/letters.ts';
import { loadForWriting, saveDraft } from './drafts.ts';
import { finishedViewOf, hasOwnWords } from './finished.ts';
import { textToolsOf } from './ports.ts';
import { contentOf } from './secret.ts';
import { mustType } from './types.ts';

// Chapters: a Word file becomes the body · a PDF becomes the letter

/** What somebody typed is replaced only when that is asked for. A finished PDF gives way. @throws Refused `prose.*`, `outgoing.body-there`, `outgoing.draft-conflict` */
export async function takeWord(ctx: Context, { id, seq, bytes, replace }: { id: string; seq: number; bytes: Uint8Array; replace: boolean }): Promise<{ seq: number; savedText: string; warnings: string[] }> {
  const before = await readTenant(ctx, async (t) => {
    const { letter, reader } = await loadForWriting(t, id);
    const content = contentOf<Content>(t, id, letter);
    return { content, isWritten: hasOwnWords(content, await mustType(t, content.type, reader.day)) };
  });
  const read = orRefuse(proseOfDocx(bytes));
  if (before.isWritten && !replace) throw new Refused({ code: 'outgoing.body-there', fields: [{ path: 'word', message: 'Centang "Ganti isi yang sekarang", lalu pilih lagi berkasnya.' }] });
  const { finished: _, ...rest } = before.content;
  return { ...(await saveDraft(ctx, { id, seq, content: { ...rest, body: read.prose } })), warnings: read.warnings };
}

/** Marks in its text become places; what has none is pointed at by the writer. @throws Refused `documents.finished-*`, `outgoing.no-such-file`, `outgoing.not-a-pdf`, `outgoing.draft-conflict` */
export async function takePdf(ctx: Context, { id, seq, upload }: { id: string; seq: number; upload: string }): Promise<{ seq: number; savedText: string; finished: FinishedView; warnings: string[] }> {
  const { content, file } = await readTenant(ctx, async (t) => {
    const { letter, reader } = await loadForWriting(t, id);
    const [found] = await findUploads(t.tx, t.instansi, [upload]);
    if (!found || found.account !== reader.account) throw new Refused({ code: 'outgoing.no-such-file', fields: [{ path: 'finished', message: 'Unggah lagi berkas ini.' }] });
    if (found.type !== 'application/pdf') throw new Refused({ code: 'outgoing.not-a-pdf', fields: [{ path: 'finished', message: 'Unggah PDF.' }] });
    return { content: contentOf<Content>(t, id, letter), file: found };
  });
  const bytes = orRefuse(checkFinishedPdf(await ctx.house.files.read(ctx.instansi, file.sha256)));
  const marks = await findMarks(textToolsOf(ctx), bytes);
  const places = (marks ?? []).flatMap(({ name, ...place }): FinishedPlace[] => {
    const what = MARKED.find((one) => one === name);
    return what ? [{ what, ...place }] : [];
  }).slice(0, 40);
  const unknown = [...new Set((marks ?? []).map(({ name }) => name).filter((name) => !MARKED.some((one) => one === name)))];
  const finished = { file: upload, places };
  const saved = await saveDraft(ctx, { id, seq, content: { ...content, finished } });
  return { ...saved, finished: finishedViewOf(id, { finished }, file), warnings: [...(marks === undefined ? ['Tanda di dalam berkas ini tidak dapat dibaca. Tunjuk tempatnya.'] : []), ...(unknown.length > 0 ? [`Tanda yang tidak dikenal tetap tercetak: ${unknown.map((name) => `\${${name}}`).join(', ')}.`] : [])] };
}

import { storeUpload } from '../../platform/files/uploads.ts';
import { paragraph, type Prose } from '../../engines/prose/prose.ts';
import type { Viewer } from '../../platform/request/context.ts';
import type { TestHouse } from '../../testing/house.ts';
import type { Calls } from '../../platform/operation.ts';
import { postOf, tinyPdf, type Cast } from '../letters/letters.testing.ts';
import type { Content, operations } from './contract.ts';

type Api = Calls<typeof operations>;
/** What a page would call, as somebody. Refusals arrive with their code. */
export const as = (t: TestHouse, viewer: Viewer | null): Api => t.api.forPages(t.context(viewer)).outgoing as unknown as Api;
export const prose = (...lines: string[]): Prose => ({ type: 'doc', content: lines.map((line) => paragraph(line)) });
export const attach = async (t: TestHouse, viewer: Viewer, words = 'Lampiran'): Promise<string> => (await storeUpload(t.context(viewer), 'lampiran.pdf', tinyPdf(words), viewer.accountId)).id;

/** A letter of the secretariat's clerk to the head of roads, signed by the secretary, initialled by nobody unless told. */
export const letterOf = (c: Cast, more: Partial<Content> = {}): Content => ({
  type: 'surat-pengantar', subject: 'Pemeliharaan jalan kabupaten', secrecy: 'biasa', urgency: 'biasa', classification: '600.1', attachments: '', files: [], addressees: [{ kind: 'post', post: postOf(c.roadsHead) }], attention: '', copies: [], signer: postOf(c.secretary), signFor: 'none', onBehalfOf: null, through: [],
  chain: [], body: prose('Menindaklanjuti rapat, mohon pemeliharaan jalan dimulai pekan depan.', 'Demikian, terima kasih.'), fields: {}, ...more,
});
/** Begun and written, not yet handed on. */
export async function drafted(t: TestHouse, who: Viewer, content: Content): Promise<string> {
  const { id, seq } = await as(t, who).beginLetter({ type: content.type });
  await as(t, who).saveDraft({ id, seq, content: content as never });
  return id;
}
export const seqOf = async (t: TestHouse, who: Viewer, id: string): Promise<number> => (await as(t, who).getLetter({ id })).seq;
export async function handedOn(t: TestHouse, who: Viewer, content: Content): Promise<string> {
  const id = await drafted(t, who, content);
  await as(t, who).act({ id, seq: await seqOf(t, who, id), action: { kind: 'submit' } });
  return id;
}
export async function initialled(t: TestHouse, who: Viewer, id: string): Promise<void> {
  const { seq, hash } = await as(t, who).getLetter({ id });
  await as(t, who).act({ id, seq, action: { kind: 'initial', hash } });
}
/** Read, then signed; the answer of the batch. */
export async function signed(t: TestHouse, who: Viewer, ids: readonly string[]) {
  const items = await Promise.all(ids.map(async (id) => {
    const { seq, hash } = await as(t, who).getLetter({ id });
    await as(t, who).markViewed({ id, hash });
    return { id, seq };
  }));
  const { id } = await as(t, who).sign({ items });
  await t.house.events.drain();
  return as(t, who).getBatch({ id });
}

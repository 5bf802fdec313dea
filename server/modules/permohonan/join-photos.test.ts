import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import { phonePhoto, picture } from '../../engines/photos/photos.testing.ts';
import { sql } from '../../platform/db/sql.ts';
import { storeUpload } from '../../platform/files/uploads.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, usahaAnswers, type Cast } from './permohonan.testing.ts';
import { fileOfCase } from './service/case-access.ts';
import { joinPhotos } from './service/join-photos.ts';

const t = await createTestHouse({ background: true });
let cast: Cast;
const as = (viewer: Viewer) => t.api.forPages(t.context(viewer)) as unknown as Api;
const send = async (name: string, bytes: Uint8Array) => (await storeUpload(t.context(cast.citizen), name, bytes, cast.citizen.accountId)).id;

async function submit(files: Record<string, string[]>): Promise<string> {
  const { id } = await as(cast.citizen).permohonan.submit({ layanan: 'surat-keterangan-usaha', answers: { ...(await usahaAnswers(t, cast)), ...files } });
  await t.house.events.drain();
  return id;
}
const filesOf = async (id: string, path: string) => (await as(cast.verifier).permohonan.getCase({ id })).files.filter((file) => file.path === path);

beforeAll(async () => {
  cast = await castOf(t);
});

describe('several photos of one document', () => {
  let id: string;
  it('are one PDF for the officer, in the order in which they were sent', async () => {
    const photos = [await send('hal-1.jpg', phonePhoto(6)), await send('hal-2.jpg', phonePhoto(1)), await send('hal-3.png', picture('png'))];
    id = await submit({ foto_pengantar: photos });
    const files = await filesOf(id, 'foto_pengantar');
    expect(files).toMatchObject([{ name: 'Surat pengantar RT-RW.pdf', type: 'application/pdf', label: 'Foto surat pengantar RT/RW', url: `/api/permohonan/${id}/berkas/${files[0]!.uploadId}` }]);
    const { sha256 } = await t.house.db.inTenant(t.instansi, (tx) => tx.one<{ sha256: string }>(sql`select sha256 from platform.upload where id = ${files[0]!.uploadId}`));
    const pdf = (await t.house.files.read(t.instansi, sha256)).toString('latin1');
    expect([...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 (\d+)/g)].map((match) => match[1])).toEqual(['595', '841', '841']);
    expect(pdf).not.toMatch(/RAHASIA|GPS/);
  });
  it('stay photos for the applicant, who may replace one', async () => {
    const mine = (await as(cast.citizen).permohonan.getMine({ id })).files.filter((file) => file.path === 'foto_pengantar');
    expect(mine.map((file) => file.name)).toEqual(['hal-1.jpg', 'hal-2.jpg', 'hal-3.png']);
  });
  it('are joined once, however often the job runs', async () => {
    const before = await filesOf(id, 'foto_pengantar');
    const message = { payload: { request: id } } as never;
    await Promise.all([joinPhotos(t.context(), message), joinPhotos(t.context(), message)]);
    expect(await filesOf(id, 'foto_pengantar')).toEqual(before);
  });
  it('nobody outside the case opens the joined file', async () => {
    const [file] = await filesOf(id, 'foto_pengantar');
    for (const viewer of [cast.neighbour, cast.outsider]) await expect(fileOfCase(t.context(viewer), id, file!.uploadId)).rejects.toMatchObject({ refusal: { code: 'permohonan.no-such-file' } });
    expect((await fileOfCase(t.context(cast.verifier), id, file!.uploadId)).type).toBe('application/pdf');
  });
  it('are joined anew after a correction', async () => {
    const [before] = await filesOf(id, 'foto_pengantar');
    const { seq } = await as(cast.verifier).permohonan.getCase({ id });
    await as(cast.verifier).permohonan.act({ id, seq, action: { kind: 'return', step: 'periksa', remarks: [{ path: 'foto_pengantar', message: 'Halaman dua buram.' }] } });
    const draft = await as(cast.citizen).permohonan.startCorrection({ id });
    const { answers } = await as(cast.citizen).permohonan.getDraft({ id: draft.id });
    const [first] = answers['foto_pengantar'] as string[];
    await as(cast.citizen).permohonan.saveDraft({ id: draft.id, answers: { foto_pengantar: [first, await send('hal-2-lagi.jpg', phonePhoto(3))] } });
    await as(cast.citizen).permohonan.submitDraft({ id: draft.id });
    await t.house.events.drain();
    const after = await filesOf(id, 'foto_pengantar');
    expect(after).toHaveLength(1);
    expect(after[0]!.uploadId).not.toBe(before!.uploadId);
  });
});

describe('what is no document in several photos', () => {
  it('stays as it came: one photo, a PDF beside photos, photos of a place', async () => {
    const pdf = await send('surat.pdf', new TextEncoder().encode('%PDF-1.7 contoh'));
    const id = await submit({ foto_pengantar: [pdf, await send('a.jpg', phonePhoto(1))], foto_usaha: [await send('b.jpg', phonePhoto(1)), await send('c.jpg', phonePhoto(1))] });
    expect((await filesOf(id, 'foto_pengantar')).map((file) => file.name)).toEqual(['surat.pdf', 'a.jpg']);
    expect((await filesOf(id, 'foto_usaha')).map((file) => file.name)).toEqual(['b.jpg', 'c.jpg']);
  });
  it('a PDF and two photos: the photos become one, the PDF stays', async () => {
    const id = await submit({ foto_pengantar: [await send('a.jpg', phonePhoto(1)), await send('surat.pdf', new TextEncoder().encode('%PDF-1.7 contoh')), await send('b.webp', picture('webp'))] });
    expect((await filesOf(id, 'foto_pengantar')).map((file) => file.name)).toEqual(['Surat pengantar RT-RW.pdf', 'surat.pdf']);
  });
  it('a photo that cannot be read leaves all as they came, and the job ends well', async () => {
    const id = await submit({ foto_pengantar: [await send('a.jpg', phonePhoto(1)), await send('rusak.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]))] });
    expect((await filesOf(id, 'foto_pengantar')).map((file) => file.name)).toEqual(['a.jpg', 'rusak.jpg']);
    await expect(joinPhotos(t.context(), { payload: { request: id } } as never)).resolves.toBeUndefined();
  });
});

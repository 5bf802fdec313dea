import { describe, expect, it } from 'vitest';
import { formPage } from '../../../../../../server/engines/forms/form-definition.ts';
import { storePostedFiles } from './store-files.ts';

const page = formPage.parse({
  id: 'p', title: 'P', fields: [
    { id: 'foto', type: 'file', label: 'Foto', maxMegabytes: 1, maxFiles: 3 },
    { id: 'nama', type: 'text', label: 'Nama' },
    { id: 'titik', type: 'group', label: 'Titik', fields: [{ id: 'gambar', type: 'file', label: 'Gambar' }] },
  ],
});

function door() {
  const stored: string[] = [];
  const files = {
    storeUpload: async ({ name, bytes }: { name: string; bytes: Uint8Array }) => {
      if (bytes[0] === 0x4d) throw Object.assign(new Error('refused'), { problem: { status: 415, detail: 'Isi berkas ini bukan PDF atau foto.' } });
      stored.push(name);
      return { id: `id-${name}`, name, type: 'image/jpeg', bytes: bytes.length };
    },
  };
  return { stored, api: { files } as unknown as Api };
}

const posted = (...parts: [string, File | string][]) => {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return form;
};
const file = (name: string, content: BlobPart = 'x') => new File([content], name);

describe('files of a form posted without script', () => {
  it('stores each and leaves its id where the form reads it, beside those sent before', async () => {
    const { api, stored } = door();
    const form = posted(['foto', 'before'], ['foto.baru', file('a.jpg')], ['foto.baru', file('b.jpg')], ['titik.2.gambar.baru', file('c.jpg')]);
    expect(await storePostedFiles(api, page, form)).toEqual([]);
    expect(stored).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(form.getAll('foto')).toEqual(['before', 'id-a.jpg', 'id-b.jpg']);
    expect(form.getAll('titik.2.gambar')).toEqual(['id-c.jpg']);
  });
  it('tells what is wrong with one and keeps the others', async () => {
    const { api } = door();
    const form = posted(['foto.baru', file('virus.pdf', 'MZ')], ['foto.baru', file('kosong.jpg', '')], ['foto.baru', file('besar.jpg', new Uint8Array(1_000_001))], ['foto.baru', file('baik.jpg')]);
    const problems = await storePostedFiles(api, page, form);
    expect(problems.map(({ path, message }) => [path, message.split(':')[0]])).toEqual([['foto', 'virus.pdf'], ['foto', 'kosong.jpg'], ['foto', 'besar.jpg']]);
    expect(form.getAll('foto')).toEqual(['id-baik.jpg']);
  });
  it('takes no file that the page does not ask for, and none from an input left empty', async () => {
    const { api, stored } = door();
    const form = posted(['nama.baru', file('a.jpg')], ['lain.baru', file('b.jpg')], ['foto', file('c.jpg')], ['titik.x.gambar.baru', file('d.jpg')], ['foto.baru', new File([], '')]);
    expect(await storePostedFiles(api, page, form)).toEqual([]);
    expect(stored).toEqual([]);
    expect([...form.keys()]).toEqual([]);
  });
  it('lets an unexpected error fly', async () => {
    const api = { files: { storeUpload: async () => { throw new Error('disk'); } } } as unknown as Api;
    await expect(storePostedFiles(api, page, posted(['foto.baru', file('a.jpg')]))).rejects.toThrow('disk');
  });
});

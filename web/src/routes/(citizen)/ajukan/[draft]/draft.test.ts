import { describe, expect, it } from 'vitest';
import { formDefinition } from '../../../../../../server/engines/forms/form-definition.ts';
import { pageOf, pageToShow, withCleared, withLabel, type Draft } from './draft.ts';
import { formStateOf, stateFromPost } from './form-state.ts';

const form = formDefinition.parse({
  pages: [
    { id: 'diri', title: 'Diri', fields: [{ id: 'nama', type: 'text', label: 'Nama' }, { id: 'lahir', type: 'date', label: 'Tanggal lahir', max: 'hari_ini' }] },
    {
      id: 'titik', title: 'Titik', fields: [
        {
          id: 'titik', type: 'group', label: 'Titik', min: 1, fields: [
            { id: 'alamat', type: 'address', label: 'Alamat' },
            { id: 'catatan', type: 'text', label: 'Catatan', required: false },
            { id: 'sebab', type: 'text', label: 'Sebab', when: 'alamat = "lain"' },
            { id: 'foto', type: 'file', label: 'Foto', maxFiles: 2 },
          ],
        },
        { id: 'desa', type: 'region', label: 'Desa', within: 'instansi' },
      ],
    },
    { id: 'akhir', title: 'Akhir', fields: [{ id: 'setuju', type: 'declaration', label: 'Setuju', text: 'Saya setuju.' }] },
  ],
});

const draft = (over: Partial<Draft> = {}): Draft => ({
  id: 'd', layanan: 'x', layananName: 'X', version: 1, kind: 'new', form, run: [], answers: {}, shown: ['nama', 'lahir', 'titik', 'desa', 'setuju'],
  required: ['nama', 'lahir', 'titik', 'desa'], uploads: [], regions: {}, problems: [], remarks: [], savedAt: '',
  pages: form.pages.map(({ id, title }) => ({ id, title, complete: false, shown: true })), ...over,
});
const titik = form.pages[1]!;

describe('the page of a draft to show', () => {
  it('is the one asked for, if it is asked of this person', () => {
    expect(pageToShow(draft(), 'akhir')).toBe('akhir');
    const hidden = draft({ pages: draft().pages.map((page) => ({ ...page, shown: page.id !== 'akhir' })) });
    expect(pageToShow(hidden, 'akhir')).toBe('diri');
    expect(pageToShow(draft(), '../akhir')).toBe('diri');
  });
  it('is else the first with a remark, then the first that is not complete, then the first', () => {
    const complete = draft().pages.map((page) => ({ ...page, complete: page.id === 'diri' }));
    expect(pageToShow(draft({ pages: complete }), null)).toBe('titik');
    expect(pageToShow(draft({ pages: complete, remarks: [{ path: 'setuju', message: 'Centang.' }] }), null)).toBe('akhir');
    expect(pageToShow(draft({ pages: complete.map((page) => ({ ...page, complete: true })) }), null)).toBe('diri');
  });
  it('knows the page of a path inside a row', () => {
    expect(pageOf({ form }, 'titik.3.alamat')).toBe('titik');
    expect(pageOf({ form }, 'tidak_ada')).toBeUndefined();
  });
});

describe('a sentence in the list of what to correct', () => {
  it('names its field once', () => {
    const labels = { 'titik.alamat': 'Alamat', nama: 'Nama' };
    expect(withLabel(labels, { path: 'titik.0.alamat', message: 'Terlalu panjang.' })).toBe('Alamat: Terlalu panjang.');
    expect(withLabel(labels, { path: 'nama', message: 'Isi nama.' })).toBe('Isi nama.');
    expect(withLabel(labels, { path: 'lain', message: 'Isi.' })).toBe('Isi.');
  });
});

describe('what a page shows of a draft', () => {
  it('asks an unsaved row for what has no condition, and for no more', () => {
    const { hidden, required } = formStateOf(draft(), titik, '2026-11-23');
    expect(hidden).toContain('titik.0.sebab');
    expect(hidden).not.toContain('titik.0.alamat');
    expect(required).toMatchObject({ 'titik.0.alamat': true, 'titik.0.catatan': false, desa: true });
  });
  it('believes the server about a saved row', () => {
    const saved = draft({ answers: { titik: [{ alamat: 'lain' }] }, shown: [...draft().shown, 'titik.0.alamat', 'titik.0.sebab'], required: ['titik.0.sebab'] });
    const { hidden, required } = formStateOf(saved, titik, '2026-11-23');
    expect(hidden).not.toContain('titik.0.sebab');
    expect(hidden).toContain('titik.0.catatan');
    expect(required).toMatchObject({ 'titik.0.sebab': true, 'titik.0.alamat': false });
  });
  it('keeps what was typed wrongly, names the region and keeps it within the own region', () => {
    const state = formStateOf(draft({ answers: { nama: '', desa: '35.02.17.2003', titik: [{ alamat: 7 }] }, regions: { '35.02.17.2003': 'Ronowijayan, Siman, Ponorogo' } }), titik, '2026-11-23', '35.02');
    expect(state.values).toMatchObject({ 'titik.0.alamat': '7', desa: '35.02.17.2003' });
    expect(state.regions?.desa).toEqual({ chosen: { code: '35.02.17.2003', name: 'Ronowijayan', path: 'Siman, Ponorogo' }, within: '35.02' });
  });
  it('lists the files of a row under the path of its field', () => {
    const { uploads } = formStateOf(draft({ uploads: [{ uploadId: 'u', path: 'titik.0.foto', label: 'Foto', name: 'a.jpg', type: 'image/jpeg', bytes: 312_000, url: '/u' }] }), titik, '2026-11-23');
    expect(uploads).toEqual({ 'titik.0.foto': [{ id: 'u', name: 'a.jpg', href: '/u', note: 'Foto, 312 KB' }] });
  });
});

describe('a form whose session has ended', () => {
  const api = { getRegion: async ({ code }: { code: string }) => (code === '35.02.17.2003' ? { code, level: 'village', name: 'Ronowijayan', path: 'Siman' } : Promise.reject(new Error('unknown'))) } as unknown as Api['wilayah'];
  it('keeps files and regions in their places: what a page leaves out would count as taken out', async () => {
    const state = await stateFromPost(api, titik, { 'titik.0.foto': ['u1', 'u2'], 'titik.1.foto': 'u3', desa: '35.02.17.2003' });
    expect(state.uploads?.['titik.0.foto']?.map(({ id }) => id)).toEqual(['u1', 'u2']);
    expect(state.uploads?.['titik.1.foto']?.map(({ id }) => id)).toEqual(['u3']);
    expect(state.regions?.desa?.chosen?.name).toBe('Ronowijayan');
    expect((await stateFromPost(api, titik, { desa: '99' })).regions?.desa?.chosen).toEqual({ code: '99', name: '99', path: '' });
  });
});

describe('saving a page', () => {
  it('clears what was emptied, unticked or taken out on it, and nothing on other pages', () => {
    const page = form.pages.find(({ id }) => id === 'titik')!;
    expect(withCleared(page, { nama: 'Sri', titik: [{ alamat: 'Jalan 1' }] })).toEqual({ nama: 'Sri', titik: [{ alamat: 'Jalan 1' }], desa: null });
  });
});

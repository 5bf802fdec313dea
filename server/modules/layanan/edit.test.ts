import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../api.ts';
import type { Viewer } from '../../platform/request/context.ts';
import { createTestHouse } from '../../testing/house.ts';
import { castOf, officer, type Cast } from '../permohonan/permohonan.testing.ts';
import { editSource, type DefinitionEdit } from './edit-the-source.ts';

const CATALOG = join(import.meta.dirname, '../../../catalog/layanan');
const files = ['izin-reklame', 'surat-keterangan-penelitian', 'surat-keterangan-usaha', '_example/surat-keterangan-domisili'];
const read = (file: string) => readFileSync(join(CATALOG, `${file}.yaml`), 'utf8');
const edited = (text: string, ...edits: DefinitionEdit[]): string => {
  const result = editSource(text, edits);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
};
/** Lines that differ, as a reviewer would see them. */
const changed = (before: string, after: string) => ({ gone: before.split('\n').filter((line) => !after.split('\n').includes(line)), come: after.split('\n').filter((line) => !before.split('\n').includes(line)) });

describe('a change to the text of a definition', () => {
  it.each(files)('leaves every other character of %s alone', (file) => {
    const text = read(file);
    expect(edited(text)).toBe(text);
    const name = /^name: (.*)$/m.exec(text)![1]!;
    expect(changed(text, edited(text, { do: 'set', node: '', values: { name: `${name} baru` } }))).toEqual({ gone: [`name: ${name}`], come: [`name: ${name} baru`] });
  });

  const text = '# Kepala berkas\nname: A # nama\nkeywords: [a, b]\n\nform:\n  pages:\n    # halaman satu\n    - id: p\n      title: "Satu"\n      fields:\n        - { id: x, label: X } # isian x\n        - id: y\n          label: Y\nlist:\n  - satu # pertama\n  - dua\n';
  it('keeps comments, quotes and ways of writing', () => {
    const after = edited(text, { do: 'set', node: 'form.pages.p', values: { title: 'Dua: "baru"', intro: 'Halo' } }, { do: 'set', node: 'form.pages.p.fields.x', values: { label: 'Nama, lengkap' } }, { do: 'set', node: '', values: { list: ['dua', 'satu', 'tiga'], keywords: ['a', 'c'] } });
    for (const comment of ['# Kepala berkas', '# nama', '# halaman satu', '# isian x', '- satu # pertama']) expect(after).toContain(comment);
    expect(after).toContain('title: "Dua: \\"baru\\""');
    expect(after).toContain('{ id: x, label: "Nama, lengkap" }');
    expect(after).toContain('keywords: [a, c]');
  });
  it('adds, moves and takes out nodes by their id', () => {
    const moved = edited(text, { do: 'move', node: 'form.pages.p.fields.y', by: -1 }, { do: 'add', list: 'form.pages.p.fields', value: { id: 'z', label: 'Z' } }, { do: 'remove', node: 'form.pages.p.fields.x' });
    expect([...moved.matchAll(/id: (\w)/g)].map((match) => match[1])).toEqual(['p', 'y', 'z']);
    expect(edited(text, { do: 'move', node: 'form.pages.p.fields.x', by: -1 })).toBe(text);
    expect(edited(text, { do: 'set', node: 'form.pages.p', values: { 'a.b.c': 1 } })).toMatch(/a:\n\s+b:\n\s+c: 1/);
    expect(edited(text, { do: 'set', node: 'form.pages.p', values: { title: null } })).not.toContain('Satu');
  });
  it('refuses what is not there', () => {
    for (const edit of [{ do: 'set', node: 'form.pages.q', values: {} }, { do: 'remove', node: 'form.pages.p.fields.q' }, { do: 'move', node: 'form', by: 1 }, { do: 'set', node: '__proto__', values: { polluted: 1 } }, { do: 'add', list: 'name', value: {} }] as DefinitionEdit[]) {
      expect(editSource(text, [edit])).toMatchObject({ ok: false, refusal: { code: 'layanan.no-such-node' } });
    }
  });
});

const t = await createTestHouse();
let cast: Cast;
let admin: Viewer;
const as = (viewer: Viewer | null) => (t.api.forPages(t.context(viewer)) as unknown as Api).layanan;
interface Told { code: string; status: number; fields?: { path: string; message: string }[] }
const problem = (promise: Promise<unknown>): Promise<Told> => promise.then(() => { throw new Error('was not refused'); }, (e: { problem?: Told }) => { if (!e.problem) throw e; return e.problem; });
const SKU = { id: 'surat-keterangan-usaha', version: 1 };

beforeAll(async () => {
  cast = await castOf(t);
  admin = await officer(t, t.context(), cast.desa, 'Admin', 'Fajar Nugroho', ['administrator']);
});

describe('an administrator edits a definition by form', () => {
  it('a published version becomes a draft, a draft is changed in place, and ids stay', async () => {
    const first = await as(admin).getDefinition(SKU);
    expect(first).toMatchObject({ sound: true, state: 'published' });
    const draft = await as(admin).editDefinition({ ...SKU, sha256: first.sha256, edits: [{ do: 'set', node: 'workflow.steps.periksa', values: { title: 'Periksa isian', 'promise.amount': 2 } }] });
    expect(draft.version).toBe(2);
    const again = await as(admin).editDefinition({ ...draft, edits: [{ do: 'set', node: 'form.pages.usaha.fields.usaha_nama', values: { help: 'Seperti di papan nama.', maxLength: 80 } }] });
    expect(again.version).toBe(2);
    const { definition } = await as(admin).getDefinition({ id: SKU.id, version: 2 });
    expect(definition.workflow.steps[0]).toMatchObject({ id: 'periksa', title: 'Periksa isian', promise: { amount: 2, unit: 'working-hours' } });
    expect(definition.form.pages[1]!.fields[0]).toMatchObject({ id: 'usaha_nama', help: 'Seperti di papan nama.', maxLength: 80 });
    const { source, changes } = await as(admin).getSource({ id: SKU.id, version: 2 });
    expect(changed(read('surat-keterangan-usaha'), source).come).toHaveLength(3);
    expect(changes).toHaveLength(2);
    expect((await as(admin).getDefinition(SKU)).definition.workflow.steps[0]!.title).toBe('Periksa berkas');
    await as(admin).publish({ id: SKU.id, version: 2 });
    expect((await as(null).getLayanan({ id: SKU.id })).steps[0]!.title).toBe('Periksa isian');
  });

  it('what the checks refuse is told at the node and not saved', async () => {
    const before = await as(admin).getDefinition({ id: SKU.id, version: 2 });
    const edit = (...edits: DefinitionEdit[]) => problem(as(admin).editDefinition({ id: SKU.id, version: 2, sha256: before.sha256, edits }));
    expect(await edit({ do: 'remove', node: 'form.pages.usaha.fields.usaha_bidang' })).toMatchObject({ code: 'layanan.edit-invalid', status: 422, fields: [{ path: 'output.fields.usaha_bidang', message: expect.stringContaining('usaha_bidang') }] });
    expect((await edit({ do: 'set', node: 'form.pages.keperluan.fields.keperluan_lain', values: { when: 'keperluan = ' } })).fields?.[0]?.path).toBe('form.pages.keperluan.fields.keperluan_lain.when');
    expect((await edit({ do: 'set', node: '', values: { name: 'x' } })).fields?.[0]?.path).toBe('name');
    expect((await edit({ do: 'set', node: 'form.pages.usaha', values: { tittle: 'x' } })).fields?.[0]?.message).toContain('tidak dikenal');
    expect((await edit({ do: 'set', node: '', values: { id: 'layanan-lain' } })).code).toBe('layanan.no-such-node');
    expect((await edit({ do: 'remove', node: 'form.pages.tidak_ada' })).code).toBe('layanan.no-such-node');
    expect((await as(admin).listVersions({ id: SKU.id })).items).toHaveLength(2);
  });

  it('two administrators at once: the second is told, nothing is lost', async () => {
    const before = await as(admin).getDefinition(SKU);
    const draft = await as(admin).editDefinition({ ...SKU, sha256: before.sha256, edits: [{ do: 'set', node: '', values: { summary: 'Surat yang menerangkan usaha Anda, dari desa.' } }] });
    const edits: DefinitionEdit[] = [{ do: 'set', node: '', values: { name: 'Surat Usaha' } }];
    await as(admin).editDefinition({ ...draft, edits });
    expect(await problem(as(admin).editDefinition({ ...draft, edits: [{ do: 'set', node: '', values: { name: 'Lain' } }] }))).toMatchObject({ code: 'layanan.changed', status: 409 });
    expect((await as(admin).getDefinition({ id: draft.id, version: draft.version })).definition).toMatchObject({ name: 'Surat Usaha', summary: 'Surat yang menerangkan usaha Anda, dari desa.' });
  });

  it('is for administrators of this institution', async () => {
    const { sha256 } = await as(admin).getDefinition(SKU);
    for (const viewer of [null, cast.citizen, cast.verifier, cast.signer]) {
      const code = viewer ? 'request.not-allowed' : 'request.not-signed-in';
      expect((await problem(as(viewer).getDefinition(SKU))).code).toBe(code);
      expect((await problem(as(viewer).editDefinition({ ...SKU, sha256, edits: [{ do: 'remove', node: 'form' }] }))).code).toBe(code);
    }
    const foreign = { ...admin, hat: { ...admin.hat!, instansi: t.other } };
    expect((await problem(as(foreign).editDefinition({ ...SKU, sha256, edits: [{ do: 'remove', node: 'form' }] }))).code).toBe('layanan.unknown');
  });
});

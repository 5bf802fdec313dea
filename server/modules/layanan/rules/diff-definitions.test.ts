import { describe, expect, it } from 'vitest';
import { layananDefinition, type LayananDefinition } from '../definition.ts';
import { canonicalJson } from '../../../platform/kernel/canonical-json.ts';
import { diffDefinitions } from './diff-definitions.ts';

const text = (id: string, more: object = {}) => ({ id, type: 'text', label: `Isian ${id}`, ...more });
const definition = (pages: object[], more: object = {}): LayananDefinition => layananDefinition.parse({
  format: 1, id: 'kartu-baca', name: 'Kartu Baca', summary: 'Kartu untuk meminjam buku.', lifeEvents: ['sekolah'], owner: 'unit:PUSTAKA',
  applicants: ['self'], legalBasis: [{ id: 'a', title: 'Peraturan A' }],
  privacy: { purpose: 'Untuk membuat kartu.', lawfulBasis: 'UU 27/2022', retentionYears: 1 },
  standard: { requirements: ['x'], procedure: ['x'], duration: 'x', cost: 'x', product: 'x', complaints: 'x' },
  subject: 'a', form: { pages },
  workflow: {
    promise: { amount: 1, unit: 'working-days' },
    steps: [{ id: 'sign', title: 'Tanda tangan', kind: 'signature', actor: { unit: 'owner', duty: 'signer' }, promise: { amount: 1, unit: 'working-days' } }],
  },
  fee: { kind: 'free', legalBasis: 'x' },
  output: { template: 'kartu', title: 'Kartu', series: { id: 'k', classification: '000.4', pattern: '{urut}' }, fields: {} },
  ...more,
});
const page = (id: string, ...fields: object[]) => ({ id, title: `Halaman ${id}`, fields });
const base = definition([page('satu', text('a'), text('b')), page('dua', text('c'))]);

it('a definition differs in nothing from itself, whatever the order of its keys', () => {
  const turned = JSON.parse(canonicalJson(base)) as LayananDefinition;
  expect(diffDefinitions(base, turned)).toEqual({ added: [], removed: [], changed: [] });
});

it('canonical text has sorted keys and leaves out what is absent', () => {
  expect(canonicalJson({ b: 1, a: [{ d: undefined, c: 'x' }, null], e: undefined })).toBe('{"a":[{"c":"x"},null],"b":1}');
});

describe('node by node', () => {
  it('added, removed and changed fields, by id', () => {
    const other = definition([page('satu', text('a', { label: 'Nama', maxLength: 50 }), text('d')), page('dua', text('c'))]);
    const diff = diffDefinitions(base, other);
    expect(diff.added).toEqual([{ key: 'field:d', kind: 'field', name: 'Isian d' }]);
    expect(diff.removed).toEqual([{ key: 'field:b', kind: 'field', name: 'Isian b' }]);
    expect(diff.changed).toEqual([{
      key: 'field:a', kind: 'field', name: 'Nama',
      changes: [{ property: 'label', before: 'Isian a', after: 'Nama' }, { property: 'maxLength', before: 200, after: 50 }],
    }]);
  });

  it('a field that moves to another page stays the same node', () => {
    const diff = diffDefinitions(base, definition([page('satu', text('a')), page('dua', text('c'), text('b'))]));
    expect([diff.added, diff.removed]).toEqual([[], []]);
    expect(diff.changed).toMatchObject([{ key: 'field:b', changes: [], moved: { from: 'page:satu', to: 'page:dua' } }]);
  });

  it('neighbours that change places are told, an added one between them is not', () => {
    const swapped = diffDefinitions(base, definition([page('satu', text('b'), text('a')), page('dua', text('c'))]));
    expect(swapped.changed.map((node) => node.key).sort()).toEqual(['field:a', 'field:b']);
    const between = diffDefinitions(base, definition([page('satu', text('a'), text('z'), text('b')), page('dua', text('c'))]));
    expect([between.added.length, between.changed]).toEqual([1, []]);
  });

  it('fields of a group have their own names', () => {
    const group = (...fields: object[]) => ({ id: 'titik', type: 'group', label: 'Titik', fields });
    const before = definition([page('satu', text('a'), group(text('alamat')))]);
    const after = definition([page('satu', text('a'), group(text('alamat'), text('a')))]);
    expect(diffDefinitions(before, after)).toEqual({ added: [{ key: 'field:titik/a', kind: 'field', name: 'Isian a' }], removed: [], changed: [] });
  });

  it('sections, steps, options and the definition itself', () => {
    const steps = base.workflow.steps.map((step) => ({ ...step, promise: { amount: 2, unit: 'working-days' } }));
    const other = definition([...base.form.pages], {
      name: 'Kartu Pustaka', privacy: { ...base.privacy, retentionYears: 2 },
      workflow: { promise: { amount: 2, unit: 'working-days' }, steps },
    });
    expect(diffDefinitions(base, other).changed.map((node) => [node.key, node.changes.map((change) => change.property)])).toEqual([
      ['layanan', ['name']], ['section:privacy', ['retentionYears']], ['section:workflow', ['promise']], ['step:sign', ['promise']],
    ]);
    const choice = (...options: object[]) => definition([page('satu', { id: 'a', type: 'choice', label: 'A', options })]);
    const [x, y, z] = ['x', 'y', 'z'].map((id) => ({ id, label: id }));
    expect(diffDefinitions(choice(x!, y!), choice(x!, z!))).toMatchObject({ added: [{ key: 'option:a/z' }], removed: [{ key: 'option:a/y' }], changed: [] });
  });
});

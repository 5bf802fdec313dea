import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DUTIES_OF_KIND, stepKind } from '../../engines/workflow/workflow-definition.ts';
import { field } from '../../engines/forms/form-definition.ts';
import { readDefinitionContext } from './catalogue-files.ts';
import { describeProblems, loadDefinition } from './load-layanan.ts';

const root = new URL('../../../', import.meta.url).pathname;
const page = readFileSync(`${root}docs/how-to/add-a-service.md`, 'utf8');
const context = readDefinitionContext(`${root}catalog`);

it('the example printed on the page loads, and is the one in the catalogue', () => {
  const [block, ...others] = [...page.matchAll(/```yaml\n([^]*?)```/g)].map((match) => match[1]!);
  expect(others).toEqual([]);
  const loaded = loadDefinition(block!, context);
  expect(loaded.ok ? '' : describeProblems(loaded.refusal.data!['problems'] as never)).toBe('');
  expect(block).toBe(readFileSync(`${root}catalog/layanan/_example/surat-keterangan-domisili.yaml`, 'utf8'));
});

it('the message printed on the page is the message given', () => {
  const example = readFileSync(`${root}catalog/layanan/_example/surat-keterangan-domisili.yaml`, 'utf8');
  const loaded = loadDefinition(example.replace('kind: verification', 'kind: verifikasi'), context);
  const told = loaded.ok ? '' : describeProblems(loaded.refusal.data!['problems'] as never);
  const printed = /^(baris 52: .*), …$/m.exec(page)![1]!;
  expect(told.startsWith(printed)).toBe(true);
});

it('every kind of step, its duty and every type of field is on the page', () => {
  for (const kind of stepKind.options) expect(page).toMatch(new RegExp(`\\| \`${kind}\` \\| \`${DUTIES_OF_KIND[kind][0]}\` \\|`));
  const types = field.options.map((option) => option.shape.type.value).join(' ').split(' ').sort();
  expect(/Types: `([a-z ]+)`/.exec(page)![1]!.split(' ').sort()).toEqual(types);
});

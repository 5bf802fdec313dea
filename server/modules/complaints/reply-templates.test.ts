import { beforeAll, expect, it } from 'vitest';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, type Cast } from './complaints.testing.ts';

const t = await createTestHouse();
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});

it('begins with sentences for every outcome; an officer is offered those of the category and those for all', async () => {
  const { items } = await as(t, c.liaison).listTemplates({ category: 'PJU' });
  expect(new Set(items.map((one) => one.outcome))).toEqual(new Set(['progress', 'ask', 'resolved', 'hold', 'archive']));
  expect(new Set(items.map((one) => one.category))).toEqual(new Set([null, 'PJU']));
  for (const one of items) expect(one.text, one.title).not.toMatch(/[[\]{}…]/);
});

it('the coordinator changes them, a liaison may not', async () => {
  const [first] = (await as(t, c.coordinator).listTemplates({ all: true })).items;
  await as(t, c.coordinator).saveTemplate({ ...first!, active: false });
  expect((await as(t, c.liaison).listTemplates({})).items.map((one) => one.id)).not.toContain(first!.id);
  expect((await as(t, c.coordinator).listTemplates({ all: true })).items.map((one) => one.id)).toContain(first!.id);
  expect(await codeOf(as(t, c.liaison).deleteTemplate({ id: first!.id }))).toBe('request.not-allowed');
});

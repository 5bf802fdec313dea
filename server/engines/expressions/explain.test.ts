import { expect, test } from 'vitest';
import { compileExpression } from './compile.ts';
import { explainExpression } from './explain.ts';

test.each([
  ['a * (b + c)', '2 × (3 + 4,5)'],
  ['a - (b - c)', '2 − (3 − 4,5)'],
  ['a - b - c', '2 − 3 − 4,5'],
  ['a / (b * c)', '2 ÷ (3 × 4,5)'],
  ['a * b / c', '2 × 3 ÷ 4,5'],
  ['a * -b', '2 × (-3)'],
  ['(if a > 1 then 1250000 else 0) * b', '1.250.000 × 3'],
  ['a * d', '2 × …'],
  ['round(c)', '5'],
])('%s → %s', (source, text) => {
  const scope = { a: 'integer', b: 'integer', c: 'number', d: 'number' } as const;
  const compiled = compileExpression(source, scope);
  expect(compiled.ok && explainExpression(compiled.value.tree, { a: 2, b: '3', c: '4.5' })).toBe(text);
});

import type { LetterDefinition, LetterField } from '../../../engines/documents/letter/letter-definition.ts';
import { paragraph } from '../../../engines/prose/prose.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';

/** Values that show where each field of a template stands: "[Nama usaha]". */
export const sampleFields = (letter: LetterDefinition, today: CalendarDay): Record<string, unknown> =>
  Object.fromEntries(letter.fields.map((field) => [field.id, sampleOf(field, today)]));

function sampleOf(field: LetterField, today: CalendarDay): unknown {
  const name = `[${field.label}]`;
  switch (field.type) {
    case 'date':
    case 'date-in-words':
      return today;
    case 'number':
      return '12';
    case 'money':
      return 1_250_000;
    case 'list':
      return [name, name];
    case 'table':
      return [1, 2].map((n) => Object.fromEntries(field.columns!.map((column) => [column.id, `[${column.label} ${n}]`])));
    case 'prose':
      return { type: 'doc', content: [paragraph(name), paragraph(name)] };
    default:
      return name;
  }
}

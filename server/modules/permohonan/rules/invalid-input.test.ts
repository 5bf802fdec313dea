import * as z from 'zod';
import { expect, it } from 'vitest';
import { invalidInput } from './invalid-input.ts';

const shape = z.object({ stance: z.enum(['agree', 'disagree']), text: z.string(), count: z.number(), reason: z.string('Tulis alasannya.') });
const told = (input: unknown) => Object.fromEntries((invalidInput(shape.safeParse(input).error!).fields ?? []).map(({ path, message }) => [path, message]));

it('tells by field what to do, and never in the words of the schema', () => {
  expect(told({})).toEqual({ stance: 'Pilih salah satu.', text: 'Bagian ini belum diisi.', count: 'Bagian ini belum diisi.', reason: 'Tulis alasannya.' });
  expect(told({ stance: 'perhaps', text: 'ya', count: 'tiga', reason: 'ya' })).toEqual({ stance: 'Pilih salah satu.', count: 'Isi bagian ini dengan benar.' });
});

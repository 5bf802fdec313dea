import type { SimpleField } from './form-definition.ts';
import { readDate, readMoney, readNumber } from './read-amount.ts';
import { readChoice, readDeclaration, readFiles, readPoint, readRegion } from './read-choice.ts';
import { isBlank, none } from './read-context.ts';
import type { ReadContext, Reading } from './read-context.ts';
import { readAddress, readEmail, readNik, readPhone, readText } from './read-text.ts';

/** Reads one raw answer of any origin (HTML form, JSON, draft) by the type of its field. Never throws. */
export function readField(field: SimpleField, raw: unknown, context: ReadContext): Reading {
  if (isBlank(raw)) return none;
  switch (field.type) {
    case 'text':
      return readText(field, raw, context);
    case 'address':
      return readAddress(field, raw, context);
    case 'number':
      return readNumber(field, raw);
    case 'money':
      return readMoney(field, raw);
    case 'date':
      return readDate(raw);
    case 'choice':
      return readChoice(field, raw);
    case 'nik':
      return readNik(raw, context);
    case 'phone':
      return readPhone(raw);
    case 'email':
      return readEmail(raw);
    case 'region':
      return readRegion(field, raw, context);
    case 'point':
      return readPoint(raw);
    case 'file':
      return readFiles(field, raw, context);
    case 'declaration':
      return readDeclaration(raw);
    case 'computed':
      return none;
  }
}

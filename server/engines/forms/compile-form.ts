import { ok, refuse } from '../../platform/kernel/refusal.ts';
import type { Result } from '../../platform/kernel/refusal.ts';
import { checkForm } from './check-form.ts';
import { compileFields } from './compile-fields.ts';
import type { CompiledForm, FieldCheck } from './compiled-form.ts';
import type { Field, FormDefinition, SimpleField } from './form-definition.ts';
import type { FormEnvironment } from './form-problem.ts';
import { fieldsOf } from './scope.ts';

function checksOf(definition: FormDefinition, environment: FormEnvironment): Record<string, FieldCheck> {
  const checks: Record<string, FieldCheck> = {};
  const add = (field: Field | SimpleField, path: string): void => {
    const element = field.element === undefined ? undefined : environment.elements.get(field.element);
    const sealed = field.type === 'nik' || element?.sealed;
    const check: FieldCheck = {
      ...element?.format,
      ...(element?.check && { check: element.check }),
      ...(element?.maxLength && { maxLength: element.maxLength }),
      ...(sealed && { sealed: true }),
    };
    if (Object.keys(check).length) checks[path] = check;
  };
  for (const field of fieldsOf(definition)) {
    add(field, field.id);
    if (field.type === 'group') for (const inner of field.fields) add(inner, `${field.id}.${inner.id}`);
  }
  return checks;
}

/**
 * Makes a form ready to run, as plain JSON to store beside the definition.
 * Refuses `form.invalid` with `{ problems: FormProblem[] }`.
 */
export function compileForm(definition: FormDefinition, environment: FormEnvironment): Result<CompiledForm> {
  const problems = checkForm(definition, environment);
  if (problems.length) return refuse('form.invalid', { problems });
  return ok({ definition, run: compileFields(definition, environment, () => undefined), checks: checksOf(definition, environment) });
}

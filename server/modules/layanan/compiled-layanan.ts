/** Types of a definition that is ready to run, for the contract. */
export type { CompiledLayanan } from './rules/definition-is-sound.ts';
export type { LetterSources } from './rules/fill-the-letter.ts';
export type { ReadLookups } from '../../engines/forms/describe-answers.ts';

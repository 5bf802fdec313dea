import type { Answers } from '../../../engines/forms/form-definition.ts';
import type { Facts } from '../../../engines/workflow/fold.ts';
import type { ReadLookups } from '../../../engines/forms/describe-answers.ts';
import type { CompiledLayanan, LetterSources } from '../definition.ts';

export type { CompiledLayanan, LetterSources };

/**
 * House part `layanan`; `T` is the tenant context of the platform. A version is found in memory after its first use:
 * published bodies never change.
 */
export interface LayananPort<T> {
  /** What new requests use. @throws Refused `layanan.unknown`, `layanan.closed` */
  current(t: T, id: string): Promise<{ version: number; compiled: CompiledLayanan }>;
  /** The version that a request began with. @throws Refused `layanan.unknown` */
  version(t: T, id: string, version: number): Promise<CompiledLayanan>;
  /** Names of all services ever offered, by id. */
  names(t: T): Promise<Map<string, string>>;
  subjectOf(compiled: CompiledLayanan, answers: Answers, options?: { lookups?: ReadLookups; facts?: Record<string, unknown> }): string;
  workflowFacts(compiled: CompiledLayanan, answersOf: (version: number) => Answers): Facts;
  /** For each step whose actor depends on the answers: the reference of the unit that these answers mean, by step id. */
  chosenUnits(compiled: CompiledLayanan, answers: Answers): Record<string, string>;
  /** The fields of the output's template, ready for `issuance`. */
  letterFields(compiled: CompiledLayanan, sources: LetterSources): Record<string, unknown>;
  /**
   * Any version, drafts too, checked afresh against today's catalogue and templates.
   * @throws Refused `layanan.unknown`, `layanan.invalid` with a sentence for each problem
   */
  examine(t: T, id: string, version: number): Promise<CompiledLayanan>;
  /** As `letterFields`, where nobody has worked on the case: what officers would record shows its own name, told in `stoodIn`. */
  letterOfTryOut(compiled: CompiledLayanan, sources: LetterSources): { fields: Record<string, unknown>; stoodIn: string[]; missing: string[] };
  lastValidDay(compiled: CompiledLayanan, sources: LetterSources): string | undefined;
  isRenewable(compiled: CompiledLayanan, answers: Answers): boolean;
  /** Fills the catalogue of an institution that has none yet from `catalog/layanan/`. */
  seedCatalogue(t: T): Promise<number>;
}

import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { Secrecy } from './words.ts';

/** A letter as the archive keeps its line; of what the reader may not read, `title` and `party` are empty. */
export interface ArchiveFacts {
  id: string;
  title: string;
  number: string;
  /** From whom, or to whom. */
  party: string;
  day: CalendarDay;
  classification: string;
  unit: string;
  secrecy: Secrecy;
  href: string;
  /** By whoever stands in the context. */
  mayRead: boolean;
}

/**
 * One value of the house part `archive.sources` (a record by kind: `in`, `out`): papers that another module keeps and that are filed
 * in folders. `T` is the tenant context.
 */
export interface ArchiveSource<T> {
  /** Of those that the reader may see, at least as a line; others are absent. */
  facts(t: T, ids: readonly string[]): Promise<ArchiveFacts[]>;
  /** It was put into a folder, in the caller's transaction. */
  filed?(t: T, id: string): Promise<void>;
  /** Words of files go, their line stays; what is returned may be dropped from the store once nothing names it. In the caller's transaction. */
  forget(t: T, ids: readonly string[]): Promise<{ sha256: string }[]>;
}
export type ArchiveSources<T> = Readonly<Record<string, ArchiveSource<T>>>;

import { sql, type Sql } from '../../../platform/db/sql.ts';
import { searchOf } from '../../../platform/search/search.ts';
import { allMarks, anyMark } from '../../../platform/kernel/search-words.ts';

export const search = searchOf('complaints', { stems: true });

/** What may be found: reports that one of `units` leads or supports (undefined: all), or published ones. Misconduct is never in it. */
export const mayFind = (units: readonly string[] | undefined, shownOnly: boolean): string => allMarks([units && anyMark(units.map((unit) => `u:${unit}`)), shownOnly ? anyMark(['k:public']) : undefined]);

/** Who may find reports from now on, `changed` selecting their (report, unit, shown, held). `supporting`: where the same statement changes them. */
export const remark = (instansi: string, changed: Sql, supporting?: readonly string[]): Sql =>
  search.remark(instansi, sql`select c.report, complaints.search_marks(c.unit, ${supporting ? sql`${supporting}::uuid[]` : sql`array(select k.unit from complaints.supporting k where k.instansi = ${instansi} and k.report = c.report)`}, c.shown, c.held) from (${changed}) c`);

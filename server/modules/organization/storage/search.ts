import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { CalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { SearchHit } from '../contract.ts';

const escaped = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/**
 * Units by name, former name or code; posts by title; people by name or NIP. One institution has some thousand rows,
 * read through its own part of the primary key; no text operator meets the policy of another tenant's rows.
 */
export function searchOrganization(tx: Tx, instansi: string, search: { query: string; bare: string; nip: string; limit: number; day: CalendarDay; people: boolean }): Promise<SearchHit[]> {
  const pattern = `%${escaped(search.query.toLowerCase())}%`;
  const start = `${escaped(search.query.toLowerCase())}%`;
  return tx.many(sql`select kind, id, title, detail, closed from (
      select 'unit' as kind, u.id, u.name as title,
             u.code || coalesce(' · dahulu ' || (select string_agg(n.name, ', ') from organization.unit_name n where n.instansi = u.instansi and n.unit = u.id), '')
               || coalesce(' · kini ' || s.name, '') as detail,
             coalesce(u.to_day < ${search.day}, false) as closed, lower(u.name) like ${start} or lower(u.code) like ${start} as begins
        from organization.unit u left join organization.unit s on s.instansi = u.instansi and s.id = u.successor
       where u.instansi = ${instansi} and (lower(u.name) like ${pattern} or lower(u.code) like ${start}
          or exists (select from organization.unit_name n where n.instansi = u.instansi and n.unit = u.id and lower(n.name) like ${pattern}))
      union all
      select 'post', p.id, p.title, u.name, coalesce(p.to_day < ${search.day}, false), lower(p.title) like ${start}
        from organization.post p join organization.unit u on u.instansi = p.instansi and u.id = p.unit
       where p.instansi = ${instansi} and lower(p.title) like ${pattern}
      union all
      select 'person', w.id, w.name, coalesce((select string_agg(p.title || ', ' || u.name, '; ') from organization.holding h
               join organization.post p on p.instansi = h.instansi and p.id = h.post join organization.unit u on u.instansi = h.instansi and u.id = p.unit
              where h.instansi = w.instansi and h.person = w.id and h.from_day <= ${search.day} and (h.to_day is null or h.to_day >= ${search.day})), 'Tanpa jabatan'),
             false, w.bare_name like ${start}
        from organization.person w
       where ${search.people} and w.instansi = ${instansi} and ((${search.bare} <> '' and w.bare_name like ${`%${escaped(search.bare)}%`}) or (${search.nip} <> '' and w.nip like ${`${search.nip}%`}))
    ) hits order by closed, begins desc, array_position(array['unit', 'post', 'person'], kind), title, id limit ${search.limit}`);
}

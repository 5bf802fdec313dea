import { compose } from '../../compose.ts';
import { listDue } from '../../modules/archive/service/due.ts';
import { sql } from '../../platform/db/sql.ts';
import { jobContext } from '../../platform/events/events.ts';
import { isCalendarDay } from '../../platform/kernel/calendar-day.ts';
import { DONE, printJson, Usage, type Command } from '../command.ts';
import { withServer } from '../with-database.ts';

/** `pendopo archive due --day 2030-01-01`: folders whose active or whole period is over on that day, by institution. */
export const archiveDue: Command = {
  usage: '--day YYYY-MM-DD',
  options: { day: 'value' },
  run: async (given, io) => {
    const day = given.value('day');
    if (!isCalendarDay(day)) throw new Usage('Tulis --day dengan tanggal yang ada, misalnya 2030-01-01.');
    return withServer(io, async (settings, urls) => {
      const { house, stop } = await compose(settings, urls, { background: false });
      try {
        const institutions = await house.db.lookUp<{ id: string; name: string }>(sql`select id, name from organization.instansi order by name`);
        const report = [];
        for (const { id, name } of institutions) report.push({ instansi: name, ...(await listDue(jobContext(house, id, 'cli:archive-due'), day)) });
        printJson(io, { day, institutions: report });
        return DONE;
      } finally {
        await stop();
      }
    });
  },
};

import { compose } from '../compose.ts';
import { jobContext } from '../platform/events/events.ts';
import { sql } from '../platform/db/sql.ts';
import type { Context } from '../platform/request/context.ts';
import { DONE, printJson, REFUSED, type Command } from './command.ts';
import { withServer } from './with-database.ts';

type CheckState = (ctx: Context) => Promise<{ checked: number; differences: readonly unknown[] }>;

/** `pendopo <noun> check-state`: folds everything of every institution again from its actions; exit 2 when one differs. */
export const foldAgain = (noun: string, checkState: CheckState): Command => ({
  usage: '',
  options: {},
  run: (_given, io) =>
    withServer(io, async (settings, urls) => {
      const { house, stop } = await compose(settings, urls, { background: false });
      try {
        const institutions = await house.db.lookUp<{ id: string; name: string }>(sql`select id, name from organization.instansi order by name`);
        const report = [];
        for (const { id, name } of institutions) report.push({ instansi: name, ...(await checkState(jobContext(house, id, 'cli:check-state'))) });
        const differences = report.reduce((sum, r) => sum + r.differences.length, 0);
        printJson(io, { ok: differences === 0, institutions: report });
        io.say(differences === 0 ? `${report.reduce((sum, r) => sum + r.checked, 0)} ${noun} dilipat ulang, tidak ada perbedaan.` : `${differences} ${noun} berbeda dari lipatan tindakannya. Jangan ubah basis data; simpan salinannya dan hubungi pengelola.`);
        return differences === 0 ? DONE : REFUSED;
      } finally {
        await stop();
      }
    }),
});

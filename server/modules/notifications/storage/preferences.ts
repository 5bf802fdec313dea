import type { Tx } from '../../../platform/db/database.ts';
import { sql } from '../../../platform/db/sql.ts';
import type { Choice } from '../rules/a-person-sets-what-to-receive.ts';

export const listChoices = (tx: Tx, instansi: string, account: string): Promise<Choice[]> =>
  tx.many(sql`select kind, channel, wanted from notifications.preference where instansi = ${instansi} and account = ${account}`);

export async function saveChoices(tx: Tx, instansi: string, account: string, choices: readonly Choice[], now: Date): Promise<void> {
  await tx.run(sql`insert into notifications.preference (instansi, account, kind, channel, wanted, at)
    select ${instansi}::uuid, ${account}::uuid, c.kind, c.channel, c.wanted, ${now}
      from unnest(${choices.map((c) => c.kind)}::text[], ${choices.map((c) => c.channel)}::text[], ${choices.map((c) => c.wanted)}::boolean[]) c (kind, channel, wanted)
    on conflict (instansi, account, kind, channel) do update set wanted = excluded.wanted, at = excluded.at`);
}

import type { Bench } from '../harness/house.ts';

const TABLES: Record<string, string> = {
  'permohonan.request': 'id', 'permohonan.answers': 'request', 'permohonan.action': 'request', 'permohonan.state': 'request', 'permohonan.folded': 'request',
  'permohonan.task': 'request', 'permohonan.attachment': 'request', 'permohonan.search': 'item', 'permohonan.unlearned': 'item', 'audit.entry': 'object_id', 'identity.account_case': 'case_id',
};

/** Every row that one submission left behind, as text, with the types of their columns; the event has left its outbox already. */
export async function rowsOf(bench: Bench, request: string): Promise<Record<string, Record<string, unknown>[]>> {
  return bench.asSuperuser(async (client) => {
    const template: Record<string, Record<string, unknown>[]> = {};
    const types: Record<string, unknown> = {};
    for (const [table, key] of Object.entries(TABLES)) {
      const { rows: columns } = await client.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`, [table]);
      const { rows } = await client.query(`select ${columns.map((c) => `${c.name}::text`).join(', ')} from ${table} where ${key} = $1`, [request]);
      template[table] = rows as Record<string, unknown>[];
      for (const column of columns) types[`${table}.${column.name}`] = column.type;
    }
    const event = { request, number: 'PNG-0000-0000', layanan: 'surat-keterangan-usaha', unit: bench.cast.desa.unit, account: bench.cast.citizenAccount, due: null };
    // Nobody listens to this event's name, so the relay takes the row away and no job follows.
    template['platform.outbox'] = [{ instansi: bench.cast.instansi, id: '', event: 'bench.submitted', payload: JSON.stringify(event), at: new Date().toISOString(), run_at: null }];
    Object.assign(types, { 'platform.outbox.instansi': 'uuid', 'platform.outbox.event': 'text', 'platform.outbox.payload': 'jsonb', 'platform.outbox.at': 'timestamptz', 'platform.outbox.run_at': 'timestamptz' });
    return { ...template, types: [types] };
  });
}

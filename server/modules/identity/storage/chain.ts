import type { Tx } from '../../../platform/db/database.ts';
import { isUuid } from '../../../platform/kernel/ids.ts';

/** For the statements that follow in this transaction, the institution is another one. `set local`: Citus forwards it. */
export async function switchInstansi(tx: Tx, instansi: string): Promise<void> {
  if (!isUuid(instansi)) throw new Error('switchInstansi needs the uuid of an instansi');
  await tx.run({ text: `set local app.instansi = '${instansi}'`, values: [] });
}

import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, readTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { STARTING_SETTINGS } from '../catalogue-files.ts';
import type { ArchiveSettings } from '../contract.ts';
import * as storage from '../storage/classification.ts';

export const settingsOf = async (t: TenantContext): Promise<ArchiveSettings> => (await storage.findSettings(t.tx, t.instansi))?.body ?? STARTING_SETTINGS;

export const getSettings = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const row = await storage.findSettings(t.tx, t.instansi);
    return { ...(row?.body ?? STARTING_SETTINGS), version: row?.version ?? 1 };
  });

export const saveSettings = (ctx: Context, { version, ...body }: ArchiveSettings & { version: number }) =>
  inTenant(ctx, async (t) => {
    if ((await storage.saveSettings(t.tx, t.instansi, version, body)) === 0) throw new Refused({ code: 'archive.changed' });
    await audit(t, { action: 'archive.settings-saved', object: 'archive', detail: { ...body } });
    return { version: version + 1 };
  });

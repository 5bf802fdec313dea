import type { TenantContext } from '../../../../platform/request/context.ts';
import type { LoadedReport } from '../../storage/reports.ts';
import { findDataKey, findProvince } from '../../storage/sealed.ts';
import { isSecret } from '../vault.ts';

/** Where a report is read that nobody here may read; number and code are the same there. */
export async function elsewhereOf(t: TenantContext, report: LoadedReport): Promise<{ name: string; url: string } | undefined> {
  if (!isSecret(report.state.kind)) return undefined;
  const key = await findDataKey(t.tx, t.instansi, report.id);
  const hop = report.folded.hops.find((one) => one.inside === key?.for_instansi);
  if (!key?.for_instansi) return undefined;
  const { host = '', name = '' } = (await findProvince(t.tx, t.instansi)) ?? {};
  const url = new URL(`${t.house.settings.publicUrl}/pengaduan/lacak`);
  if (host) url.hostname = host;
  url.searchParams.set('nomor', report.number);
  return { name: hop?.to ?? (name || 'provinsi'), url: url.href };
}

import { uuidv7 } from '../../../platform/kernel/ids.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { DisposalFold } from '../rules/disposal-state.ts';
import { noticesOf, organizationOf } from './ports.ts';

/** Whoever's turn begins hears of it; a message names the proposal's state, never what lies in the folders. */
export async function tellTurn(t: TenantContext, { id: disposal, title, unit }: { id: string; title: string; unit: string }, folded: DisposalFold): Promise<void> {
  const said: Partial<Record<DisposalFold['state'], { to: string[]; title: string; text: string }>> = {
    appraising: { to: folded.members.map(({ account }) => account), title: 'Pertimbangan pemusnahan arsip diminta', text: 'Anda anggota panitia penilai. Periksa daftar berkasnya, lalu beri pertimbangan.' },
    deciding: { to: await signersOf(t, unit), title: 'Usulan pemusnahan arsip menunggu persetujuan Anda', text: 'Panitia penilai sudah setuju. Periksa daftar berkasnya, lalu setujui atau tolak.' },
    reported: { to: [folded.executor.account], title: 'Pemusnahan arsip siap dilaksanakan', text: 'Berita acara sudah ditandatangani. Anda pelaksananya.' },
    executed: { to: [folded.witness.account], title: 'Saksikan pemusnahan arsip', text: 'Pelaksana menyatakan sudah memusnahkan. Nyatakan bahwa Anda menyaksikannya.' },
    done: { to: [folded.proposer.account], title: 'Pemusnahan arsip selesai', text: 'Berkasnya sudah dimusnahkan; catatannya tersimpan.' },
    rejected: { to: [folded.proposer.account], title: 'Usulan pemusnahan ditolak', text: 'Buka usulannya untuk membaca alasannya.' },
  };
  const what = said[folded.state];
  if (!what) return;
  const href = `/petugas/arsip/pemusnahan/${disposal}`;
  for (const account of new Set(what.to)) if (account !== '') await noticesOf(t).tell(t, account, { source: uuidv7(), at: t.house.clock.now(), kind: 'assigned', title: what.title, text: what.text, href, link: href, about: title });
}

async function signersOf(t: TenantContext, unit: string): Promise<string[]> {
  const organization = organizationOf(t);
  const holder = await organization.holderForSigning(t, unit, await organization.today(t));
  return holder?.accountId ? [holder.accountId] : [];
}

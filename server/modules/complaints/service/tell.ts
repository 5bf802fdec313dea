import type { EventMessage } from '../../../platform/module.ts';
import { inTenant, type Context, type TenantContext } from '../../../platform/request/context.ts';
import type { EscalateTo, State } from '../contract.ts';
import type { ActionKind } from '../rules/report-state.ts';
import { noticesOf, organizationOf } from './ports.ts';

// Chapters: to the reporter · to officers · up the ladder. Titles and texts carry numbers only: they leave the house by mail.

const FOR_REPORTER: Partial<Record<ActionKind, { kind: 'progress' | 'correction' | 'message' | 'decision'; title: (number: string) => string; text: string }>> = {
  verify: { kind: 'progress', title: (n) => `Laporan ${n} terverifikasi`, text: 'Laporan Anda akan diteruskan ke unit yang menangani.' },
  dispose: { kind: 'progress', title: (n) => `Laporan ${n} diteruskan`, text: 'Unit yang menangani sudah ditentukan.' },
  hold: { kind: 'correction', title: (n) => `Laporan ${n} perlu data dari Anda`, text: 'Buka laporan untuk membaca yang ditanyakan. Waktu berhenti sampai Anda menjawab.' },
  archive: { kind: 'decision', title: (n) => `Laporan ${n} diarsipkan`, text: 'Buka laporan untuk membaca alasannya.' },
  schedule: { kind: 'progress', title: (n) => `Laporan ${n} dijadwalkan`, text: 'Buka laporan untuk melihat tahun anggaran dan kegiatannya.' },
  unschedule: { kind: 'progress', title: (n) => `Laporan ${n} kembali dikerjakan`, text: 'Buka laporan untuk melihat kelanjutannya.' },
  forward: { kind: 'progress', title: (n) => `Laporan ${n} diteruskan ke pihak yang berwenang`, text: 'Nomornya tetap, dan umurnya dihitung terus.' },
  'hop-answered': { kind: 'message', title: (n) => `Ada jawaban untuk laporan ${n}`, text: 'Buka laporan untuk membacanya.' },
  merge: { kind: 'progress', title: (n) => `Laporan ${n} digabung`, text: 'Masalah yang sama sudah dilaporkan; Anda mendapat kabar dari laporan induknya.' },
  extend: { kind: 'progress', title: (n) => `Waktu laporan ${n} diperpanjang`, text: 'Buka laporan untuk membaca alasannya.' },
  'time-out': { kind: 'decision', title: (n) => `Laporan ${n} ditutup`, text: 'Kami tidak menerima tanggapan Anda sampai batas waktunya.' },
  'refuse-reopen': { kind: 'decision', title: (n) => `Laporan ${n} tidak dibuka kembali`, text: 'Buka laporan untuk membaca alasannya.' },
  reopen: { kind: 'progress', title: (n) => `Laporan ${n} dibuka kembali`, text: 'Petugas melanjutkan penanganannya.' },
};

const both = (address: string) => ({ href: address, link: address });
/** Whoever sent it with an account reads it there without the code. */
const place = (number: string) => both(`/pengaduan/lacak?nomor=${encodeURIComponent(number)}`);
const desk = (report: string) => both(`/petugas/pengaduan/berkas/${report}`);

export async function tellSubmitted(ctx: Context, message: EventMessage): Promise<void> {
  const { account, number } = message.payload as { account: string | null; number: string };
  if (!account) return;
  await inTenant(ctx, (t) => noticesOf(t).tell(t, account, { source: message.id, at: momentOf(ctx, message), kind: 'received', title: `Laporan ${number} diterima`, text: 'Simpan nomornya. Kami memberi kabar setiap ada kemajuan.', ...place(number) }));
}

const FOR_OFFICERS: Partial<Record<string, string>> = { dispose: 'Ada disposisi pengaduan', reply: 'Pelapor menanggapi', supply: 'Pelapor melengkapi data', 'draft-answer': 'Jawaban menunggu persetujuan Anda', 'request-reopen': 'Pelapor minta dibuka kembali', return: 'Unit mengembalikan pengaduan' };
export const concernsSomebody = (p: EventMessage['payload']): boolean => p.account !== null || String(p.kind) in FOR_OFFICERS;

export async function tellActed(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { report: string; number: string; account: string | null; kind: ActionKind; state: State; unit: string | null; secret: boolean };
  const at = momentOf(ctx, message);
  await inTenant(ctx, async (t) => {
    if (p.account) {
      const own = p.kind === 'publish-answer'
        ? p.state === 'wait-reporter'
          ? { kind: 'correction' as const, title: `Petugas bertanya tentang laporan ${p.number}`, text: 'Buka laporan dan jawab. Tanpa jawaban sampai batas waktunya, laporan ditutup.' }
          : { kind: p.state === 'resolved' ? ('decision' as const) : ('message' as const), title: p.state === 'resolved' ? `Laporan ${p.number} selesai` : `Ada tindak lanjut untuk laporan ${p.number}`, text: p.state === 'resolved' ? 'Buka laporan, baca hasilnya, dan beri nilai.' : 'Buka laporan untuk membacanya.' }
        : FOR_REPORTER[p.kind] && { ...FOR_REPORTER[p.kind]!, title: FOR_REPORTER[p.kind]!.title(p.number) };
      if (own) await noticesOf(t).tell(t, p.account, { source: message.id, at, ...own, ...place(p.number) });
    }
    const officers = FOR_OFFICERS[p.kind];
    if (!officers) return;
    const to: EscalateTo[] = p.kind === 'draft-answer' ? ['unit-head'] : p.kind === 'return' || p.kind === 'supply' || !p.unit ? ['coordinator'] : ['liaison'];
    await tellOfficers(t, message.id, at, await accountsOf(t, p.secret ? ['inspektorat'] : to, p.unit), { title: `${officers}: ${p.number}`, text: 'Buka laporan untuk menindaklanjuti.', ...desk(p.report) }, 'case-message');
  });
}

export async function tellEscalated(ctx: Context, message: EventMessage): Promise<void> {
  const p = message.payload as { report: string; number: string; rung: number; to: EscalateTo[]; unit: string | null; secret: boolean };
  await inTenant(ctx, async (t) => {
    const accounts = await accountsOf(t, p.secret ? ['inspektorat'] : p.to, p.unit);
    const title = p.rung === 0 ? `Tanyakan lagi laporan ${p.number} kepada pihak luar` : p.rung === 1 ? `Laporan ${p.number} mendekati batas waktu` : `Laporan ${p.number} lewat batas waktu`;
    await tellOfficers(t, message.id, momentOf(ctx, message), accounts, { title, text: 'Dahulukan laporan ini, atau jelaskan kepada pelapor.', ...desk(p.report) }, 'reminder');
  });
}

const momentOf = (ctx: Context, message: EventMessage): Date => (message.at ? new Date(message.at) : ctx.house.clock.now());

async function tellOfficers(t: TenantContext, source: string, at: Date, accounts: readonly string[], notice: { title: string; text: string; href: string; link: string }, kind: 'case-message' | 'reminder'): Promise<void> {
  for (const account of accounts) await noticesOf(t).tell(t, account, { source, at, kind, ...notice });
}

/** People behind the names of the ladder; in a unit without penghubung its head is told. */
export async function accountsOf(t: TenantContext, to: readonly EscalateTo[], unit: string | null): Promise<string[]> {
  const organization = organizationOf(t);
  const day = await organization.today(t);
  const accounts = new Set<string>();
  const add = (holders: readonly { accountId: string | null }[]) => holders.forEach((h) => h.accountId && accounts.add(h.accountId));
  const heads = async (of: string) => (await organization.holdersOf(t, of, day)).filter((h) => h.isHead);
  for (const one of to) {
    if (one === 'liaison' && unit) {
      const liaisons = await organization.holdersWithDuty(t, [unit], 'complaint-liaison', day);
      add(liaisons.length > 0 ? liaisons : await heads(unit));
    } else if (one === 'unit-head' && unit) add(await heads(unit));
    else {
      const units = await organization.unitsInForce(t);
      if (one === 'coordinator' || ((one === 'liaison' || one === 'unit-head') && !unit)) add(await organization.holdersWithDuty(t, units.map((u) => u.id), 'complaint-coordinator', day));
      const kind = one === 'sekda' ? 'setda' : one === 'inspektorat' ? 'inspektorat' : undefined;
      for (const u of units.filter((x) => x.kind === kind)) {
        add(await heads(u.id));
        if (kind === 'inspektorat') add(await organization.holdersWithDuty(t, [u.id], 'complaint-liaison', day));
      }
    }
  }
  return [...accounts];
}

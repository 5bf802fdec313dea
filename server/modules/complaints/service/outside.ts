import { inTenant, type Context } from '../../../platform/request/context.ts';
import { formatDate } from '../../../engines/working-time/words.ts';
import { dayIn } from '../../../platform/kernel/calendar-day.ts';
import { OUTSIDE_PARTIES, type OutsideParty } from '../contract.ts';
import { listHosts } from '../storage/hops.ts';
import { configurationOf } from './configuration.ts';
import { institutionOf, organizationOf, wilayahOf } from './ports.ts';
import { loadForOfficer, mustCoordinate } from './roles.ts';
import { contentOf } from './words-of.ts';

/** A letter to somebody outside, ready to be edited: what, where, since when, and the number to answer by. The reporter is not named. */
export const draftLetter = (ctx: Context, { id, party, name }: { id: string; party: string; name: string }) =>
  inTenant(ctx, async (t) => {
    mustCoordinate(t);
    const { report } = await loadForOfficer(t, id);
    const institution = await institutionOf(t);
    const content = contentOf(t, report);
    const { categories } = await configurationOf(t);
    const region = report.region ? (await wilayahOf(t).regions([report.region], t)).get(report.region) : undefined;
    const to = name || (OUTSIDE_PARTIES[party as OutsideParty] ?? 'pihak yang berwenang');
    const category = report.state.category ? categories.get(report.state.category)?.name : undefined;
    const where = [content.place, region?.name, region?.path].filter(Boolean).join(', ');
    const lines = [
      `Yth. ${to}`, `Perihal: Penerusan laporan masyarakat nomor ${report.number}`,
      `Pada ${formatDate(dayIn(report.submitted_at, institution.zone))} Pemerintah ${institution.name} menerima laporan masyarakat${category ? ` tentang ${category.toLowerCase()}` : ''} yang menurut kami menjadi wewenang Saudara.`,
      `Judul: ${content.title}${where ? `\nLokasi: ${where}` : ''}${report.lat === null ? '' : `\nKoordinat: ${report.lat.toFixed(5)}, ${report.lng!.toFixed(5)}`}`, `Isi laporan:\n${content.body}`,
      `Mohon laporan ini ditindaklanjuti dan hasilnya disampaikan kepada kami dengan menyebut nomor ${report.number}, agar dapat kami teruskan kepada pelapor.`,
    ];
    return { text: lines.join('\n\n') };
  });

export const listUnits = (ctx: Context) =>
  inTenant(ctx, async (t) => ({
    items: (await organizationOf(t).unitsInForce(t)).map(({ id, name, code, kind }) => ({ id, name, code, kind })),
    institutions: await listHosts(t.tx, t.instansi),
  }));

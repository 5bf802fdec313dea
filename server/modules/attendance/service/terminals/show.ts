import { proposedCorrection } from '../../../../engines/iclock/clock-of-a-device.ts';
import { sentenceOfAnswer } from '../../../../engines/iclock/read-answers.ts';
import { formatMoment } from '../../../../engines/working-time/words.ts';
import type { Zone } from '../../../../platform/kernel/calendar-day.ts';
import { Refused } from '../../../../platform/kernel/refusal.ts';
import { readTenant, type Context, type TenantContext } from '../../../../platform/request/context.ts';
import type { TerminalItem } from '../../contract/terminals.ts';
import * as commands from '../../storage/terminal-commands.ts';
import * as lines from '../../storage/terminal-lines.ts';
import * as storage from '../../storage/terminals.ts';
import { findPlaces } from '../../storage/terminals-places.ts';
import { staffByPerson } from '../staff.ts';
import { organizationOf } from '../units.ts';

// Chapters: words · the list · one terminal

/** "59 menit", "7 jam", "26 tahun": how far a clock is off, for people. */
export function lengthText(seconds: number): string {
  const n = Math.abs(seconds);
  if (n < 90) return `${n} detik`;
  if (n < 90 * 60) return `${Math.round(n / 60)} menit`;
  if (n < 36 * 3600) {
    const [hours, minutes] = [Math.floor(Math.round(n / 60) / 60), Math.round(n / 60) % 60];
    return minutes === 0 ? `${hours} jam` : `${hours} jam ${minutes} menit`;
  }
  return n < 400 * 86_400 ? `${Math.round(n / 86_400)} hari` : `${Math.round(n / 31_557_600)} tahun`;
}

function clockOf(row: storage.TerminalRow, zone: Zone): TerminalItem['clock'] {
  const { clockState: state, clockSeconds: seconds } = row;
  const proposed = proposedCorrection({ state, seconds, by: 'steady' });
  const text = { unknown: 'belum terlihat', right: 'tepat', ahead: `${lengthText(seconds)} lebih cepat`, behind: `${lengthText(seconds)} lebih lambat` }[state];
  const signed = (n: number) => (n === 0 ? 'tidak ada' : `${n > 0 ? 'ditambah' : 'dikurangi'} ${lengthText(n)}`);
  // What is proposed comes on top of what is corrected already.
  const total = row.correctionSeconds + proposed;
  return { state, seconds, text, proposed: proposed === 0 ? 0 : total, proposedText: proposed === 0 ? '' : signed(total), correction: row.correctionSeconds, correctionText: signed(row.correctionSeconds), since: row.clockSince ? formatMoment(row.clockSince, zone) : null };
}

const NOW_MS = 3 * 60_000;
function itemOf(row: storage.ListedTerminal, about: { zone: Zone; now: Date; units: ReadonlyMap<string, { name: string }>; sites: ReadonlyMap<string, string> }): TerminalItem {
  const silent = about.now.getTime() - row.lastContactAt.getTime();
  return {
    id: row.id, serial: row.serial, name: row.name || row.serial, state: row.state, unit: row.unit, unitName: row.unit ? (about.units.get(row.unit)?.name ?? null) : null, place: row.place, pinGroup: row.pinGroup, site: row.site ? (about.sites.get(row.site) ?? null) : null,
    model: row.facts['model'] ?? '', lastContact: row.lastContactAt.toISOString(), contactState: silent < NOW_MS ? 'now' : silent < 3 * 86_400_000 ? 'today' : 'lost', lastContactText: formatMoment(row.lastContactAt, about.zone), address: row.lastAddress,
    clock: clockOf(row, about.zone), open: { waiting: row.waiting, noPerson: row.noPerson, clock: row.clock, unreadable: row.unreadable },
  };
}

const unitsOf = async (t: TenantContext) => (await organizationOf(t).unitsInForce(t)).map(({ id, name }) => ({ id, name }));

export const listTerminals = (ctx: Context) =>
  readTenant(ctx, async (t) => {
    const [rows, sites, settings, zone, units, groups, unmapped] = await Promise.all([storage.listTerminals(t.tx, t.instansi), storage.listSites(t.tx, t.instansi), storage.findSettings(t.tx, t.instansi), organizationOf(t).zone(t), unitsOf(t), lines.pinGroups(t.tx, t.instansi), lines.unmappedPins(t.tx, t.instansi)]);
    const about = { zone, now: t.house.clock.now(), units: new Map(units.map((one) => [one.id, one])), sites: new Map(sites.map((one) => [one.id, one.name])) };
    return {
      items: rows.map((row) => itemOf(row, about)), unmapped: unmapped.length, units, groups: groupsOf(groups),
      sites: sites.map((one) => ({ id: one.id, name: one.name, networks: one.networks, createdText: formatMoment(one.createdAt, zone), terminals: rows.filter((row) => row.site === one.id).length })),
      settings: settings ?? { plain: true, networks: [], version: 0 },
    };
  });
export const groupsOf = (groups: readonly string[]): string[] => [...new Set(['utama', ...groups])];

const VERIFY: Record<number, string> = { 0: 'PIN', 1: 'sidik jari', 4: 'kartu', 15: 'wajah', 25: 'telapak' };
const STATE_TEXT: Record<lines.LineState, string> = { taken: 'dihitung', 'no-person': 'PIN belum dikenal', waiting: 'menunggu mesin diterima', clock: 'jam tidak mungkin', unreadable: 'tidak terbaca', 'set-aside': 'disisihkan' };
const KIND_TEXT: Record<string, string> = { info: 'Minta keterangan mesin', check: 'Periksa data baru', log: 'Kirim catatan baru', 'put-person': 'Daftarkan orang di mesin', 'drop-person': 'Hapus orang dari mesin', 'ask-people': 'Minta daftar orang' };
const FACTS: Record<string, string> = { model: 'Model', firmware: 'Perangkat tegar', push: 'Versi PUSH', people: 'Orang terdaftar', punches: 'Catatan di mesin', fingers: 'Sidik jari', faces: 'Wajah', address: 'Alamat jaringan', mac: 'MAC' };

const SILENT_MS = 30 * 60_000;
function commandState(one: commands.CommandRow, now: Date): { state: 'queued' | 'sent' | 'done' | 'failed' | 'silent'; stateText: string } {
  if (one.answeredAt && one.code !== null) return one.code >= 0 ? { state: 'done', stateText: sentenceOfAnswer(one.code) } : { state: 'failed', stateText: sentenceOfAnswer(one.code) };
  if (!one.sentAt) return { state: 'queued', stateText: 'Menunggu mesin bertanya.' };
  if (one.sentTimes >= 5 && now.getTime() - one.sentAt.getTime() > SILENT_MS) return { state: 'silent', stateText: 'Mesin tidak menjawab setelah lima kali dikirim.' };
  return { state: 'sent', stateText: 'Sudah diambil mesin, menunggu jawaban.' };
}

export const getTerminal = (ctx: Context, { id }: { id: string }) =>
  readTenant(ctx, async (t) => {
    const row = await storage.findTerminal(t.tx, t.instansi, id);
    if (!row) throw new Refused({ code: 'request.not-found' });
    const count = (state: lines.LineState) => lines.countOf(t.tx, t.instansi, id, state);
    const [waiting, noPerson, clock, unreadable, last, asked, zone, units, sites, places, groups] = await Promise.all([
      count('waiting'), count('no-person'), count('clock'), count('unreadable'), lines.lastLines(t.tx, t.instansi, id, 60), commands.lastCommands(t.tx, t.instansi, id, 12), organizationOf(t).zone(t), unitsOf(t),
      storage.listSites(t.tx, t.instansi), findPlaces(t.tx, t.instansi), lines.pinGroups(t.tx, t.instansi),
    ]);
    const now = t.house.clock.now();
    const people = await staffByPerson(t, last.flatMap((one) => one.person ?? []));
    return {
      ...itemOf({ ...row, waiting, noPerson, clock, unreadable }, { zone, now, units: new Map(units.map((one) => [one.id, one])), sites: new Map(sites.map((one) => [one.id, one.name])) }),
      facts: Object.entries(FACTS).flatMap(([key, label]) => (row.facts[key] ? [{ label, value: row.facts[key] }] : [])), zoneMinutes: row.zoneMinutes, zoneForm: row.zoneForm, version: row.version, firstContactText: formatMoment(row.firstContactAt, zone),
      lines: last.map((one) => ({ id: one.id, pin: one.pin, person: one.person ? (people.get(one.person)?.name ?? null) : null, clockText: one.clockText.startsWith('@') ? 'detik sejak 1970' : one.clockText, atText: one.at && one.state !== 'clock' ? formatMoment(one.at, zone) : null, receivedText: formatMoment(one.receivedAt, zone), state: one.state, stateText: STATE_TEXT[one.state], verifyText: one.verify === null ? '' : (VERIFY[one.verify] ?? `cara ${one.verify}`) })),
      commands: asked.map((one) => ({ id: one.id, number: one.number, kindText: KIND_TEXT[one.kind] ?? one.kind, askedText: formatMoment(one.askedAt, zone), ...commandState(one, now) })), units, places, groups: groupsOf(groups),
    };
  });

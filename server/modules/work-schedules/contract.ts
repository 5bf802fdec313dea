import * as z from 'zod';
import { operation, type Operations, type PermissionTable } from '../../platform/operation.ts';
import { dayEffect } from '../calendar/contract.ts';
import { sheetAsked, sheetFile, sheetList, sheetMapping, sheetPreview, sheetTaken, sheetUpload, sheetVersion } from '../lists/contract.ts';
import { assignmentRow, day, id, month, patternBody, patternRow, patternVersion, rosterPerson, rosterWarning, scheduleDay, shiftShown, version, weekHours } from './contract/shapes.ts';

// Chapters: one's own schedule · patterns · who works by which · rosters · permissions

export * from './contract/port.ts';
export { refusals } from './contract/refusals.ts';
export type { AssignmentRow, PatternBody, PatternRow, RosterWarning, ScheduleDay } from './contract/shapes.ts';

const OWN = 'work-schedules.own';
const ROSTER = 'work-schedules.roster';
const MANAGE = 'work-schedules.manage';
const line = (least: number, most: number, message: string) => z.string().trim().min(least, message).max(most);
const basis = { legalBasis: line(3, 300, 'Tulis dasar hukumnya.'), source: z.string().trim().max(200).default(''), verified: z.boolean().default(false), note: z.string().trim().max(300).default('') };
const assignment = { unit: id.optional(), person: id.optional(), pattern: id.nullable().describe('null: menurut kalender'), from: day, to: day.optional(), openOnJointLeave: z.boolean().default(false), legalBasis: z.string().trim().max(300).default('') };
const patternChoice = z.object({ id, name: z.string(), kind: z.enum(['week', 'shift']), words: z.string() });
const saved = z.object({ version: z.number(), warnings: z.array(rosterWarning) });
const place = { unit: id, month };

export const operations = {
  mySchedule: operation({
    method: 'GET', path: '/jam-kerja/saya', permission: OWN, summary: 'Jadwal kerja Anda satu bulan', input: z.object({ month: month.optional() }),
    output: z.object({ month: z.string(), before: z.string(), after: z.string(), today: z.string(), name: z.string(), workingDays: z.number(), hours: z.string().describe('"130 jam"'), days: z.array(scheduleDay) }),
  }),
  listPatterns: operation({ method: 'GET', path: '/jam-kerja/pola', permission: MANAGE, summary: 'Pola jam kerja yang berlaku, dan yang memakainya', input: z.object({}), output: z.object({ today: z.string(), items: z.array(patternRow) }) }),
  getPattern: operation({ method: 'GET', path: '/jam-kerja/pola/{id}', permission: MANAGE, summary: 'Satu pola dengan semua versinya', input: z.object({ id }), output: z.object({ id, name: z.string(), today: z.string(), lastDay: z.string().nullable(), versions: z.array(patternVersion), assignments: z.array(assignmentRow) }) }),
  createPattern: operation({
    method: 'POST', path: '/jam-kerja/pola', permission: MANAGE, status: 201, idempotent: true, summary: 'Buat pola jam kerja',
    input: z.object({ name: line(3, 80, 'Tulis nama polanya.'), from: day, body: patternBody, ...basis }), output: z.object({ id }),
  }),
  tryPattern: operation({ method: 'POST', path: '/jam-kerja/pola/hitung', permission: MANAGE, summary: 'Jam kerja sepekan sebuah pola, dibandingkan dengan Perpres 21/2023; tidak menyimpan apa pun', input: z.object({ body: patternBody }), output: z.object({ words: z.string(), hours: z.array(weekHours) }) }),
  endPattern: operation({
    method: 'POST', path: '/jam-kerja/pola/{id}/akhiri', permission: MANAGE, summary: 'Akhiri berlakunya sebuah pola; penetapannya berakhir pada hari yang sama',
    input: z.object({ id, lastDay: day, reason: line(5, 300, 'Tulis alasan atau dasarnya, paling sedikit lima huruf.') }), output: z.object({ ended: z.number().describe('Penetapan yang ikut berakhir') }),
  }),
  publishPattern: operation({
    method: 'POST', path: '/jam-kerja/pola/{id}/versi', permission: MANAGE, summary: 'Versi baru sebuah pola, berlaku mulai suatu hari; yang sudah dihitung dihitung lagi bila bulannya masih terbuka',
    input: z.object({ id, number: z.coerce.number().int().min(1).describe('Versi terakhir yang Anda baca'), from: day, body: patternBody, ...basis }), output: z.object({ number: z.number() }),
  }),
  listAssignments: operation({
    method: 'GET', path: '/jam-kerja/penetapan', permission: MANAGE, summary: 'Unit dan orang mana bekerja menurut pola mana',
    input: z.object({}), output: z.object({ today: z.string(), items: z.array(assignmentRow), patterns: z.array(patternChoice), units: z.array(z.object({ id, name: z.string() })) }),
  }),
  getUnitSchedule: operation({
    method: 'GET', path: '/jam-kerja/unit/{unit}', permission: ROSTER, summary: 'Jam kerja sebuah unit satu bulan, dan dari mana asalnya',
    input: z.object(place).partial({ month: true }), output: z.object({ unit: id, unitName: z.string(), month: z.string(), workingDays: z.number(), hours: z.string(), from: z.string().describe('Dari mana polanya: unit sendiri, unit di atasnya, atau kalender'), days: z.array(scheduleDay) }),
  }),
  previewAssignment: operation({ method: 'POST', path: '/jam-kerja/penetapan/akibat', permission: MANAGE, summary: 'Hari kerja dan potongan siapa yang menjadi lain bila pola ini ditetapkan; tidak menyimpan apa pun', input: z.object(assignment), output: dayEffect }),
  previewVersion: operation({ method: 'POST', path: '/jam-kerja/pola/{id}/akibat', permission: MANAGE, summary: 'Yang menjadi lain bila versi ini berlaku; tidak menyimpan apa pun', input: z.object({ id, number: z.coerce.number().int().min(1), from: day, body: patternBody, ...basis }), output: dayEffect }),
  assignPattern: operation({
    method: 'POST', path: '/jam-kerja/penetapan', permission: MANAGE, status: 201, summary: 'Tetapkan pola sebuah unit dengan unit di bawahnya, atau satu orang; yang lama berakhir sehari sebelumnya',
    input: z.object(assignment), output: z.object({ id }),
  }),
  endAssignment: operation({ method: 'POST', path: '/jam-kerja/penetapan/{id}/akhiri', permission: MANAGE, summary: 'Akhiri penetapan; sesudahnya mengikuti unit di atasnya atau kalender', input: z.object({ id, lastDay: day }), output: z.object({}) }),
  listRosters: operation({
    method: 'GET', path: '/jam-kerja/jadwal', permission: ROSTER, summary: 'Unit Anda yang bekerja menurut jadwal jaga, dan mana yang belum lengkap',
    input: z.object({ month: month.optional() }), output: z.object({ month: z.string(), before: z.string(), after: z.string(), items: z.array(z.object({ unit: id, name: z.string(), people: z.number(), filled: z.number(), days: z.number(), by: z.string() })) }),
  }),
  getRoster: operation({
    method: 'GET', path: '/jam-kerja/jadwal/{unit}', permission: ROSTER, summary: 'Jadwal jaga satu unit dan bulan',
    input: z.object(place),
    output: z.object({ unit: id, unitName: z.string(), month: z.string(), before: z.string(), after: z.string(), version: z.number(), by: z.string(), days: z.array(z.object({ day: z.string(), weekday: z.number(), off: z.string().describe('Nama hari libur') })), shifts: z.array(shiftShown), canRotate: z.boolean(), people: z.array(rosterPerson), warnings: z.array(rosterWarning), perDay: z.array(z.object({ code: z.string(), counts: z.array(z.number()) })) }),
  }),
  saveRoster: operation({
    method: 'PUT', path: '/jam-kerja/jadwal/{unit}', permission: ROSTER, summary: 'Simpan jadwal jaga; langsung berlaku, kekurangan istirahat diperingatkan',
    input: z.object({ ...place, version, rows: z.array(z.object({ person: id, codes: z.array(z.string().trim().toUpperCase().max(3)).min(28).max(31) })).max(500) }), output: saved,
  }),
  fillRoster: operation({
    method: 'POST', path: '/jam-kerja/jadwal/{unit}/isi', permission: ROSTER, summary: 'Isi jadwal dengan urutan jaga, atau salin bulan sebelumnya; hari yang sudah terisi tetap',
    input: z.object({ ...place, version, how: z.enum(['rotation', 'last-month']) }), output: saved,
  }),
  rosterTemplate: operation({ method: 'GET', path: '/jam-kerja/jadwal/{unit}/lembar', permission: ROSTER, summary: 'Lembar jadwal sebagai XLSX, dengan orang dan isi yang sudah ada', input: z.object(place), output: sheetFile }),
  startRosterImport: operation({ method: 'POST', path: '/jam-kerja/jadwal/{unit}/lembar', permission: ROSTER, status: 201, summary: 'Unggah lembar jadwal', input: z.object({ ...place, ...sheetUpload.shape }), output: z.object({ id }) }),
  listRosterImports: operation({ method: 'GET', path: '/jam-kerja/lembar', permission: ROSTER, summary: 'Lembar jadwal yang Anda unggah', input: z.object({}), output: sheetList }),
  mapRosterImport: operation({ method: 'PUT', path: '/jam-kerja/lembar/{id}', permission: ROSTER, summary: 'Pilih kolomnya', input: z.object({ id, version: sheetVersion, mapping: sheetMapping }), output: z.object({ version: z.number() }) }),
  previewRosterImport: operation({ method: 'GET', path: '/jam-kerja/lembar/{id}', permission: ROSTER, summary: 'Yang akan terjadi pada tiap baris', input: sheetAsked, output: sheetPreview }),
  takeRosterImport: operation({ method: 'POST', path: '/jam-kerja/lembar/{id}/ambil', permission: ROSTER, summary: 'Ambil baris yang benar', input: z.object({ id, version: sheetVersion }), output: sheetTaken }),
  restOfRosterImport: operation({ method: 'GET', path: '/jam-kerja/lembar/{id}/sisa', permission: ROSTER, summary: 'Baris yang belum dapat diambil, dengan sebabnya', input: z.object({ id }), output: sheetFile }),
} satisfies Operations;

export const permissions: PermissionTable = {
  [OWN]: { title: 'Melihat jadwal kerja sendiri', duties: ['*'] },
  [ROSTER]: { title: 'Menyusun jadwal jaga unitnya', duties: ['personnel-officer', 'personnel-agency'] },
  [MANAGE]: { title: 'Menetapkan jam kerja unit dan pola jaga', duties: ['personnel-agency', 'administrator'] },
};

// Event: `work-schedules.changed` (ScheduleChanged).

import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';

/**
 * What a post may be trusted with. The first seven are asked for by steps of services, the others by pages: admin
 * koordinator and pejabat penghubung of pengaduan; at home of an assessment Koordinator SPBE, Penanggung Jawab and Anggota
 * of the Tim Asesor Internal, at its organiser the organiser, external assessors and the Tim Reviu (Permenpan RB 59/2020
 * art. 4 and 6); of naskah dinas the tata usaha that keeps the agenda book of its unit (Permendagri 1/2023); the arsiparis of the records unit (UU 43/2009);
 * of attendance and performance who keeps the personnel matters of a unit (subbagian umum dan kepegawaian), of the whole institution (BKPSDM), and the payroll.
 */
export const duties = ['verifier', 'analyst', 'opinion', 'inspector', 'treasurer', 'initialer', 'signer', 'desk', 'leader', 'assistant', 'administrator', 'unit-administrator', 'auditor', 'complaint-coordinator', 'complaint-liaison',
  'assessment-coordinator', 'assessment-responsible', 'assessment-member', 'assessment-organiser', 'assessor', 'assessment-reviewer',
  'letter-clerk', 'archivist',
  'personnel-officer', 'personnel-agency', 'payroll-officer',
] as const;
export const duty = z.enum(duties);
export type Duty = z.infer<typeof duty>;

export const unitKinds = ['head-of-region', 'dprd', 'setda', 'dinas', 'badan', 'inspektorat', 'setwan', 'bagian', 'bidang', 'uptd', 'rsud', 'kecamatan', 'kelurahan', 'desa', 'lainnya'] as const;
export const unitKind = z.enum(unitKinds);
export type UnitKind = z.infer<typeof unitKind>;
/** Who looks over the whole institution, and acts on nothing by that. House rule. */
export const overseesInstitution = (kind: string): boolean => kind === 'head-of-region' || kind === 'setda' || kind === 'inspektorat';

export const capacity = z.enum(['definitive', 'plt', 'plh', 'pj', 'pjs']);
export type Capacity = z.infer<typeof capacity>;

export const signMode = z.enum(['tersertifikasi', 'internal', 'basah']);
export type SignMode = z.infer<typeof signMode>;

export const employment = z.enum(['pns', 'cpns', 'pppk', 'head-of-region', 'village', 'contract']);
export type Employment = z.infer<typeof employment>;

export const id = z.uuid();
export const version = z.coerce.number().int().min(1).describe('Versi yang Anda baca; ditolak bila sudah diubah orang lain');
export const calendarDay = z.string().refine(isCalendarDay, 'Tulis tanggal yang ada, berbentuk 2026-03-02.');
export const code = z.string().trim().regex(/^[A-Z0-9-]{2,30}$/, 'Kode unit: huruf besar, angka, dan tanda hubung, misalnya DPMPTSP.');
export const ok = z.object({ version: z.number().optional() });

const line = (max: number) => z.string().trim().max(max).optional();
export const unitProfile = z.object({
  address: line(300), phone: line(60), email: line(120), postalCode: line(10), website: line(120),
});
export type UnitProfile = z.infer<typeof unitProfile>;

export const unitSummary = z.object({
  id, parent: id.nullable(), kind: unitKind, code: z.string(), name: z.string(), region: z.string().nullable(), sort: z.number(),
  fromDay: z.string(), toDay: z.string().nullable(), successor: id.nullable(), version: z.number(),
});
export type UnitSummary = z.infer<typeof unitSummary>;

export const holding = z.object({
  id, post: id, postTitle: z.string(), unit: id, unitName: z.string(), person: id, personName: z.string(), nip: z.string().nullable(), rank: z.string().nullable(),
  capacity, orderLetter: z.string().nullable(), fromDay: z.string(), toDay: z.string().nullable(), version: z.number(),
  inForce: z.boolean().describe('Berlaku pada hari yang ditanyakan; Plt. dan Pj. tidak lagi bila jabatan sudah terisi'),
  signModes: z.array(z.object({ fromDay: z.string(), mode: signMode })),
});
export type Holding = z.infer<typeof holding>;

export const postSummary = z.object({
  id, unit: id, title: z.string(), isHead: z.boolean(), duties: z.array(duty), reportsTo: id.nullable(), sort: z.number(),
  fromDay: z.string(), toDay: z.string().nullable(), version: z.number(),
  holders: z.array(holding).describe('Yang berlaku hari ini'),
});
export type PostSummary = z.infer<typeof postSummary>;

export const unitDetail = unitSummary.extend({
  profile: unitProfile,
  ancestors: z.array(z.object({ id, name: z.string() })).describe('Dari puncak ke induk'),
  children: z.array(unitSummary),
  formerNames: z.array(z.object({ name: z.string(), untilDay: z.string() })),
  posts: z.array(postSummary),
  may: z.object({ structure: z.boolean(), manage: z.boolean() }),
});
export type UnitDetail = z.infer<typeof unitDetail>;

export const postDetail = postSummary.extend({
  unitName: z.string(), unitKind, reportsToTitle: z.string().nullable(), holdings: z.array(holding).describe('Terbaru lebih dahulu'),
  may: z.object({ structure: z.boolean(), manage: z.boolean() }),
});
export type PostDetail = z.infer<typeof postDetail>;

export const holdingInput = z.object({
  capacity, orderLetter: z.string().trim().max(200).nullish(), fromDay: calendarDay, toDay: calendarDay.nullish(),
});
export type HoldingInput = z.infer<typeof holdingInput>;

/** A NIP or NIK is text from end to end: a number type loses its last digits. */
export const personFields = z.object({
  name: z.string().trim().min(2).max(150),
  nip: z.string().max(40).nullish(),
  nik: z.string().max(40).nullish(),
  rank: z.string().trim().max(60).nullish(),
  phone: z.string().trim().max(30).nullish(),
  email: z.email().max(120).nullish(),
  employment,
});
export type PersonFields = z.infer<typeof personFields>;

export const personSummary = z.object({
  id, name: z.string(), nip: z.string().nullable(), rank: z.string().nullable(), employment, hasAccount: z.boolean(),
  posts: z.array(z.object({ post: id, title: z.string(), unit: id, unitName: z.string(), capacity })),
});
export type PersonSummary = z.infer<typeof personSummary>;

export const personDetail = personSummary.extend({
  nikMasked: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable(), account: id.nullable(), version: z.number(),
  holdings: z.array(holding),
});
export type PersonDetail = z.infer<typeof personDetail>;

export const searchHit = z.object({
  kind: z.enum(['unit', 'post', 'person']), id, title: z.string(), detail: z.string(), closed: z.boolean(),
});
export type SearchHit = z.infer<typeof searchHit>;

import * as z from 'zod';
import { operation } from '../../../platform/operation.ts';
import { assessorRow, campaignHead, id, role } from './shapes.ts';

const ORGANISE = 'evaluation.organise';
const interests = z.string().max(4000, 'Paling panjang 4.000 huruf.').describe('Satu instansi atau wilayah tiap baris: nama, atau kode wilayah; kosong bila tidak ada');

const slot = z.object({ participant: id, role, account: id.nullable() });
const place = z.object({ participant: id, name: z.string(), region: z.string().nullable(), first: id.nullable(), second: id.nullable(), reviewer: id.nullable() });

export const assignmentOperations = {
  listAssessors: operation({
    method: 'GET', path: '/evaluasi/asesor', permission: ORGANISE, summary: 'Asesor dan tim reviu, kepentingan yang dinyatakan, dan bebannya', input: z.object({}), output: z.object({ items: z.array(assessorRow) }),
  }),
  declareInterestsOf: operation({
    method: 'POST', path: '/evaluasi/asesor/{account}/kepentingan', permission: ORGANISE, summary: 'Mencatat dari mana seorang asesor berasal; menggantikan yang lama', input: z.object({ account: id, interests }), output: z.object({ count: z.number() }),
  }),
  declareInterests: operation({
    method: 'POST', path: '/evaluasi/kepentingan-saya', permission: 'evaluation.assess', summary: 'Menyatakan dari mana Anda berasal; tanpa pernyataan tidak ada penugasan', input: z.object({ interests }), output: z.object({ count: z.number() }),
  }),
  myInterests: operation({
    method: 'GET', path: '/evaluasi/kepentingan-saya', permission: 'evaluation.assess', summary: 'Yang Anda nyatakan', input: z.object({}),
    output: z.object({ declaredAt: z.string().nullable(), interests: z.array(z.object({ region: z.string().nullable(), name: z.string() })) }),
  }),
  assignments: operation({
    method: 'GET', path: '/evaluasi/{id}/penugasan', permission: ORGANISE, summary: 'Penugasan satu putaran, dengan usulan bagi rata bila diminta',
    input: z.object({ id, propose: z.enum(['no', 'yes']).default('no'), query: z.string().trim().max(100).default(''), after: z.coerce.number().int().min(0).default(0), limit: z.coerce.number().int().min(1).max(100).default(25) }),
    output: z.object({
      campaign: campaignHead, twoAssessors: z.boolean(), people: z.array(assessorRow), rows: z.array(place.extend({ proposed: z.array(role).describe('Yang diusulkan, belum disimpan'), barred: z.array(z.object({ account: id, why: z.string() })) })), matching: z.number(), next: z.number().nullable(), open: z.number().describe('Tempat yang masih kosong'),
    }),
  }),
  assign: operation({
    method: 'POST', path: '/evaluasi/{id}/penugasan', permission: ORGANISE, summary: 'Menugaskan asesor dan tim reviu, beberapa sekaligus; ditolak bila menilai instansi atau wilayahnya sendiri',
    input: z.object({ id, places: z.array(slot).min(1, 'Pilih paling sedikit satu.').max(2100) }), output: z.object({ changed: z.number() }),
  }),
  assignEvenly: operation({
    method: 'POST', path: '/evaluasi/{id}/penugasan/bagi-rata', permission: ORGANISE, summary: 'Mengisi semua tempat kosong dengan bagi rata', input: z.object({ id }), output: z.object({ changed: z.number(), open: z.number() }),
  }),
};

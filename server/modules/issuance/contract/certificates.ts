import * as z from 'zod';
import { isCalendarDay } from '../../../platform/kernel/calendar-day.ts';
import type { RefusalTable } from '../../../platform/kernel/refusal.ts';
import { operation } from '../../../platform/operation.ts';
import { id } from './shapes.ts';

const reason = z.string().trim().min(10, 'Tulis alasannya, paling sedikit sepuluh huruf.').max(500);

/** A person's certificate of the institution's own authority, as it stands now. */
export const certificate = z.object({
  person: id, name: z.string(), title: z.string(), issuedAt: z.string(), expiresAt: z.string(),
  state: z.enum(['valid', 'revoked', 'may-renew']), stateText: z.string(),
  revokedFrom: z.string().optional(), revokedBy: z.string().optional(), reason: z.string().optional(), reissueAt: z.string().optional(),
  /** Letters that do not count because of it. */
  invalidLetters: z.number(),
});
export type Certificate = z.infer<typeof certificate>;

export const certificateOperations = {
  listCertificates: operation({
    method: 'GET', path: '/kelola/sertifikat', permission: 'issuance.manage', summary: 'Sertifikat internal para penanda tangan',
    input: z.object({}), output: z.object({ items: z.array(certificate), mayRevoke: z.boolean(), today: z.string() }),
  }),
  revokeCertificate: operation({
    method: 'POST', path: '/kelola/sertifikat/{person}/cabut', permission: 'issuance.certificates', summary: 'Mencabut sertifikat internal seorang penanda tangan',
    description: 'Naskah yang ditandatangani sejak `from` (bila kosong: sejak sekarang) tidak berlaku. Ia tidak dapat menandatangani sampai sertifikat baru diizinkan.',
    input: z.object({ person: id, from: z.string('Tulis tanggal yang ada di kalender.').refine(isCalendarDay, 'Tulis tanggal yang ada di kalender.').optional(), reason }), output: certificate,
  }),
  allowCertificate: operation({
    method: 'POST', path: '/kelola/sertifikat/{person}/izinkan', permission: 'issuance.certificates', summary: 'Mengizinkan sertifikat baru setelah pencabutan; dibuat saat penandatanganan berikutnya',
    input: z.object({ person: id, reason }), output: certificate,
  }),
};

export const certificateRefusals: RefusalTable = {
  'issuance.certificate-revoked': { status: 409, sentence: 'Sertifikat penanda tangan ini dicabut, jadi naskah belum dapat ditandatangani. Minta administrator mengizinkan sertifikat baru, lalu ulangi.' },
  'issuance.no-certificate': { status: 404, sentence: 'Orang ini tidak punya sertifikat internal yang masih dipakai. Muat ulang daftarnya.' },
  'issuance.certificate-not-revoked': { status: 409, sentence: 'Sertifikat orang ini tidak sedang dicabut. Muat ulang daftarnya.' },
  'issuance.revoked-from-later': { status: 422, sentence: 'Pencabutan berlaku sejak hari ini atau sebelumnya, bukan nanti.' },
};

import { qrPath } from '#lib/server/qr.ts';

export const load = () => ({ title: 'Desain', qr: qrPath('https://contoh.go.id/v/7H3K-9QRT-2M4P') });

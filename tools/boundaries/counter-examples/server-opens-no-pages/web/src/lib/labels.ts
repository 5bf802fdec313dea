export const send = 'Kirim';

export const url = '/buku';

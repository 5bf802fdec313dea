export const name = 'fines';

export const name = 'library';

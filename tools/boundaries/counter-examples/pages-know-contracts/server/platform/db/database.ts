export const url = 'postgres';

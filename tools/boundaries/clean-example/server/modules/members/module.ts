export const name = 'members';

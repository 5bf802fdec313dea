export const remind = 'remind';

export const lend = (): string => 'lent';

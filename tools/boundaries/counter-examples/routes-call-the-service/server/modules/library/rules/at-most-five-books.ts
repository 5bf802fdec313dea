export const mayBorrow = (): boolean => true;

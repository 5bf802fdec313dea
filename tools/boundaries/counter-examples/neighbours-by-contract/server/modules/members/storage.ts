export const findMember = (name: string): string => name;

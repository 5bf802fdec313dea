export const keep = (name: string): string => name;

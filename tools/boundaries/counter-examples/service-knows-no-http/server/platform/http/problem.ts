export const problem = (status: number): number => status;

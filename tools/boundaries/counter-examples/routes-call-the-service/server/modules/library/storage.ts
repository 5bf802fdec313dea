export const listLoans = (): string[] => [];

import type * as z from 'zod';

export const operation = <T extends z.ZodType>(path: string, input: T): { path: string; input: T } => ({ path, input });

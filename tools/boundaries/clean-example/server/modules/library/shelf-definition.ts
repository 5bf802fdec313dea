import * as z from 'zod';

export const shelf = z.object({ id: z.string() });

import { z } from 'zod'; // reported

export const card = z.object({ id: z.string() });

import { remind } from './jobs.ts'; // reported
import { url } from './routes.ts'; // reported

export const lend = (): string => url + remind;

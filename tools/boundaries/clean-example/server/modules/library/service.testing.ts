import { lend } from './service.ts';
import { routes } from './routes.ts';

export const proof = [lend, routes];

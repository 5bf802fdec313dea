import { routes } from './routes.ts';

export const name = 'library';
export { routes };

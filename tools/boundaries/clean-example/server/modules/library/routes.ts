import { lend } from './service.ts';

export const routes = [{ url: '/buku', call: lend }];

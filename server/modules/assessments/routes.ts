import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { invalid } from '../../platform/http/problem.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import type { House } from '../../platform/house.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import { openData } from './service/national.ts';
import { nationalPicture } from './service/picture.ts';

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
const cycle = z.uuid('Pengenal siklus tidak benar.').optional();
const picture = z.object({ siklus: cycle, provinsi: z.string().regex(/^\d{2}$/, 'Kode provinsi dua angka.').optional(), warna: z.enum(['kabkota', 'provinsi']).default('kabkota') });

const read = <T extends z.ZodType>(schema: T, query: unknown): z.output<T> => {
  const parsed = schema.safeParse(query, { reportInput: true });
  if (!parsed.success) throw new Refused(invalid(parsed.error));
  return parsed.data;
};

export function routes(app: FastifyInstance, house: House): void {
  // Who may: everybody. Districts in the colour of the predicate; published figures only.
  app.get('/api/indeks/peta.svg', async (request, reply) => {
    const { siklus, provinsi, warna } = read(picture, request.query);
    const made = await nationalPicture(await contextOf(house, request), { cycle: siklus, province: provinsi, level: warna === 'provinsi' ? 'province' : 'regency' });
    void reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'public, max-age=600').header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(made.svg);
    return reply.header('content-encoding', 'gzip').send(made.gzip);
  });
  // Who may: everybody, from anywhere. Open data of one cycle with its source.
  app.get<{ Params: { format: string } }>('/api/indeks/data-terbuka.:format', async (request, reply) => {
    const { format } = request.params;
    if (format !== 'csv' && format !== 'json') throw new Refused({ code: 'request.not-found' });
    const { siklus } = read(z.object({ siklus: cycle }), request.query);
    const { name, text } = await openData(await contextOf(house, request), siklus, format);
    return reply.type(TYPES[format]).header('access-control-allow-origin', '*').header('content-disposition', `attachment; filename="${name}"`).send(text);
  });
}

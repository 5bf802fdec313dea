import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { invalid } from '../../platform/http/problem.ts';
import { contextOf } from '../../platform/http/request-context.ts';
import { part, type House } from '../../platform/house.ts';
import { Refused } from '../../platform/kernel/refusal.ts';
import type { Context } from '../../platform/request/context.ts';
import { readView } from '../../engines/map/view.ts';
import { regionCode, type WilayahPort } from './contract.ts';
import { mapPicture } from './map-picture.ts';
import { viewOfRegion } from './place-service.ts';

const query = z.object({
  pada: z.string().max(60).transform((text) => readView(text)).refine((view) => view !== undefined, 'Tulis lintang,bujur,pembesaran, misalnya -7.8651,111.4696,11.').optional(),
  lebar: z.coerce.number().int().min(100).max(1600).default(320),
  tinggi: z.coerce.number().int().min(100).max(1200).default(320),
  wilayah: regionCode.optional(),
  titik: z.string().regex(/^-?\d{1,2}(\.\d{1,8})?,-?\d{1,3}(\.\d{1,8})?$/, 'Tulis lintang,bujur.').optional(),
});

export function routes(app: FastifyInstance, house: House): void {
  // Who may: everybody. The ground of a map; holds nothing of anybody.
  app.get('/api/wilayah/peta.svg', async (request, reply) => {
    const { institution } = await contextOf(house, request);
    const parsed = query.safeParse(request.query, { reportInput: true });
    if (!parsed.success) throw new Refused(invalid(parsed.error));
    const { pada, lebar: width, tinggi: height, wilayah = institution.region, titik } = parsed.data;
    const size = { width, height };
    const view = pada ?? (await viewOfRegion(house, wilayah, size));
    const [lat, lng] = titik?.split(',').map(Number) ?? [];
    const svg = await mapPicture(house, { view, size, region: wilayah, ...(titik && { point: { lat: lat!, lng: lng! } }) }, (codes) => part<WilayahPort<Context>>(house, 'wilayah').regions(codes));
    void reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'public, max-age=3600').header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(svg);
    return reply.header('content-encoding', 'gzip').send(gzipSync(svg, { level: 6 }));
  });
}

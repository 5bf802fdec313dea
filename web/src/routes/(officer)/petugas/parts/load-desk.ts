import { boxes, filters, type Look } from './boxes.ts';

/** One page of a box as it is looked at. */
export function loadQueue(locals: App.Locals, look: Look) {
  return locals.api.permohonan.queue({
    box: boxes[look.kotak].box,
    filter: filters[look.saring],
    limit: 25,
    ...(look.layanan && { layanan: look.layanan }),
    ...(look.cari && { query: look.cari }),
    ...(look.mulai && { cursor: look.mulai }),
  });
}

import { moved, placeAt, readView, tidyZoom, writeView } from '../../../../server/engines/map/view.ts';
import type { Intent } from '#lib/forms/intent.ts';
import { pointMap } from '#lib/forms/map.ts';
import { one } from '#lib/forms/values.ts';
import type { Values } from '#lib/forms/types.ts';

interface Asked {
  api: Pick<Api, 'wilayah'>;
  /** Where a map looks before anybody moved it. */
  region?: string;
}

/**
 * What was typed, after a small button of a map: looked elsewhere, or a place was marked. A marked place is shown nearer,
 * until houses could be told apart, so that a second press is exact.
 */
export async function withMapIntent({ api, region }: Asked, values: Values, intent: Intent & { kind: 'map' | 'map-press' }): Promise<Values> {
  const { path } = intent;
  const view = readView(one(values, `${path}.pada`)) ?? (await api.wilayah.getMapView({ ...pointMap, ...(region && { region }) }));
  if (intent.kind === 'map' && intent.move !== 'centre') return { ...values, [`${path}.pada`]: writeView(moved(view, pointMap, intent.move)) };
  const place = intent.kind === 'map' ? view : placeAt(view, pointMap, intent);
  const text = (value: number) => value.toFixed(6);
  return {
    ...values,
    [`${path}.lat`]: text(place.lat),
    [`${path}.lng`]: text(place.lng),
    [`${path}.accuracy`]: '',
    [`${path}.pada`]: writeView({ lat: place.lat, lng: place.lng, zoom: tidyZoom(Math.max(view.zoom, Math.min(16, view.zoom + 2))) }),
    [`${path}.letak`]: (await api.wilayah.locate({ lat: place.lat, lng: place.lng })).text,
  };
}

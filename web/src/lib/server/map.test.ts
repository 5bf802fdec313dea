import { describe, expect, it } from 'vitest';
import { placeAt, readView } from '../../../../server/engines/map/view.ts';
import { pointMap } from '#lib/forms/map.ts';
import { withMapIntent } from './map.ts';

const regency = { lat: -7.93, lng: 111.5, zoom: 9.5 };
const asked: unknown[] = [];
const api = {
  wilayah: {
    getMapView: async (input: unknown) => { asked.push(input); return regency; },
    locate: async () => ({ by: 'centre', text: 'Perkiraan: Desa Siman' }),
  },
} as unknown as Pick<Api, 'wilayah'>;
const press = (values: Record<string, string>, x: number, y: number) => withMapIntent({ api, region: '35.02' }, values, { kind: 'map-press', path: 'lokasi', x, y });

describe('a map without script', () => {
  it('marks the place that was pressed, nearer, and says where it lies; what else was typed stays', async () => {
    const values = await press({ nama: 'Ani' }, 200, 60);
    const place = placeAt(regency, pointMap, { x: 200, y: 60 });
    expect(asked).toEqual([{ ...pointMap, region: '35.02' }]);
    expect(values).toMatchObject({ nama: 'Ani', 'lokasi.lat': place.lat.toFixed(6), 'lokasi.lng': place.lng.toFixed(6), 'lokasi.letak': 'Perkiraan: Desa Siman', 'lokasi.accuracy': '' });
    expect(readView(values['lokasi.pada'] as string)?.zoom).toBe(11.5);
  });

  it('a second press is read in the view that was seen', async () => {
    const first = await press({}, 200, 60);
    const view = readView(first['lokasi.pada'] as string)!;
    const second = await press(first as Record<string, string>, 150, 150);
    expect(Number(second['lokasi.lat'])).toBeCloseTo(view.lat, 5);
    expect(Number(second['lokasi.lng'])).toBeCloseTo(view.lng, 5);
  });

  it('moves without marking anything', async () => {
    const values = await withMapIntent({ api, region: '35.02' }, { 'lokasi.pada': '-7.90000,111.50000,10' }, { kind: 'map', path: 'lokasi', move: 'in' });
    expect(values).toEqual({ 'lokasi.pada': '-7.90000,111.50000,11' });
  });

  it('takes the middle when asked to, also from a view that somebody made up', async () => {
    const values = await withMapIntent({ api }, { 'lokasi.pada': '<script>' }, { kind: 'map', path: 'lokasi', move: 'centre' });
    expect(values['lokasi.lat']).toBe(regency.lat.toFixed(6));
  });
});

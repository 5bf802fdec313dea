import type { Direction } from '../../../../server/engines/map/view.ts';
import type { Values } from './types.ts';

/**
 * Which button of a form was pressed. Buttons are named `_aksi`; without script the page answers to the small ones by
 * drawing the form again with what was typed.
 */
export type Intent =
  | { kind: 'row-add'; path: string }
  | { kind: 'row-remove'; path: string; index: number }
  | { kind: 'region-search'; path: string }
  | { kind: 'file-remove'; path: string; id: string }
  | { kind: 'map'; path: string; move: Direction | 'centre' }
  /** A press on the picture of a map, in its pixels. */
  | { kind: 'map-press'; path: string; x: number; y: number }
  | { kind: 'named'; name: string };

export const intentValue = {
  addRow: (path: string) => `tambah:${path}`,
  removeRow: (path: string, index: number) => `hapus:${path}:${index}`,
  searchRegion: (path: string) => `wilayah:${path}`,
  removeFile: (path: string, id: string) => `buang:${path}:${id}`,
  map: (path: string, move: Direction | 'centre') => `peta:${path}:${move}`,
};

/** Name of the image button of a map; a browser posts `_peta:lokasi.x` and `_peta:lokasi.y`. */
export const mapImage = (path: string): string => `_peta:${path}`;
const moves: readonly string[] = ['north', 'south', 'east', 'west', 'in', 'out', 'centre'];

/** `named` is the main button (`lanjut` when Enter was pressed) or one that the page invented (`simpan`, `kembali`). */
export function readIntent(form: FormData): Intent {
  const pressed = [...form.keys()].find((name) => /^_peta:.+\.x$/.test(name));
  if (pressed) {
    const path = pressed.slice('_peta:'.length, -'.x'.length);
    const at = (axis: 'x' | 'y') => Number(form.get(`${mapImage(path)}.${axis}`));
    // A browser without a pointer sends 0, 0: the press of a key is not a place.
    if (at('x') > 0 && at('y') > 0) return { kind: 'map-press', path, x: at('x'), y: at('y') };
    return { kind: 'map', path, move: 'centre' };
  }
  const posted = form.get('_aksi');
  const [verb = '', path = '', rest = ''] = (typeof posted === 'string' ? posted : '').split(':');
  if (verb === 'tambah' && path) return { kind: 'row-add', path };
  if (verb === 'hapus' && path && /^\d{1,3}$/.test(rest)) return { kind: 'row-remove', path, index: Number(rest) };
  if (verb === 'wilayah' && path) return { kind: 'region-search', path };
  if (verb === 'buang' && path && rest) return { kind: 'file-remove', path, id: rest };
  if (verb === 'peta' && path && moves.includes(rest)) return { kind: 'map', path, move: rest as Direction | 'centre' };
  return { kind: 'named', name: verb || 'lanjut' };
}

/** The values after a row was taken out: the rows behind it move up. */
export function withoutRow(values: Values, path: string, index: number): Values {
  const kept: Values = {};
  for (const [name, value] of Object.entries(values)) {
    const inside = name.startsWith(`${path}.`) ? name.slice(path.length + 1).split('.') : undefined;
    const at = inside ? Number(inside[0]) : -1;
    if (!inside || at < index) kept[name] = value;
    else if (at > index) kept[[path, at - 1, ...inside.slice(1)].join('.')] = value;
  }
  return kept;
}

/** The values with one more empty row; `_` marks it, since an empty row has no input yet. */
export function withRow(values: Values, path: string, rows: number): Values {
  return { ...values, [`${path}.${rows}._`]: '' };
}

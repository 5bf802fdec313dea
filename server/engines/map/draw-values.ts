import { path } from './draw-map.ts';
import { MICRO, type Shape } from './shape.ts';
import { pixelOf, type Place, type Size, type View } from './view.ts';

/** Where a value belongs on its scale, from 0 (lowest) to 1 (highest); null has no value. */
export type Step = number | null;

export interface ValueLayers {
  view: View;
  size: Size;
  /** Filled outlines, where they were imported. */
  areas: readonly { shape: Shape; step: Step }[];
  /** Otherwise a dot per place. */
  dots: readonly { at: Place; step: Step }[];
}

/** Seven colours from brick over soga to indigo: told apart also by their lightness, in light and dark. */
const LIGHT = ['#8f1d14', '#c4562b', '#dd9a3c', '#a9a55a', '#4f9a86', '#2f6ba8', '#1c3680'];
const DARK = ['#ff8a7d', '#f3a06c', '#f0c46c', '#cfd08a', '#86d3bd', '#86b8f0', '#b3c3ff'];
const NONE = { light: '#cfcabb', dark: '#3a4354' };

/** Which of the seven colours a step gets; the page writes its legend with the same. */
export const colourOf = (step: number): { light: string; dark: string } => {
  const at = Math.max(0, Math.min(LIGHT.length - 1, Math.round(step * (LIGHT.length - 1))));
  return { light: LIGHT[at]!, dark: DARK[at]! };
};

/** Values of places as a picture of its own: no script, no font, nothing from elsewhere. The country in district dots weighs about 25 KB compressed. */
export function drawValues({ view, size, areas, dots }: ValueLayers): string {
  const steps = [...new Set([...areas, ...dots].map(({ step }) => step))].sort((a, b) => (a ?? -1) - (b ?? -1));
  const name = (step: Step) => `v${steps.indexOf(step)}`;
  const colour = (step: Step) => (step === null ? NONE : colourOf(step));
  const style = (theme: 'light' | 'dark') => steps.map((step) => `.${name(step)}{stroke:${colour(step)[theme]}}.a.${name(step)}{fill:${colour(step)[theme]};stroke:${theme === 'light' ? '#fff' : '#12161d'}}`).join('');
  const to = (lng: number, lat: number) => pixelOf(view, size, { lng: lng / MICRO, lat: lat / MICRO });
  // A dot must touch its neighbours from near and not cover them from afar.
  const width = Math.max(2, Math.min(9, (view.zoom - 3.5) * 2.2));
  const body = steps.map((step) => {
    const filled = areas.filter((one) => one.step === step).map(({ shape }) => shape.map((ring) => path(ring, to, size, true)).join('')).join('');
    return (filled && `<path class="a ${name(step)}" d="${filled}"/>`) + dotPath(dots.filter((one) => one.step === step).map(({ at }) => pixelOf(view, size, at)), size, name(step));
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}"><style>path{fill:none;stroke-linecap:round;stroke-width:${width.toFixed(1)}}.a{stroke-width:.4;fill-rule:evenodd}${style('light')}@media(prefers-color-scheme:dark){${style('dark')}}</style>${body.join('')}</svg>`;
}

/** Dots from left to right, each as the way from the last: short numbers, which also compress well. */
function dotPath(points: readonly { x: number; y: number }[], size: Size, name: string): string {
  const inside = points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })).filter(({ x, y }) => x >= 0 && y >= 0 && x <= size.width && y <= size.height).sort((a, b) => a.x - b.x || a.y - b.y);
  let [px, py] = [0, 0];
  let text = '';
  for (const { x, y } of inside) {
    if (text !== '' && x === px && y === py) continue;
    text += `m${x - px}${y - py < 0 ? '' : ' '}${y - py}h0`;
    [px, py] = [x, y];
  }
  return text && `<path class="${name}" d="${text}"/>`;
}

// Maps in place: pushed by hand or mouse, zoomed by buttons, two fingers or Ctrl and wheel. point.js chooses places on them.
// The ground is a picture from the server for each view; without this script the same buttons load the page again.
const SVG = 'http://www.w3.org/2000/svg';
const world = (zoom) => 256 * 2 ** zoom;
const onWorld = ({ lat, lng }) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return { x: (lng + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
};
const fromWorld = (x, y) => ({ lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, lng: x * 360 - 180 });
const within = (zoom) => Math.max(4, Math.min(18, Math.round(zoom * 4) / 4));
export const write = ({ lat, lng, zoom }) => `${lat.toFixed(5)},${lng.toFixed(5)},${zoom}`;
export const read = (text) => { const [lat, lng, zoom] = (text ?? '').split(',').map(Number); return Number.isFinite(zoom) ? { lat, lng, zoom } : undefined; };
export const make = (name, attributes) => { const one = document.createElementNS(SVG, name); for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value); return one; };
const STEP = { north: [0, -1], south: [0, 1], west: [-1, 0], east: [1, 0] };

/** A picture that follows hand and buttons. `size` is that of its viewBox; what is seen of it depends on the screen. */
export function follow(svg, stage, size, view, region, changed) {
  const image = stage.querySelector('image');
  const scale = () => Math.max(svg.clientWidth / size.width, svg.clientHeight / size.height) || 1;
  const pixel = (place) => {
    const [at, centre] = [onWorld(place), onWorld(view)];
    return { x: size.width / 2 + (at.x - centre.x) * world(view.zoom), y: size.height / 2 + (at.y - centre.y) * world(view.zoom) };
  };
  const place = ({ x, y }) => {
    const centre = onWorld(view);
    return fromWorld(centre.x + (x - size.width / 2) / world(view.zoom), centre.y + (y - size.height / 2) / world(view.zoom));
  };
  /** Pixel of the viewBox below a pointer. */
  const under = (event) => {
    const box = svg.getBoundingClientRect();
    return { x: size.width / 2 + (event.clientX - box.left - box.width / 2) / scale(), y: size.height / 2 + (event.clientY - box.top - box.height / 2) / scale() };
  };
  const put = () => {
    for (const mark of stage.querySelectorAll('[data-at]')) {
      const [lat, lng] = mark.dataset.at.split(',').map(Number);
      const { x, y } = pixel({ lat, lng });
      mark.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
  };
  let asked = 0;
  const go = async (to) => {
    // Until the new picture is there the old one is moved to where it belongs.
    const before = view;
    view = { ...to, zoom: within(to.zoom) };
    const factor = 2 ** (view.zoom - before.zoom);
    const old = pixel(before);
    const shift = `translate(${old.x - (size.width / 2) * factor} ${old.y - (size.height / 2) * factor}) scale(${factor})`;
    image.setAttribute('transform', `${shift} ${image.getAttribute('transform') ?? ''}`);
    stage.removeAttribute('transform');
    put();
    changed(view);
    const mine = ++asked;
    const href = `/api/wilayah/peta.svg?${new URLSearchParams({ pada: write(view), lebar: size.width, tinggi: size.height, ...(region && { wilayah: region }) })}`;
    const fresh = new Image();
    fresh.src = href;
    try { await fresh.decode(); } catch { return; }
    if (mine !== asked) return;
    image.setAttribute('href', href);
    image.removeAttribute('transform');
  };
  const fingers = new Map();
  let from, moved = false, span = 0;
  svg.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, event);
    if (fingers.size === 1) { from = event; moved = false; }
    if (fingers.size === 2) span = gap();
    if (event.pointerType === 'mouse') event.preventDefault();
  });
  const gap = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY); };
  addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId) || !from) return;
    fingers.set(event.pointerId, event);
    if (fingers.size > 1) { moved = true; return; }
    const [dx, dy] = [(event.clientX - from.clientX) / scale(), (event.clientY - from.clientY) / scale()];
    if (Math.hypot(dx, dy) > 6) moved = true;
    if (moved) stage.setAttribute('transform', `translate(${dx} ${dy})`);
  });
  const end = (event) => {
    if (!fingers.has(event.pointerId)) return;
    const two = fingers.size === 2;
    fingers.set(event.pointerId, event);
    if (two && span) {
      const factor = gap() / span;
      fingers.clear();
      span = 0;
      if (event.type === 'pointerup' && Math.abs(Math.log2(factor)) > 0.2) go({ ...view, zoom: view.zoom + Math.log2(factor) });
      return;
    }
    fingers.delete(event.pointerId);
    if (!moved) { if (event.type === 'pointerup') svg.dispatchEvent(new CustomEvent('map-tap', { detail: place(under(event)) })); return; }
    const [dx, dy] = [(event.clientX - from.clientX) / scale(), (event.clientY - from.clientY) / scale()];
    if (event.type === 'pointerup') go({ ...place({ x: size.width / 2 - dx, y: size.height / 2 - dy }), zoom: view.zoom });
    else stage.removeAttribute('transform');
  };
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
  // A push that ends on a mark is no press of its link.
  svg.addEventListener('click', (event) => { if (moved) event.preventDefault(); }, true);
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  svg.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    go({ ...view, zoom: view.zoom + (event.deltaY < 0 ? 0.5 : -0.5) });
  }, { passive: false });
  return {
    go,
    put,
    view: () => view,
    way: (to) => {
      if (to === 'in' || to === 'out') return go({ ...view, zoom: view.zoom + (to === 'in' ? 1 : -1) });
      const [x, y] = STEP[to];
      const seen = [Math.min(size.width, svg.clientWidth / scale()), Math.min(size.height, svg.clientHeight / scale())];
      return go({ ...place({ x: size.width / 2 + (x * seen[0]) / 3, y: size.height / 2 + (y * seen[1]) / 3 }), zoom: view.zoom });
    },
  };
}

/** A map with marks on a page to read. */
function show(figure) {
  const svg = figure.querySelector('svg');
  const stage = svg.querySelector('[data-stage]');
  const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
  let timer, asked = 0;
  const map = follow(svg, stage, { width, height }, read(figure.dataset.map), figure.dataset.region, () => {
    clearTimeout(timer);
    if (figure.dataset.marks) timer = setTimeout(fetchMarks, 150);
  });
  for (const link of figure.querySelectorAll('[data-way]')) {
    link.addEventListener('click', (event) => { event.preventDefault(); map.way(link.dataset.way); });
  }
  async function fetchMarks() {
    const mine = ++asked;
    try {
      const base = figure.dataset.marks;
      const response = await fetch(`${base}${base.includes('?') ? '&' : '?'}pada=${write(map.view())}`, { headers: { accept: 'application/json' } });
      if (!response.ok || mine !== asked) return;
      const { marks } = await response.json();
      for (const mark of stage.querySelectorAll('[data-at]')) mark.remove();
      stage.append(...marks.map(draw));
      map.put();
    } catch { /* the old marks stay, at their places */ }
  }
}

const few = (count) => (count < 1000 ? String(count) : `${(count / 1000).toLocaleString('id-ID', { maximumFractionDigits: count < 10_000 ? 1 : 0 })} rb`);
function draw({ lat, lng, count, label, href, tone }) {
  const one = href ? make('a', { href }) : make('g', { role: 'img' });
  // What is heard begins with what is seen.
  one.setAttribute('aria-label', count > 1 && !label.includes(few(count)) ? `${few(count)} (${label})` : label);
  one.append(Object.assign(make('title', {}), { textContent: label }), make('circle', { r: count === 1 ? 12 : Math.min(21, 13 + 3 * Math.log10(count)), class: tone ?? '' }));
  if (count > 1 || tone === 'late') one.append(Object.assign(make('text', { dy: 4.5 }), { textContent: count > 1 ? few(count) : '!' }));
  else one.append(tone === 'ok' ? make('path', { d: 'm-4 0 3 3 5-6' }) : make('circle', { r: 4, class: 'core' }));
  const place = make('g', {});
  place.dataset.at = `${lat},${lng}`;
  place.append(one);
  return place;
}

/** Runs what makes a part of the page live, also for parts that a redrawn form brings. */
export function live(selector, make) {
  const start = () => {
    for (const part of document.querySelectorAll(`${selector}:not([data-live])`)) {
      part.dataset.live = '';
      make(part);
    }
  };
  start();
  new MutationObserver(start).observe(document.body, { childList: true, subtree: true });
}
live('[data-map]', show);

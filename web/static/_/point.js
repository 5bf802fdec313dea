// A field that asks for a place: tapped on the map, taken from the device, or typed as two numbers.
import { follow, live, make, read, write } from './map.js';

async function ask(field) {
  const name = CSS.escape(field.dataset.point);
  const input = (part) => field.querySelector(`[name="${name}.${part}"]`);
  const said = field.querySelector('[data-said]');
  const locate = field.querySelector('[data-locate]');
  const picture = field.querySelector('input[type=image]');
  const { region } = field.dataset;
  if (!picture || picture.disabled) return;
  const chosen = () => {
    const [lat, lng] = ['lat', 'lng'].map((part) => Number(input(part).value.trim().replace(',', '.') || NaN));
    return Number.isFinite(lat) && Number.isFinite(lng) && Math.abs(lat) < 85 ? { lat, lng } : undefined;
  };
  const size = { width: Math.min(640, Math.max(280, field.clientWidth || 300)), height: 320 };
  let view = read(field.querySelector('[data-pick]').dataset.pick) ?? (chosen() && { ...chosen(), zoom: 15 });
  try {
    view ??= await (await fetch(`/api/wilayah/peta?${new URLSearchParams({ width: size.width, height: size.height, ...(region && { region }) })}`)).json();
  } catch { return; }
  const href = `/api/wilayah/peta.svg?${new URLSearchParams({ pada: write(view), lebar: size.width, tinggi: size.height, ...(region && { wilayah: region }) })}`;
  const svg = make('svg', { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: 'xMidYMid slice', role: 'img', 'aria-label': picture.alt });
  const stage = make('g', {});
  stage.append(make('image', { href, width: size.width, height: size.height }));
  svg.append(stage, make('path', { class: 'cross', d: `M${size.width / 2 - 9} ${size.height / 2}h18m-9 -9v18` }));
  picture.replaceWith(svg);
  const map = follow(svg, stage, size, view, region, (now) => { field.querySelector('[data-view]').value = write(now); });

  const pin = () => {
    stage.querySelector('[data-at]')?.remove();
    const at = chosen();
    if (!at) return;
    const mark = make('g', {});
    mark.dataset.at = `${at.lat},${at.lng}`;
    mark.append(make('path', { class: 'chosen', d: 'M0 0c-4-10-11-14-11-23a11 11 0 0 1 22 0c0 9-7 13-11 23z' }));
    stage.append(mark);
    map.put();
  };
  let asked = 0;
  const take = async ({ lat, lng }, accuracy = '') => {
    input('lat').value = lat.toFixed(6);
    input('lng').value = lng.toFixed(6);
    input('accuracy').value = accuracy;
    pin();
    input('lat').dispatchEvent(new Event('change', { bubbles: true }));
    field.dispatchEvent(new CustomEvent('point-chosen', { bubbles: true, detail: { lat, lng } }));
    const mine = ++asked;
    const exact = accuracy ? ` Ketelitian sekitar ${accuracy} meter.` : '';
    said.textContent = `Titik ditaruh.${exact}`;
    try {
      const { text } = await (await fetch(`/api/wilayah/letak?lat=${lat.toFixed(6)}&lng=${lng.toFixed(6)}`)).json();
      if (mine === asked && text) said.textContent = `${text}.${exact}`;
    } catch { /* the place itself is kept */ }
  };
  svg.addEventListener('map-tap', ({ detail }) => take(detail));
  // Another part of the page knows a place: a photo tells where it was taken.
  field.addEventListener('point-take', ({ detail }) => { take(detail); map.go({ ...detail, zoom: Math.max(15, map.view().zoom) }); });
  for (const button of field.querySelectorAll('[data-way]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      if (button.dataset.way === 'centre') take(map.view());
      else map.way(button.dataset.way);
    });
  }
  for (const part of ['lat', 'lng']) input(part).addEventListener('input', () => { pin(); const at = chosen(); if (at) map.go({ ...at, zoom: Math.max(13, map.view().zoom) }); });
  pin();

  if (!locate || !('geolocation' in navigator) || !isSecureContext) return;
  locate.hidden = false;
  locate.addEventListener('click', () => {
    said.textContent = 'Mencari posisi Anda…';
    locate.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        locate.disabled = false;
        const at = { lat: coords.latitude, lng: coords.longitude };
        take(at, String(Math.round(coords.accuracy)));
        map.go({ ...at, zoom: Math.max(16, map.view().zoom) });
      },
      (error) => {
        locate.disabled = false;
        said.textContent = error.code === 1
          ? 'Izin posisi belum diberikan. Izinkan di peramban, atau ketuk tempatnya di peta.'
          : 'Posisi belum didapat. Coba di tempat terbuka, atau ketuk tempatnya di peta.';
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 },
    );
  });
}
live('[data-point]', ask);

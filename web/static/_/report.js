// While a report is written: category from the text, the place from a photo, similar reports nearby. All of it also works by buttons.
const form = document.querySelector('form[data-report]');
const json = async (url, options) => { const response = await fetch(url, { ...options, headers: { accept: 'application/json', ...options?.headers } }); if (!response.ok) throw new Error(String(response.status)); return response.json(); };
if (form) help(form);

function help(form) {
  const body = form.elements.body;
  const category = form.querySelector('[data-category]');
  const suggested = form.querySelector('[data-suggested]');
  const similar = form.querySelector('[data-similar]');
  const refresh = form.querySelector('[data-refresh]');
  let timer, touched = Boolean(category?.value);

  // The suggestion is put where nothing was chosen by hand; it is the person's to change.
  async function suggest() {
    const text = body.value.trim();
    if (text.length < 15 || !category) return;
    try {
      const { items } = await json('/api/pengaduan/usulan-kategori', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) });
      const fitting = items.filter((one) => [...category.options].some((option) => option.value === one.code)).slice(0, 3);
      if (!fitting.length || touched) return;
      category.value = fitting[0].code;
      const why = fitting[0].why.slice(0, 3).join(', ');
      suggested.textContent = `Diusulkan dari tulisan Anda: ${fitting[0].name}${why ? `, karena ${why}` : ''}. Ganti bila tidak tepat.`;
      more();
      nearby();
    } catch { /* the button stays */ }
  }
  body?.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(suggest, 900); });
  form.querySelector('[data-suggest]')?.remove();
  const more = () => { if (refresh) refresh.hidden = category.selectedOptions[0]?.dataset.more === undefined; };
  category?.addEventListener('change', () => {
    touched = true;
    suggested.textContent = '';
    nearby();
    // A category with questions of its own, or with an emergency number, is drawn by the server.
    if (category.selectedOptions[0]?.dataset.more !== undefined && refresh) refresh.click();
  });
  if (refresh) more();

  async function nearby() {
    const lat = form.elements['lokasi.lat']?.value.replace(',', '.');
    const lng = form.elements['lokasi.lng']?.value.replace(',', '.');
    if (!similar || !category?.value || !lat || !lng || form.elements.kind?.value !== 'complaint') return;
    try {
      const { items } = await json(`/api/pengaduan/serupa?${new URLSearchParams({ category: category.value, lat, lng, limit: 3 })}`);
      similar.hidden = !items.length;
      if (!items.length) return;
      const title = Object.assign(document.createElement('h2'), { className: 'h3', textContent: 'Sudah ada yang melaporkan di dekat sini' });
      const hint = Object.assign(document.createElement('p'), { className: 'small', textContent: 'Bila masalahnya sama, ikutlah: satu laporan dengan banyak pelapor lebih cepat terlihat. Bila lain, kirim saja laporan Anda.' });
      const list = Object.assign(document.createElement('ul'), { className: 'list' });
      list.append(...items.map(row));
      similar.replaceChildren(title, hint, list, Object.assign(document.createElement('input'), { type: 'hidden', name: 'berbeda', value: 'ya' }));
    } catch { /* asked again when it is sent */ }
  }
  function row(item) {
    const line = document.createElement('li');
    const link = Object.assign(document.createElement('a'), { href: `/pengaduan/${encodeURIComponent(item.number)}`, target: '_blank', rel: 'noopener', textContent: item.title });
    const button = Object.assign(document.createElement('button'), { className: 'btn quiet small', name: '_ikut', value: item.number, textContent: 'Ikut laporan ini' });
    button.setAttribute('formaction', '?/ikut');
    button.append(Object.assign(document.createElement('span'), { className: 'sr', textContent: `: ${item.title}` }));
    const note = Object.assign(document.createElement('span'), { className: 'muted num', textContent: `${Math.max(10, Math.round(item.metres / 10) * 10)} m dari titik Anda · ${item.stateText.toLowerCase()} · ${item.submittedText}` });
    line.append(link, button, note);
    return line;
  }
  form.addEventListener('point-chosen', nearby);

  // Read before the picture is made small, which loses it.
  document.addEventListener('change', async (event) => {
    if (!event.target.matches?.('input[type=file][data-file=photos]')) return;
    for (const file of event.target.files) {
      const at = await positionOf(file).catch(() => undefined);
      const field = form.querySelector('[data-point]');
      if (!at || !field || form.elements['lokasi.lat']?.value) continue;
      field.dispatchEvent(new CustomEvent('point-take', { detail: at }));
      break;
    }
  }, true);
}

/** The position in the EXIF part of a JPEG: tags 1 to 4 of the GPS directory. */
async function positionOf(file) {
  if (file.type !== 'image/jpeg') return undefined;
  const view = new DataView(await file.slice(0, 131072).arrayBuffer());
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at + 1) !== 0xe1 || view.getUint32(at + 4) !== 0x45786966) continue;
    const tiff = at + 10;
    const little = view.getUint16(tiff) === 0x4949;
    const u16 = (offset) => view.getUint16(tiff + offset, little);
    const u32 = (offset) => view.getUint32(tiff + offset, little);
    const tags = (directory) => new Map(Array.from({ length: u16(directory) }, (_, n) => { const entry = directory + 2 + n * 12; return [u16(entry), entry]; }));
    const pointer = tags(u32(4)).get(0x8825);
    if (pointer === undefined) return undefined;
    const gps = tags(u32(pointer + 8));
    if (![1, 2, 3, 4].every((tag) => gps.has(tag))) return undefined;
    const degrees = (tag) => { const from = u32(gps.get(tag) + 8); return [0, 1, 2].reduce((sum, n) => sum + u32(from + n * 8) / (u32(from + n * 8 + 4) || 1) / 60 ** n, 0); };
    const sign = (tag, negative) => (String.fromCharCode(view.getUint8(tiff + gps.get(tag) + 8)) === negative ? -1 : 1);
    const place = { lat: degrees(2) * sign(1, 'S'), lng: degrees(4) * sign(3, 'W') };
    return (place.lat || place.lng) && Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180 ? place : undefined;
  }
  return undefined;
}

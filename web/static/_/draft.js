// Keeps what is typed: on the server a moment after the last change, and on this device until the server has it.
const form = document.querySelector('form[data-draft]');
const said = document.querySelector('[data-saved]');
const quiet = 1500;
const week = 7 * 24 * 3600 * 1000;

if (form) keep(form);

function keep(form) {
  const key = `pendopo.isian.${form.dataset.owner}.${form.dataset.draft}.${form.dataset.page}`;
  let timer, busy = false, again = false, left = false;
  sweep();
  // After region.js has made its own inputs.
  document.addEventListener('DOMContentLoaded', offer);
  say('Isian tersimpan sendiri sambil Anda mengisi.');

  form.addEventListener('input', (event) => { if (event.target.type !== 'file') later(quiet); });
  form.addEventListener('change', (event) => { if (event.target.type !== 'file') later(150); });
  form.addEventListener('submit', () => { left = true; clearTimeout(timer); backUp(); });
  addEventListener('pageshow', (event) => { if (event.persisted) left = false; });
  addEventListener('online', () => later(0));
  addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden' && timer) save(); });

  function later(wait) {
    backUp();
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  // The same post as the buttons make, so that the server keeps one way of reading a form.
  async function save() {
    clearTimeout(timer);
    timer = undefined;
    if (left) return;
    if (!navigator.onLine) return say('Sambungan terputus. Isian disimpan di ponsel ini.');
    if (busy) { again = true; return; }
    busy = true;
    const posted = texts();
    posted.set('_aksi', 'otomatis');
    try {
      const response = await fetch(form.action, { method: 'POST', body: posted, headers: { accept: 'application/json', 'x-sveltekit-action': 'true' } });
      const answer = await response.json();
      if (answer.type === 'success') {
        const told = flat(answer.data);
        if (!timer) forget();
        say(`Tersimpan ${new Date().toLocaleTimeString('id-ID', { hour: '2-digit', minute: '2-digit' })}.`);
        if (told.changed) await redraw();
      } else if (answer.status === 401) expired();
      else say('Belum tersimpan di server. Isian ada di ponsel ini; kami coba lagi.');
    } catch {
      say('Belum tersimpan di server. Isian ada di ponsel ini; kami coba lagi.');
      if (!timer) timer = setTimeout(save, 15000);
    }
    busy = false;
    if (again) { again = false; save(); }
  }

  function texts() {
    const posted = new FormData(form);
    for (const [name, value] of Array.from(posted)) if (typeof value !== 'string') posted.delete(name);
    return posted;
  }

  function backUp() {
    const values = [...texts()].filter(([name]) => !name.startsWith('_'));
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), values })); } catch { /* private window or full */ }
  }
  function forget() {
    try { localStorage.removeItem(key); } catch { /* private window */ }
  }
  /** What this device still holds was never taken by the server: it is put back before the person goes on. */
  function offer() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(key) ?? 'null'); } catch { return; }
    if (!kept || document.getElementById('ringkasan')) return;
    let filled = 0;
    for (const [name, value] of kept.values) {
      const inputs = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].filter((input) => input.type !== 'file' && (input.type !== 'hidden' || input.closest('[data-region], [data-point]')));
      for (const input of inputs) {
        if (input.type === 'radio' || input.type === 'checkbox') {
          if (input.value === value && !input.checked) { input.checked = true; filled += 1; }
        } else if (input.value !== value) { input.value = value; filled += 1; }
      }
    }
    forget();
    if (!filled) return;
    later(0);
    say('Isian terakhir dari ponsel ini dikembalikan.');
  }
  /** A shared computer remembers nobody for long. */
  function sweep() {
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith('pendopo.isian.') && !(JSON.parse(localStorage.getItem(name))?.at > Date.now() - week)) localStorage.removeItem(name);
      }
    } catch { /* private window */ }
  }

  function expired() {
    const link = Object.assign(document.createElement('a'), { href: `/masuk?kembali=${encodeURIComponent(location.pathname + location.search)}`, target: '_blank', textContent: 'Masuk lagi di tab baru' });
    said.replaceChildren('Sesi Anda berakhir. Isian ada di ponsel ini. ', link, ', lalu teruskan di sini.');
  }
  function say(text) { if (said) said.textContent = text; }

  /** An answer opened or closed other questions: takes them from the page as the server now draws it. */
  async function redraw() {
    const response = await fetch(form.action, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('form[data-draft] > .fields > .stack');
    const here = form.querySelector(':scope > .fields > .stack');
    if (!fresh || !here) return;
    // A set carries its name itself, a field of one input on its label.
    const nameOf = (part) => part.id || part.querySelector(':scope > label')?.htmlFor || part.querySelector('output')?.id || '';
    const mine = new Map([...here.children].map((part) => [nameOf(part), part]));
    const wanted = new Set();
    let before = null;
    for (const part of Array.from(fresh.children)) {
      const name = nameOf(part);
      wanted.add(name);
      const known = mine.get(name);
      if (known) before = known;
      else {
        if (before) before.after(part); else here.prepend(part);
        before = part;
      }
    }
    for (const output of fresh.querySelectorAll('output[id]')) {
      const known = document.getElementById(output.id);
      if (known) known.textContent = output.textContent;
    }
    for (const [name, part] of mine) if (name && !wanted.has(name) && !part.contains(document.activeElement)) part.remove();
  }
}

/** The flat object of an action's answer: [{"key": index}, value, …]. */
function flat(data) {
  const parts = JSON.parse(data ?? '[{}]');
  return Object.fromEntries(Object.entries(parts[0] ?? {}).map(([name, index]) => [name, parts[index]]));
}

// Turns the search and radios of a region field into a combobox (WAI-ARIA pattern, list with manual selection).
// Without it, or when the network fails, the field still works through the server.
const wait = 120;

for (const field of document.querySelectorAll('[data-region]')) enhance(field);

function enhance(field) {
  const name = field.dataset.region;
  const input = field.querySelector(`[name="${CSS.escape(name)}.cari"]`);
  const button = field.querySelector('button[name="_aksi"]');
  if (!input || input.disabled) return;

  const chosen = field.querySelector(`input[type=radio][name="${CSS.escape(name)}"]:checked`);
  const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name, value: chosen?.value ?? '' });
  const list = Object.assign(document.createElement('ul'), { id: `${name}-pilihan`, hidden: true });
  const said = Object.assign(document.createElement('p'), { className: 'help' });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.querySelector('legend')?.textContent.trim() ?? 'Wilayah');
  said.setAttribute('aria-live', 'polite');

  field.querySelector('.choices')?.remove();
  button.hidden = true;
  const box = input.parentElement;
  box.classList.add('combo');
  box.append(hidden, list);
  box.after(said);
  // The name of the search box must not be posted as an answer once the hidden code is.
  let label = chosen ? `${chosen.dataset.label}, ${chosen.dataset.path}` : input.value;
  input.value = label;
  for (const [key, value] of Object.entries({
    role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list',
  })) input.setAttribute(key, value);

  let items = [];
  let active = -1;
  let timer;
  let asked = 0;

  const open = (yes) => {
    list.hidden = !yes;
    input.setAttribute('aria-expanded', String(yes));
    if (!yes) mark(-1);
  };
  const mark = (index) => {
    active = index;
    [...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === index)));
    if (index < 0) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', list.children[index].id);
    list.children[index].scrollIntoView({ block: 'nearest' });
  };
  const choose = (item) => {
    hidden.value = item.code;
    input.value = label = `${item.name}, ${item.path}`;
    said.textContent = `Dipilih: ${label}`;
    open(false);
    hidden.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const draw = () => {
    list.replaceChildren(...items.map((item, index) => {
      const row = Object.assign(document.createElement('li'), { id: `${name}-pilihan-${index}` });
      const small = document.createElement('small');
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', 'false');
      small.textContent = item.path;
      row.append(item.name, small);
      row.addEventListener('pointerdown', (event) => event.preventDefault());
      row.addEventListener('click', () => choose(item));
      return row;
    }));
    said.textContent = items.length ? `${items.length} pilihan, gunakan panah untuk memilih.` : `Tidak ada yang bernama “${input.value}”. Periksa ejaannya.`;
    open(items.length > 0);
  };
  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ query: input.value.trim() });
    if (field.dataset.within) query.set('within', field.dataset.within);
    if (field.dataset.level && field.dataset.level !== 'village') query.set('level', field.dataset.level);
    try {
      const response = await fetch(`/api/wilayah/cari?${query}`, { headers: { accept: 'application/json' } });
      if (!response.ok) throw new Error(String(response.status));
      const body = await response.json();
      if (mine !== asked) return;
      items = body.items ?? [];
      draw();
    } catch {
      if (mine !== asked) return;
      said.textContent = 'Daftar wilayah belum bisa diambil. Periksa sambungan, atau tekan Cari.';
      button.hidden = false;
    }
  };

  input.addEventListener('input', () => {
    hidden.value = '';
    clearTimeout(timer);
    if (input.value.trim().length < 2) return open(false);
    timer = setTimeout(ask, wait);
  });
  input.addEventListener('blur', () => {
    open(false);
    if (input.value === label) return;
    if (input.value.trim() === '') label = '';
    else if (!hidden.value) said.textContent = 'Pilih satu nama dari daftar.';
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden) {
      if (event.key === 'ArrowDown' && items.length) { open(true); mark(0); event.preventDefault(); }
      else if (event.key === 'Enter' && input.value && !hidden.value) { event.preventDefault(); clearTimeout(timer); ask(); }
      return;
    }
    if (event.key === 'ArrowDown') mark((active + 1) % items.length);
    else if (event.key === 'ArrowUp') mark((active - 1 + items.length) % items.length);
    else if (event.key === 'Enter') { if (active >= 0) choose(items[active]); else if (items.length === 1) choose(items[0]); }
    else if (event.key === 'Escape') open(false);
    else return;
    event.preventDefault();
  });
}

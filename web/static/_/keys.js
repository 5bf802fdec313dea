// One letter presses one button (data-key); never while typing, and a person may turn it off.
const hints = document.querySelector('[data-keys]');
const toggle = hints?.querySelector('[data-keys-on]');
const store = 'pendopo.pintasan';
if (hints && toggle) {
  hints.hidden = false;
  try { toggle.checked = localStorage.getItem(store) !== 'mati'; } catch { /* private window: stays on */ }
  toggle.addEventListener('change', () => {
    try { localStorage.setItem(store, toggle.checked ? 'hidup' : 'mati'); } catch { /* private window */ }
  });
  document.addEventListener('keydown', (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]')) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}" i]:not(:disabled)`);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.click();
  });
}

// A button beside a text copies it; where the browser does not let it, the text is marked, ready for Ctrl-C.
for (const row of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(row.dataset.copy);
  const said = row.querySelector('[role=status]');
  if (!field) continue;
  row.hidden = false;
  row.querySelector('button').addEventListener('click', async () => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = 'Tersalin.';
    } catch {
      said.textContent = document.execCommand?.('copy') ? 'Tersalin.' : 'Teks sudah ditandai: tekan Ctrl-C.';
    }
  });
}

// The example below a number pattern follows what is typed; without this the example is that of the last saving.
const field = document.querySelector('[data-number-pattern] input');
const shown = document.querySelector('[data-number-example]');
let timer;
let asked = 0;
async function look() {
  const mine = ++asked;
  const code = document.querySelector('[name="classification"]')?.value || '000';
  try {
    const answer = await fetch(`/api/kelola/jenis-naskah/contoh-nomor?${new URLSearchParams({ pattern: field.value, classification: code })}`);
    const told = await answer.json();
    if (mine === asked) shown.textContent = answer.ok ? told.example : (told.detail ?? 'Pola belum benar.');
  } catch {
    // Without network the last example stays.
  }
}
field?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(look, 300);
});
document.querySelector('[name="classification"]')?.addEventListener('change', look);

// Fills the list below a code of the classification while somebody types a code or a word. Without it the code is typed whole.
const wait = 150;

for (const input of document.querySelectorAll('input[data-codes]')) {
  const list = document.getElementById(input.getAttribute('list'));
  if (!list) continue;
  let timer;
  let asked = 0;
  const fill = async () => {
    const query = input.value.trim();
    if (query.length < 2) return;
    const mine = ++asked;
    try {
      const answer = await fetch(`/api/arsip/klasifikasi?limit=20&query=${encodeURIComponent(query)}`, { headers: { accept: 'application/json' } });
      if (!answer.ok || mine !== asked) return;
      const { items } = await answer.json();
      list.replaceChildren(...items.map(({ code, title }) => Object.assign(document.createElement('option'), { value: code, textContent: `${code} ${title}` })));
    } catch {
      // The code can still be typed.
    }
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(fill, wait);
  });
}

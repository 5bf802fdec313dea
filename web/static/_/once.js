// A form marked data-once is sent once, however often its button is pressed: the answer to the first press is the one to see.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!('once' in form.dataset)) return;
  if (form.dataset.once === 'sent') event.preventDefault();
  else form.dataset.once = 'sent';
});
// The back button brings the page as it was left.
addEventListener('pageshow', () => { for (const form of document.querySelectorAll('form[data-once]')) form.dataset.once = ''; });

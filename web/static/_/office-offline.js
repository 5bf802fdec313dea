// Asks for the server before the form leaves: without network the browser's own error page would take the place of the form, and nobody at the door could go on.
const PATIENCE_MS = 5000;
const notice = document.querySelector('[data-offline]');

for (const form of document.querySelectorAll('form[data-needs-network]')) {
  let isThere = false;
  form.addEventListener('submit', async (event) => {
    if (isThere) return;
    event.preventDefault();
    const { submitter } = event;
    isThere = navigator.onLine && (await fetch('/api/kehadiran/waktu', { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) }).then((answer) => answer.ok, () => false));
    notice.hidden = isThere;
    if (isThere) form.requestSubmit(submitter);
    else notice.scrollIntoView({ block: 'center' });
  });
}

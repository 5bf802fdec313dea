// A link in a mail carries the code behind the #, where no server log sees it.
const code = decodeURIComponent(location.hash.slice(1));
const input = document.getElementById('code');
if (input && /^[0-9A-Za-z-]{12,20}$/.test(code)) {
  input.value = code;
  history.replaceState(null, '', location.pathname);
  document.getElementById('password')?.focus();
}

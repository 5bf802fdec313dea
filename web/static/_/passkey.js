// Passkeys: the browser asks the device, the page's own form carries the answer. Without it everything else still works.
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

async function ask(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.fields?.[0]?.message ?? json.detail);
  return json;
}

async function signIn() {
  const { id, options } = await ask('/api/sesi/passkey/mulai', { origin: location.origin });
  const found = await navigator.credentials.get({ publicKey: { ...options, challenge: decode(options.challenge), allowCredentials: [] } });
  const { response } = found;
  return { id, response: { id: found.id, rawId: encode(found.rawId), type: found.type, clientExtensionResults: found.getClientExtensionResults(), response: {
    clientDataJSON: encode(response.clientDataJSON), authenticatorData: encode(response.authenticatorData), signature: encode(response.signature),
    ...(response.userHandle ? { userHandle: encode(response.userHandle) } : {}),
  } } };
}

async function enrol(form) {
  const { id, options } = await ask('/api/akun/saya/passkey/mulai', { origin: location.origin, password: form.elements.password.value });
  const made = await navigator.credentials.create({ publicKey: { ...options, challenge: decode(options.challenge), user: { ...options.user, id: decode(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map((one) => ({ ...one, id: decode(one.id) })) } });
  const { response } = made;
  return { id, response: { id: made.id, rawId: encode(made.rawId), type: made.type, clientExtensionResults: made.getClientExtensionResults(), response: {
    clientDataJSON: encode(response.clientDataJSON), attestationObject: encode(response.attestationObject), transports: response.getTransports?.() ?? [],
  } } };
}

for (const form of document.querySelectorAll('[data-passkey]')) {
  // An address of figures cannot own a passkey.
  if (!globalThis.PublicKeyCredential || !isSecureContext || /^[\d.]+$|:/.test(location.hostname)) continue;
  form.hidden = false;
  const says = form.querySelector('[data-passkey-says]');
  form.querySelector('[data-passkey-start]').addEventListener('click', async () => {
    says.textContent = 'Ikuti petunjuk perangkat Anda.';
    try {
      const { id, response } = form.dataset.passkey === 'masuk' ? await signIn() : await enrol(form);
      form.elements.ceremony.value = id;
      form.elements.response.value = JSON.stringify(response);
      const shared = document.querySelector('[data-passkey-shared] [name=sharedComputer]');
      if (shared && form.elements.sharedComputer) form.elements.sharedComputer.value = shared.checked ? 'ya' : '';
      form.submit();
    } catch (error) {
      const known = { NotAllowedError: 'Dibatalkan atau terlalu lama. Coba lagi, atau masuk dengan kata sandi.', InvalidStateError: 'Perangkat ini sudah terpasang.' };
      says.textContent = known[error.name] ?? error.message;
    }
  });
}

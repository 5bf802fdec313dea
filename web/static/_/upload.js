// Files go at once: photos are made small on the device, sent in pieces, and go on where a cut left them.
const most = 400_000;
const piece = 256 * 1024;
const patience = [1000, 2000, 5000, 10_000, 20_000, 30_000];
const pause = (ms) => new Promise((done) => { const end = () => { clearTimeout(timer); removeEventListener('online', end); done(); }; const timer = setTimeout(end, ms); addEventListener('online', end); });

document.addEventListener('change', (event) => {
  const input = event.target;
  if (input.matches?.('input[type=file][data-file]')) take(input);
});
// What was chosen before this script was there, or stands again after going back, goes the same way.
const early = () => { for (const input of document.querySelectorAll('input[type=file][data-file]')) if (input.files.length) take(input); };
addEventListener('pageshow', early);
// A page left in the middle of an upload would lose the file, not the form.
let running = 0;
addEventListener('beforeunload', (event) => { if (running) event.preventDefault(); });

async function take(input) {
  const files = [...input.files];
  const field = input.closest('fieldset') ?? input.parentElement;
  const list = field.querySelector('ul.files') ?? makeList(input);
  const room = (input.multiple ? Infinity : 1);
  input.value = '';
  for (const file of files.slice(0, room)) await send(file, input, list);
}

function makeList(input) {
  const list = Object.assign(document.createElement('ul'), { className: 'files docs' });
  input.before(list);
  return list;
}

async function send(file, input, list) {
  const row = document.createElement('li');
  const thumb = Object.assign(document.createElement('span'), { className: 'thumb' });
  const words = document.createElement('span');
  const note = document.createElement('small');
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn plain small', textContent: 'Batal' });
  thumb.setAttribute('aria-hidden', 'true');
  note.setAttribute('aria-live', 'polite');
  button.append(Object.assign(document.createElement('span'), { className: 'sr', textContent: ` ${file.name}` }));
  words.append(file.name, note);
  row.append(thumb, words, button);
  list.append(row);

  let stopped = false;
  button.addEventListener('click', () => { stopped = true; row.remove(); input.focus(); });
  const tell = (text) => { note.textContent = text; };
  running += 1;
  try {
    tell('Menyiapkan…');
    const small = await shrink(file);
    const limit = Number(input.dataset.maxBytes) || Infinity;
    if (small.size > limit) throw new Told(`Terlalu besar. Batasnya ${(limit / 1e6).toLocaleString('id-ID')} MB.`);
    if (!small.size) throw new Told('Berkas ini kosong. Pilih berkas lain.');
    const id = await upload(input.dataset.door ? doorOf(input.dataset.door) : own, file, small, (share) => tell(`Mengirim ${Math.round(share * 100)}%`), () => stopped, tell);
    if (stopped) return;
    const hidden = Object.assign(document.createElement('input'), { type: 'hidden', name: input.dataset.file, value: id });
    button.firstChild.textContent = 'Buang';
    button.addEventListener('click', () => change(input));
    row.insertBefore(hidden, button);
    tell(`Terkirim, ${Math.max(1, Math.round(small.size / 1000)).toLocaleString('id-ID')} KB`);
    change(input);
  } catch (error) {
    if (stopped) return;
    note.className = 'err';
    tell(error instanceof Told ? error.message : 'Belum terkirim. Pilih lagi berkasnya setelah tersambung; kiriman diteruskan.');
    button.firstChild.textContent = 'Tutup';
  } finally {
    running -= 1;
  }
}

/** Where files go: with an account, or through a door for everybody (data-door). */
const own = { begin: '/api/unggahan', at: (id) => `/api/unggahan/${id}` };
const doorOf = (base) => ({ begin: `${base}/mulai`, at: (id) => `${base}/${id}` });

class Told extends Error {}
/** The hidden id is what changed; the draft saves itself after this. */
const change = (input) => input.form?.dispatchEvent(new Event('change', { bubbles: true }));

/** A photo as JPEG of at most 400 KB: the long side falls first, then the quality. Anything else is sent as it is. */
async function shrink(file) {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || (file.size <= most && !/hei[cf]$/.test(file.type))) return file;
  let picture;
  try { picture = await createImageBitmap(file, { imageOrientation: 'from-image' }); } catch { return file; }
  try {
    for (const [side, quality] of [[2000, 0.8], [1600, 0.75], [1600, 0.6], [1280, 0.6], [1024, 0.5], [800, 0.45]]) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      const paint = canvas.getContext('2d');
      paint.fillStyle = '#fff';
      paint.fillRect(0, 0, canvas.width, canvas.height);
      paint.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (blob && blob.size <= most) return blob;
    }
  } finally { picture.close(); }
  return file;
}

/** Sends the pieces; after a cut it asks how far the server is and goes on from there. Picking the same file again also goes on. */
async function upload(door, file, blob, progress, stopped, tell) {
  const mark = `pendopo.unggah.${door === own ? '' : door.begin}${file.name}.${file.size}.${file.lastModified}`;
  const begun = (await known(door, mark, blob.size)) ?? (await begin(door, file, blob, mark));
  const { id } = begun;
  let { offset } = begun;
  let tries = 0;
  while (offset < blob.size && !stopped()) {
    progress(offset / blob.size);
    try {
      const response = await fetch(door.at(id), {
        method: 'PATCH', headers: { 'upload-offset': String(offset), 'content-type': 'application/octet-stream' }, body: blob.slice(offset, offset + piece),
      });
      if (response.status === 409) ({ offset } = await where(door, id));
      else if (!response.ok) await refused(response, mark);
      else { ({ offset } = await response.json()); tries = 0; }
    } catch (error) {
      if (error instanceof Told || tries >= patience.length) throw error;
      tell('Sambungan terputus. Kiriman diteruskan setelah tersambung.');
      await pause(patience[tries++]);
      offset = (await where(door, id).catch(() => ({ offset }))).offset;
    }
  }
  drop(mark);
  return id;
}

async function begin(door, file, blob, mark) {
  const name = blob === file ? file.name : file.name.replace(/\.\w+$/, '') + '.jpg';
  const response = await fetch(door.begin, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: name.slice(-255), size: blob.size }) });
  if (!response.ok) await refused(response, mark);
  const { id, offset } = await response.json();
  try { localStorage.setItem(mark, JSON.stringify({ id, size: blob.size })); } catch { /* private window */ }
  return { id, offset: offset ?? 0 };
}

async function known(door, mark, size) {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(mark) ?? 'null'); } catch { return undefined; }
  if (kept?.size !== size) return undefined;
  try { return { id: kept.id, ...(await where(door, kept.id)) }; } catch { return undefined; }
}

async function where(door, id) {
  const response = await fetch(door.at(id));
  if (!response.ok) throw new Error(String(response.status));
  const { offset, received } = await response.json();
  return { offset: offset ?? received };
}

async function refused(response, mark) {
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
  drop(mark);
  const problem = await response.json().catch(() => ({}));
  throw new Told(response.status === 401 ? 'Sesi Anda berakhir. Masuk lagi di tab baru, lalu pilih lagi berkasnya.' : (problem.detail ?? 'Berkas ditolak.'));
}

function drop(mark) { try { localStorage.removeItem(mark); } catch { /* private window */ } }

early();

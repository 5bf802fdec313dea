// Fills the two numbers of a place from the position of the device; asks only when the button is pressed.
for (const field of document.querySelectorAll('[data-point]')) {
  const name = CSS.escape(field.dataset.point);
  const button = field.querySelector('[data-locate]');
  const said = field.querySelector('[data-said]');
  if (!button || !('geolocation' in navigator) || !window.isSecureContext) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    said.textContent = 'Mencari posisi Anda…';
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const write = (part, value) => { field.querySelector(`[name="${name}.${part}"]`).value = value; };
        write('lat', coords.latitude.toFixed(6));
        write('lng', coords.longitude.toFixed(6));
        write('accuracy', String(Math.round(coords.accuracy)));
        said.textContent = `Posisi terisi, ketelitian sekitar ${Math.round(coords.accuracy)} meter.`;
        button.disabled = false;
      },
      (error) => {
        said.textContent = error.code === 1
          ? 'Izin posisi belum diberikan. Izinkan di peramban, atau isi kedua angka.'
          : 'Posisi belum didapat. Coba di tempat terbuka, atau isi kedua angka.';
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 },
    );
  });
}

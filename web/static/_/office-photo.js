// Makes a photo small before it is sent: 640 pixels are enough to recognise a face, and the line of an office is thin.
const SIDE = 640;

for (const input of document.querySelectorAll('input[data-small-photo]')) {
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file) return;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
      const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
      if (!blob || blob.size >= file.size) return;
      const small = new DataTransfer();
      small.items.add(new File([blob], 'wajah.jpg', { type: 'image/jpeg' }));
      input.files = small.files;
    } catch {
      // What the browser cannot draw goes as it is; the server judges it.
    }
  });
}

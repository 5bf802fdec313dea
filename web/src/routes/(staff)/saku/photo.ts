/** As it leaves the phone; the server takes a little more, for other programs. */
const MOST_SELFIE_BYTES = 60_000;

type Picture = CanvasImageSource & ({ videoWidth: number; videoHeight: number } | { width: number; height: number });

/** Drawn anew as JPEG of at most 60 KB, first with fewer details, then smaller; drawing leaves position and camera behind. */
export async function smallPhoto(picture: Picture): Promise<Blob> {
  const [width, height] = 'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  for (const longest of [640, 480, 360, 240]) {
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (blob && blob.size <= MOST_SELFIE_BYTES) return blob;
    }
  }
  throw new Error('no photograph');
}

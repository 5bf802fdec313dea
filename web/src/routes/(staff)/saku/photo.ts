/** As it leaves the phone; the server takes a little more, for other programs. */
const MOST_SELFIE_BYTES = 60_000;

type Picture = CanvasImageSource & ({ videoWidth: number; videoHeight: number } | { width: number; height: number });

/** A page that was photographed stays readable. */
export const EVIDENCE = { sides: [1400, 1100, 800, 480], bytes: 250_000 };

/** Drawn anew as JPEG, for a selfie of at most 60 KB, first with fewer details, then smaller; drawing leaves position and camera behind. */
export async function smallPhoto(picture: Picture, most = { sides: [640, 480, 360, 240], bytes: MOST_SELFIE_BYTES }): Promise<Blob> {
  const [width, height] = 'videoWidth' in picture ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  for (const longest of most.sides) {
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (blob && blob.size <= most.bytes) return blob;
    }
  }
  throw new Error('no photograph');
}

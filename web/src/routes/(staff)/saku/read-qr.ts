/** What one look through the camera showed; undefined: no code. */
type Look = (seen: HTMLVideoElement) => Promise<string | undefined>;

interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}
/** Enough for a code that fills a third of the picture, and quick on a slow phone. */
const LONGEST_SIDE = 640;

/** Reads QR codes off a running camera: by the browser where it can (Android), else by a decoder that is fetched only then (iPhone, Firefox, computers). */
export async function qrReader(): Promise<Look> {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if ((await Own?.getSupportedFormats().catch((): string[] => []))?.includes('qr_code')) {
    const detector = new Own!({ formats: ['qr_code'] });
    return async (seen) => (await detector.detect(seen).catch(() => []))[0]?.rawValue;
  }
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  return async (seen) => {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(seen.videoWidth, seen.videoHeight, 1));
    [canvas.width, canvas.height] = [Math.round(seen.videoWidth * scale), Math.round(seen.videoHeight * scale)];
    if (!canvas.width || !canvas.height) return undefined;
    pen.drawImage(seen, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined;
    }
  };
}

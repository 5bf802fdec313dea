export interface PortalFile {
  number: string;
  letter: string | null;
  title: string;
  type: string;
}
const ENDS: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' };

/** `21.b.Judul.pdf` (Pedoman Menteri PANRB 3/2024, chapter II): signs that every system bears in a name. */
export function portalName({ number, letter, title, type }: PortalFile): string {
  const bare = title.normalize('NFC').replace(/[^\p{L}\p{N}.]+/gu, '-').replace(/\.{2,}/g, '.').replace(/^[-.]+|[-.]+$/g, '').slice(0, 80).replace(/[-.]+$/, '');
  return [number, letter, bare || 'bukti', ENDS[type] ?? 'bin'].filter((part) => part !== null).join('.');
}

/** The names of all, in order; the second of one name ends in -2. */
export function portalNames(files: readonly PortalFile[]): string[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const name = portalName(file);
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), times);
    return times === 1 ? name : name.replace(/(\.[a-z]+)$/, `-${times}$1`);
  });
}

/**
 * A scan carries nothing of ours inside, so a changed copy could not be told from a stranger's file. The code is written
 * behind its end, as comments of the format (twice: one survives any single change), and with it the file ends as PDF
 * files end. Undefined for bytes that are not a whole PDF.
 */
export function stampScan(pdf: Uint8Array, code: string): Uint8Array | undefined {
  const latin = new TextDecoder('latin1');
  const isWhole = latin.decode(pdf.subarray(0, 1024)).includes('%PDF-') && latin.decode(pdf.subarray(-1024)).includes('%%EOF');
  if (!isWhole) return undefined;
  const stamp = new TextEncoder().encode(`\n%Pendopo kode ${code}\n%Pendopo kode ${code}\n%%EOF\n`);
  const stamped = new Uint8Array(pdf.length + stamp.length);
  stamped.set(pdf);
  stamped.set(stamp, pdf.length);
  return stamped;
}

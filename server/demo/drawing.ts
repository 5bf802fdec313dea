import { deflateSync } from 'node:zlib';

// Chapters: a sheet to draw on · letters of five by seven · PNG · the pictures · PDF

type Colour = readonly [red: number, green: number, blue: number];
const WHITE: Colour = [255, 255, 255];
const INK: Colour = [45, 45, 55];
const GREY: Colour = [170, 170, 180];

/** A small picture with a palette of its own; what it shows is recognisable at a glance and nobody's. */
class Sheet {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly palette: Colour[] = [];
  constructor(width: number, height: number, ground: Colour) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
    this.index(ground);
  }
  private index(colour: Colour): number {
    const known = this.palette.findIndex((one) => one.join() === colour.join());
    return known >= 0 ? known : this.palette.push(colour) - 1;
  }
  box(x: number, y: number, width: number, height: number, colour: Colour): void {
    const index = this.index(colour);
    for (let row = Math.max(0, y); row < Math.min(this.height, y + height); row++) this.pixels.fill(index, row * this.width + Math.max(0, x), row * this.width + Math.min(this.width, x + width));
  }
  disc(cx: number, cy: number, radius: number, colour: Colour, inner = 0): void {
    const index = this.index(colour);
    for (let y = cy - radius; y <= cy + radius; y++) {
      for (let x = cx - radius; x <= cx + radius; x++) {
        const far = (x - cx) ** 2 + (y - cy) ** 2;
        if (far <= radius ** 2 && far >= inner ** 2 && x >= 0 && y >= 0 && x < this.width && y < this.height) this.pixels[y * this.width + x] = index;
      }
    }
  }
  text(x: number, y: number, words: string, size: number, colour: Colour): void {
    [...words.toUpperCase()].forEach((letter, position) => {
      const glyph = FONT[letter] ?? FONT[' ']!;
      glyph.forEach((column, dx) => {
        for (let dy = 0; dy < 7; dy++) if (column & (1 << dy)) this.box(x + (position * 6 + dx) * size, y + dy * size, size, size, colour);
      });
    });
  }
  centred(y: number, words: string, size: number, colour: Colour, x = 0, width = this.width): void {
    const fitting = words.slice(0, Math.floor(width / (6 * size)));
    this.text(Math.round(x + (width - fitting.length * 6 * size) / 2), y, fitting, size, colour);
  }
  lines(x: number, y: number, width: number, count: number, gap: number): void {
    for (let i = 0; i < count; i++) this.box(x, y + i * gap, i === count - 1 ? Math.round(width * 0.6) : width, 4, GREY);
  }
}

// Columns from left to right, lowest bit on top.
const FONT: Record<string, number[]> = Object.fromEntries(
  ('A7e0909097e B7f49494936 C3e41414122 D7f4141413e E7f49494941 F7f09090901 G3e41494932 H7f0808087f I00417f4100 J2040413f01 K7f08142241 L7f40404040 M7f0204027f N7f0408107f ' +
   'O3e4141413e P7f09090906 Q3e4151215e R7f09192946 S4649494931 T01017f0101 U3f4040403f V1f2040201f W7f2018207f X6314081463 Y0304780403 Z6151494543 ' +
   '03e5149453e 100427f4000 24261514946 32141454b31 41814127f10 52745454539 63c4a494930 70171090503 83649494936 9064949291e -0808080808 .0060600000')
    .split(' ').map((entry) => [entry[0]!, entry.slice(1)] as const)
    .map(([letter, hex]) => [letter, hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16))]),
);
FONT[' '] = [0, 0, 0, 0, 0];

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** PNG with eight bits of palette per pixel (ISO 15948). */
function png(sheet: Sheet): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    let crc = 0xffffffff;
    for (const byte of body) crc = CRC[(crc ^ byte) & 255]! ^ (crc >>> 8);
    const whole = Buffer.alloc(body.length + 8);
    whole.writeUInt32BE(data.length, 0);
    body.copy(whole, 4);
    whole.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
    return whole;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sheet.width, 0);
  header.writeUInt32BE(sheet.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((sheet.width + 1) * sheet.height);
  for (let y = 0; y < sheet.height; y++) Buffer.from(sheet.pixels.subarray(y * sheet.width, (y + 1) * sheet.width)).copy(rows, y * (sheet.width + 1) + 1);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('PLTE', Buffer.from(sheet.palette.flat())), chunk('IDAT', deflateSync(rows, { level: 5 })), chunk('IEND', Buffer.alloc(0))]);
}

const shade = (n: number): Colour => ([[198, 92, 60], [60, 110, 150], [88, 130, 80], [160, 120, 60], [120, 80, 140], [190, 160, 70], [70, 140, 140], [150, 70, 80]] as const)[n % 8]!;

/** A neighbourhood's letter of introduction: head, lines, two stamps, CONTOH across it. */
export function drawLetter(n: number): Buffer {
  const s = new Sheet(480, 640, [250, 248, 240]);
  s.centred(36, 'RUKUN TETANGGA 0' + (1 + (n % 6)), 3, INK);
  s.centred(66, 'RUKUN WARGA 0' + (1 + (n % 4)), 3, INK);
  s.box(40, 98, 400, 4, INK);
  s.centred(122, 'SURAT PENGANTAR', 3, INK);
  s.lines(50, 170, 380, 4, 22);
  s.lines(50, 280, 380, 5, 22);
  s.disc(120, 500, 44, [110, 90, 170], 39);
  s.disc(330, 505, 44, [110, 90, 170], 39);
  s.box(300, 560, 100, 3, INK);
  s.box(70, 560, 100, 3, INK);
  s.centred(420, 'CONTOH', 9, [225, 205, 190]);
  return png(s);
}

/** A small shop from the street, with its name above the door. */
export function drawShop(n: number, name: string): Buffer {
  const s = new Sheet(560, 420, [196, 220, 236]);
  s.box(0, 330, 560, 90, [176, 170, 160]);
  s.box(70, 120, 420, 215, shade(n));
  s.box(54, 96, 452, 30, [120, 70, 50]);
  s.box(100, 140, 360, 46, WHITE);
  s.centred(152, name, name.length > 19 ? 2 : 3, INK, 100, 360);
  s.box(120, 220, 120, 80, [232, 238, 240]);
  s.box(320, 205, 90, 130, [90, 60, 45]);
  s.disc(398, 272, 4, [230, 200, 90]);
  s.disc(510, 60, 26, [250, 220, 120]);
  s.text(8, 404, 'DATA CONTOH', 1, INK);
  return png(s);
}

/** A street with a pole where the sign shall stand. */
export function drawStreet(n: number): Buffer {
  const s = new Sheet(560, 420, [206, 224, 238]);
  s.box(0, 230, 560, 190, [150, 165, 120]);
  for (let y = 0; y < 190; y++) s.box(280 - 20 - y, 230 + y, 40 + 2 * y, 1, [96, 98, 104]);
  for (let y = 10; y < 190; y += 34) s.box(278, 230 + y, 4, 16, WHITE);
  s.box(120 + (n % 4) * 12, 110, 8, 190, [90, 90, 96]);
  s.box(66 + (n % 4) * 12, 60, 120, 62, shade(n + 3));
  s.centred(84, 'TITIK', 2, WHITE, 66 + (n % 4) * 12, 120);
  s.box(420, 170, 110, 80, shade(n + 5));
  s.text(8, 404, 'DATA CONTOH', 1, INK);
  return png(s);
}

/** An identity card that cannot be taken for one. */
export function drawCard(n: number): Buffer {
  const s = new Sheet(540, 340, [186, 208, 226]);
  s.centred(18, 'KARTU CONTOH', 3, INK);
  s.lines(40, 80, 290, 8, 28);
  s.box(380, 80, 120, 150, shade(n));
  s.disc(440, 130, 30, [230, 200, 175]);
  s.box(400, 175, 80, 55, [70, 80, 110]);
  s.centred(290, 'TIDAK BERLAKU', 3, [180, 60, 50]);
  return png(s);
}

/** What shall stand on the sign. */
export function drawDesign(n: number, text: string): Buffer {
  const s = new Sheet(600, 320, WHITE);
  s.box(20, 20, 560, 280, shade(n));
  s.box(36, 36, 528, 248, shade(n + 4));
  s.centred(130, text, text.length > 22 ? 3 : 4, WHITE, 40, 520);
  s.centred(250, 'DESAIN CONTOH', 2, WHITE);
  return png(s);
}

/** A transfer slip of a bank that does not exist. */
export function drawSlip(): Buffer {
  const s = new Sheet(420, 560, WHITE);
  s.centred(30, 'BANK CONTOH', 4, INK);
  s.centred(80, 'BUKTI BAYAR', 3, INK);
  s.lines(40, 140, 340, 9, 30);
  s.centred(460, 'BERHASIL', 4, [60, 130, 80]);
  s.centred(520, 'TIDAK BERLAKU', 2, [180, 60, 50]);
  return png(s);
}

/** One page of plain text as PDF 1.4. */
export function writePdf(title: string, lines: readonly string[]): Buffer {
  const escape = (text: string) => text.replace(/[\\()]/g, '\\$&').replace(/[^\x20-\x7e]/g, '-');
  const content = ['BT /F1 16 Tf 60 780 Td', `(${escape(title)}) Tj`, '/F1 11 Tf 0 -36 Td', ...lines.map((line) => `(${escape(line)}) Tj 0 -18 Td`), '0 -30 Td (DATA CONTOH, TIDAK BERLAKU) Tj ET'].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

/** A road with a hole in it, or the same road after it was mended. */
export function drawRoad(n: number, mended: boolean): Buffer {
  const s = new Sheet(560, 420, [206, 224, 238]);
  s.box(0, 190, 560, 230, [150, 165, 120]);
  for (let y = 0; y < 230; y++) s.box(280 - 40 - y, 190 + y, 80 + 2 * y, 1, [104, 106, 112]);
  const [x, y] = [230 + (n % 5) * 22, 300 + (n % 3) * 24];
  if (mended) s.box(x - 60, y - 26, 120, 52, [62, 64, 70]);
  else {
    s.disc(x, y, 46, [84, 78, 70]);
    s.disc(x + 4, y + 6, 34, [120, 140, 150]);
  }
  s.box(430, 130, 90, 80, shade(n + 2));
  s.centred(16, mended ? 'SESUDAH' : 'SEBELUM', 3, INK);
  s.text(8, 404, 'DATA CONTOH', 1, INK);
  return png(s);
}

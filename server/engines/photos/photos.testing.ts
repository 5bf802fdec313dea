/** The same picture, 48 × 32, red with a white and a blue field, as a browser's canvas writes it. */
const written = {
  jpg: '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAgADADASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAUGBP/EACwQAAEBBAYKAwAAAAAAAAAAAAARBRITFQEEFiRCURQiQWFjZaKj4eJDgcH/xAAXAQADAQAAAAAAAAAAAAAAAAAABAUD/8QAJBEAAAUCBQUAAAAAAAAAAAAAAAECAxEEEwUSQVHBFCIxMoH/2gAMAwEAAhEDEQA/AOhgMOcx7zBgu4HlVd9GRXsRzLsexIYDck0e7RozuN1EXdTmV7b8t7/qKotx3eReqOsuHa9fnIyAAMBTAAAAAAAAM+aAnyzjdPkq4ZUtMZrhxMciVidM6/ltlMTwJ5QZXy/X6JZxunydFVq2jP67zybEG62tYdYUhCpM40PcK0VE+0+la0wRTqWw/9k=',
  png: 'iVBORw0KGgoAAAANSUhEUgAAADAAAAAgCAYAAABU1PscAAAAr0lEQVR4AeyS3Q2AIAyEGzdwBVeAFZzJGZzJFVhBV3AEfS/hoekPEo+kDwTo9e5jOlN6Rq6JBl8w0BtgRWAphST1OQO9B5LqVwSkDXrfhwEQUCaAL6QMUP28InDlTJJST6BsUBlQ9gt/DgPhkTNBdwLrvZFlsfnJ3QAXtN7DgHWi0n5/IiDNJuY+CMTk3FYBgXY2MScgEJNzW8WdwDHvZFncirsBLmi9hwHrRKX9XgAAAP//x5KP/QAAAAZJREFUAwC2xsyh3ceb5gAAAABJRU5ErkJggg==',
  webp: 'UklGRo4CAABXRUJQVlA4WAoAAAAgAAAALwAAHwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggoAAAALAGAJ0BKjAAIAA+pUSaSaYkIqE1SADAFIlmALO5jdfeOv2OTAf1W4/+j/0oD9ZgPz+BfYpUUYPufdsA/S8AAP5t7f18L3iGX4rWdhXxoTY/jte+h1LZZxrWGbuz+0I1EytMdl+Q/CUHfikWaQ0/gwFFLYg39XpmKvm3NZLcj/CLoAhzBh8//4O66it/lGe9nSf7f3z4aOgTIbGT4AvKkAA=',
};
export const picture = (kind: keyof typeof written): Buffer => Buffer.from(written[kind], 'base64');

/** EXIF as a phone writes it: how it was held, and where it was (GPS, 7° 52' S), in the byte order given. */
export function exif(orientation: number, options: { little?: boolean } = {}): Buffer {
  const little = options.little ?? true;
  const block = Buffer.alloc(8 + 2 + 24 + 4 + 2 + 24 + 4 + 24);
  const u16 = (value: number, at: number) => (little ? block.writeUInt16LE(value, at) : block.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (little ? block.writeUInt32LE(value, at) : block.writeUInt32BE(value, at));
  const entry = (at: number, tag: number, type: number, count: number) => {
    u16(tag, at);
    u16(type, at + 2);
    u32(count, at + 4);
  };
  block.write(little ? 'II' : 'MM', 0, 'latin1');
  u16(42, 2);
  u32(8, 4);
  u16(2, 8);
  entry(10, 0x0112, 3, 1);
  u16(orientation, 18);
  entry(22, 0x8825, 4, 1);
  u32(38, 30);
  u16(2, 38);
  entry(40, 1, 2, 2);
  block.write('S', 48, 'latin1');
  entry(52, 2, 5, 3);
  u32(68, 60);
  [7, 1, 52, 1, 48, 1].forEach((value, index) => u32(value, 68 + index * 4));
  return block;
}

/** A JPEG as it comes from a phone: EXIF, a comment, a thumbnail's segment, and a film behind its end. */
export function phonePhoto(orientation: number, options: { little?: boolean } = {}): Buffer {
  const jpeg = picture('jpg');
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  return Buffer.concat([
    jpeg.subarray(0, 2), segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation, options)])), segment(0xed, Buffer.from('Photoshop 3.0\0KOTA-RAHASIA')), segment(0xfe, Buffer.from('KAMERA-RAHASIA')),
    jpeg.subarray(2), Buffer.from('ftypmp42 FILM-RAHASIA'),
  ]);
}

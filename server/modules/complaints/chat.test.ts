import { beforeAll, describe, expect, it } from 'vitest';
import { zipOf } from '../../engines/archives/archives.testing.ts';
import { phonePhoto, picture } from '../../engines/photos/photos.testing.ts';
import { createTestHouse } from '../../testing/house.ts';
import { as, castOf, codeOf, type Cast } from './complaints.testing.ts';

const t = await createTestHouse();
let c: Cast;
beforeAll(async () => {
  c = await castOf(t);
});
const CHAT = '12/03/26 08.15 - +62 812-3456-7890: Jalan depan pasar\nberlubang besar\n12/03/26 08.16 - +62 812-3456-7890: IMG-1.jpg (file terlampir)\n12/03/26 08.17 - Pengaduan: Terima kasih';
const read = (name: string, bytes: Buffer, viewer = c.coordinator) => as(t, viewer).readChatExport({ name, bytes: new Uint8Array(bytes) });

describe('an exported chat', () => {
  it('with its pictures becomes a report, and the answer goes back by wa.me', async () => {
    const got = await read('Chat WhatsApp dengan +62 812-3456-7890.zip', zipOf({ 'Chat WhatsApp dengan +62 812-3456-7890.txt': CHAT, 'IMG-1.jpg': phonePhoto(6), 'PTT-1.opus': Buffer.from('OggS'), 'besar.png': Buffer.from('rusak') }));
    expect(got).toMatchObject({ body: 'Jalan depan pasar\nberlubang besar', phone: '+6281234567890', photos: [{ name: 'IMG-1.jpg' }], leftOut: ['PTT-1.opus', 'besar.png'] });
    const made = await as(t, c.coordinator).enterReport({ channel: 'whatsapp', body: got.body, chat: got.chat, photos: got.photos.map(({ id }) => id), contact: { name: got.name, phone: got.phone } });
    const { id } = made;
    const desk = as(t, c.coordinator);
    expect(await desk.getCase({ id })).toMatchObject({ channel: 'whatsapp', photos: [expect.objectContaining({ name: 'IMG-1.jpg' })], reporter: { whatsapp: true } });
    await desk.act({ id, seq: 1, action: { kind: 'verify', as: 'complaint', category: 'JALAN-RUSAK' } });
    await desk.act({ id, seq: 2, action: { kind: 'dispose', lead: c.roads, instruction: 'Tambal' } });
    await as(t, c.liaison).act({ id, seq: 3, action: { kind: 'draft-answer', outcome: 'resolved', text: 'Lubang sudah ditambal Senin lalu.' } });
    await as(t, c.head).act({ id, seq: 4, action: { kind: 'approve-answer' } });
    const link = await as(t, c.liaison).whatsapp({ id, about: 'answer' });
    expect(link.url).toMatch(/^https:\/\/wa\.me\/6281234567890\?text=/);
    expect(decodeURIComponent(link.url)).toContain('Lubang sudah ditambal Senin lalu.');
  });
  it('as text alone; what is none is refused', async () => {
    expect(await read('_chat.txt', Buffer.from(CHAT))).toMatchObject({ phone: '+6281234567890', photos: [] });
    expect(await codeOf(read('a.zip', zipOf({ 'a.jpg': picture('jpg') })))).toBe('complaints.chat-without-text');
    expect(await codeOf(read('a.zip', Buffer.from('PK rusak')))).toBe('complaints.chat-unreadable');
    expect(await codeOf(read('a.zip', zipOf({ 'chat.txt': CHAT }, { flags: 1 })))).toBe('complaints.chat-unreadable');
    expect(await codeOf(read('a.bin', Buffer.from([1, 0, 2])))).toBe('complaints.chat-unreadable');
  });
  it('a ZIP that unfolds without end is not unfolded', async () => {
    const started = performance.now();
    expect(await codeOf(read('bom.zip', zipOf({ '_chat.txt': Buffer.alloc(200_000_000) })))).toBe('complaints.chat-unreadable');
    const bomb = zipOf({ '_chat.txt': CHAT, ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`f${i}.jpg`, Buffer.alloc(40_000_000)])) }, { claim: 100 });
    expect(await read('bom.zip', bomb)).toMatchObject({ photos: [], leftOut: expect.arrayContaining(['f0.jpg']) });
    expect(performance.now() - started).toBeLessThan(15_000);
  });
  it('only for those who enter reports', async () => {
    for (const viewer of [c.citizen, c.administrator]) expect(await codeOf(read('_chat.txt', Buffer.from(CHAT), viewer))).toBe('request.not-allowed');
    expect(await codeOf(as(t).readChatExport({ name: '_chat.txt', bytes: new Uint8Array(Buffer.from(CHAT)) }))).toBe('request.not-signed-in');
  });
});

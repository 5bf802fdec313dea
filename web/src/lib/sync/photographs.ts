import { ownerCookie } from './owner.ts';
import { post, type Reply } from './post.ts';
import { photosOf, read, write, type Photo } from './store.ts';
import { inOneTab } from './tabs.ts';

/** Those whose command was taken, one by one, while their owner is signed in; what is refused for good leaves the phone, the rest goes with a later round. */
export async function sendPhotographs(account: string): Promise<void> {
  await inOneTab('foto', async () => {
    for (const photo of await photosOf(account)) {
      const of = await read('commands', photo.id);
      if (of?.state === 'asking' || of?.state === 'waiting') continue;
      if (ownerCookie() !== account) return;
      if (of && of.state !== 'refused') {
        const { status } = await sendPhotograph(photo);
        if (status >= 500 || status === 429 || status === 401) return;
      }
      await write({}, { photos: [photo.id] });
    }
  });
}

export const sendPhotograph = async ({ id, address, blob }: Photo): Promise<Reply> => post(address, { id, bytes: await base64(blob) });

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

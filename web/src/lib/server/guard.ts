import { error, redirect } from '@sveltejs/kit';
import type { Hat, Viewer } from '#lib/types.ts';

interface Asked {
  locals: App.Locals;
  url: URL;
}

/** Sends a stranger to the sign-in page and brings them back afterwards. The operation behind the page checks again. */
export function requireViewer({ locals, url }: Asked): Viewer {
  if (!locals.viewer) redirect(303, `/masuk?kembali=${encodeURIComponent(url.pathname + url.search)}`);
  return locals.viewer;
}

/** As `requireViewer`; a citizen, or an officer without a post, is refused with 403. */
export function requireOfficer(asked: Asked): Viewer & { hat: Hat } {
  const viewer = requireViewer(asked);
  if (viewer.kind !== 'officer') error(403, 'Halaman ini untuk petugas. Gunakan akun petugas Anda.');
  if (!viewer.hat) error(403, 'Akun Anda belum memegang jabatan. Hubungi admin unit kerja Anda.');
  return { ...viewer, hat: viewer.hat };
}

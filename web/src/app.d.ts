import type { IncomingMessage } from 'node:http';
import type { Installation, Viewer } from '#lib/types.ts';

declare global {
  /**
   * Operations by module, then by name: `await locals.api.layanan.listCatalogue({ query })`.
   * To be swapped, when it exists, for: `import type { Api as ServerApi } from '../../server/api.ts'`
   * and `interface Api extends ServerApi {}`.
   */
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface Api {}

  /** What the server puts on the Node request before it calls the page handler. */
  interface PendopoRequest {
    api: Api;
    viewer: Viewer | null;
    installation: Installation;
    requestId?: string;
    /** Where an unexpected error of a page is logged. */
    report?: (error: unknown, requestId: string) => void;
  }

  namespace App {
    interface Error {
      requestId?: string;
      code?: string;
    }
    interface Locals {
      api: Api;
      viewer: Viewer | null;
      installation: Installation;
      requestId: string;
    }
    interface PageData {
      viewer: Viewer | null;
      installation: Installation;
      /** Title of the page without the institution's name. */
      title?: string;
      /** Numbers beside the entries of the rail, by address. */
      counts?: Record<string, number>;
    }
    interface Platform {
      req: IncomingMessage & { pendopo?: PendopoRequest };
    }
  }
}

export {};

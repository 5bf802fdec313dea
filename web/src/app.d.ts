import type { IncomingMessage } from 'node:http';
import type { Installation, Viewer } from '#lib/types.ts';
import type { Api as ServerApi } from '../../server/api.ts';

declare global {
  /** Operations by module, then by name: `await locals.api.layanan.listCatalogue({ query })`. */
  interface Api extends ServerApi {}

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
      /** Entry of the navigation under which the page lies, when its address does not say it. */
      here?: string;
      /** Numbers beside the entries of the rail, by address. */
      counts?: Record<string, number>;
    }
    interface Platform {
      req: IncomingMessage & { pendopo?: PendopoRequest };
    }
  }
}

export {};

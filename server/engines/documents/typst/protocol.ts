/** What passes between the server and its Typst child process (`serialization: 'advanced'`, so buffers stay buffers). */
export interface RenderJob {
  id: number;
  /** Folder of the template below the letters folder. */
  template: string;
  /** Everything the template sees, as JSON text; strings inside are never evaluated. */
  inputs: string;
  /** Text of the QR code; drawn by the child because drawing costs about as much as a small query. */
  qr: string | null;
  /** Pictures of this document only, readable by the template as `/files/<name>`. */
  files: Record<string, Uint8Array>;
  /** A finished PDF among the files: its pages are counted and told to the template as `sys.inputs.pages`. */
  pagesOf?: { file: string; /** The last page that something is put on. */ upTo: number };
  pdfStandard: PdfStandard;
  /** Unix seconds. */
  createdAt: number;
}

export type PdfStandard = 'a-2b' | 'a-2a' | 'a-2u' | 'a-3b' | '1.7' | '2.0';

export type ChildMessage =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; pdf: Uint8Array }
  | { kind: 'failed'; id: number; message: string };

export interface ChildSettings {
  lettersFolder: string;
  fontFolders: string[];
}

/** How a child says that a finished PDF cannot be taken; anything else that fails is a fault. */
export const UNREADABLE = 'finished PDF unreadable';
export const TOO_FAR = 'finished PDF has not the page';
export const TOO_LONG = 'finished PDF too long';

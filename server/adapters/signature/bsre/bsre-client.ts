import type { RemoteIdentity } from '../../../engines/documents/signature/signer.ts';

/** Where the on-premise e-sign client service stands (API v2; reference letters §10). */
export interface BsreSettings {
  /** "https://esign.intranet.example/". Plain http only on loopback and private addresses. */
  baseUrl: string;
  /** Service account for Basic Auth. */
  username: string;
  password: string;
  /** A sign call takes about a second; after this many milliseconds its outcome is uncertain. */
  timeoutMilliseconds?: number;
}

/**
 * `answer`: the service spoke. `not-sent`: nothing left this machine, so nothing was signed. `no-answer`: the request
 * left and no whole answer came, so nobody here knows what happened.
 */
export type BsreReply =
  | { kind: 'answer'; status: number; body: unknown; requestId?: string }
  | { kind: 'not-sent' }
  | { kind: 'no-answer' };

export interface BsreClient {
  post(path: string, body: Record<string, unknown>): Promise<BsreReply>;
}

/** Failures before a byte of the request is on its way. */
const BEFORE_SENDING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID']);
const PRIVATE_HOST = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]$|\[f[cd])/;

/** One call, one request: nothing here tries again, and nothing of a body is ever logged or put into an error. */
export function createBsreClient(settings: BsreSettings): BsreClient {
  const base = new URL(settings.baseUrl);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && PRIVATE_HOST.test(base.hostname))) {
    throw new Error(`BSRE: ${base.origin} would send passphrases in the open; use https or a private address`);
  }
  const authorization = `Basic ${Buffer.from(`${settings.username}:${settings.password}`).toString('base64')}`;
  return {
    async post(path, body) {
      try {
        const response = await fetch(new URL(path, base), {
          method: 'POST',
          // A kept-alive connection may die under the request, which would make a plain failure an uncertain one.
          headers: { authorization, 'content-type': 'application/json', accept: 'application/json', connection: 'close' },
          body: JSON.stringify(body),
          redirect: 'error',
          signal: AbortSignal.timeout(settings.timeoutMilliseconds ?? 30_000),
        });
        const requestId = response.headers.get('x-request-id');
        const text = await response.text();
        return { kind: 'answer', status: response.status, body: parseJson(text), ...(requestId ? { requestId } : {}) };
      } catch (error) {
        const code = String((error as { cause?: { code?: unknown } }).cause?.code ?? '');
        return { kind: BEFORE_SENDING.has(code) ? 'not-sent' : 'no-answer' };
      }
    },
  };
}

export const identityOf = ({ identity }: Pick<RemoteIdentity, 'identity'>): Record<string, string> => ({ ...identity });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

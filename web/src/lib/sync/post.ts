export interface Reply {
  status: number;
  body: unknown;
  /** Seconds; 0 where the server says nothing. */
  retryAfter: number;
}

/** @throws DOMException or TypeError when nobody answers within `patience` milliseconds */
export async function post(url: string, body: unknown, patience = 30_000): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(patience) });
  return { status: response.status, body: await response.json().catch(() => undefined), retryAfter: Number(response.headers.get('retry-after')) || 0 };
}

export const detailOf = ({ body }: Reply): string => (body as { detail?: string } | undefined)?.detail ?? '';
export const codeOf = ({ body }: Reply): string | undefined => (body as { code?: string } | undefined)?.code;

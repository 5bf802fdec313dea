/** What pg and the network say when the database goes away while it is asked; what was asked may have happened or not. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  // What pg says in words only.
  if (code === undefined) return /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|Client was closed/.test((error as Error)?.message ?? '');
  return ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08003', '53300', 'ERR_STREAM_DESTROYED'].includes(code);
}

export const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', '53100'].includes(codeOf(error) ?? '');

/** A value that PostgreSQL cannot read or keep (a broken id or number, a NUL in a text): it came from outside. */
export const isBadValue = (error: unknown): boolean => ['22021', '22P05', '22P02', '22003', '22007', '22008'].includes(codeOf(error) ?? '');

/** Two at the same moment, of whom one was in the way of the other: a row that may be there once (23505), a deadlock. Nothing of this one was kept. */
export const isClash = (error: unknown): boolean => ['23505', '40P01', '40001'].includes(codeOf(error) ?? '');

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown })?.code;
  return typeof code === 'string' ? code : undefined;
}

import type { Prose } from './prose.ts';

/**
 * One text for one body: keys in order, nothing between. An initial approves the SHA-256 of it (UTF-8); give it only
 * what `checkProse` returned. The hash is made where the server is: `createHash('sha256').update(canonical(body)).digest('hex')`.
 */
export const canonical = (prose: Prose): string => written(prose);

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${written(one)}`).join(',')}}`;
}

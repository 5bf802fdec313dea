import * as z from 'zod';
import type { Mounted } from './api.ts';

/** OpenAPI 3.1 of all operations, worked out from the contracts themselves. */
export function openapiOf(operations: Mounted[], info: { title: string; version: string; url: string }): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { module, name, operation } of operations) {
    const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as JsonObject;
    const pathNames = [...operation.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!);
    const { inPath, rest } = split(schema, pathNames);
    const body = operation.method !== 'GET' && operation.method !== 'DELETE';
    const query = body ? [] : Object.entries(rest.properties ?? {}).map(([key, value]) => ({ name: key, in: 'query', required: rest.required?.includes(key) ?? false, schema: value }));
    (paths[`/api${operation.path}`] ??= {})[operation.method.toLowerCase()] = {
      operationId: `${module}.${name}`,
      tags: [module],
      summary: operation.summary,
      ...(operation.description ? { description: operation.description } : {}),
      'x-permission': operation.permission,
      ...(operation.permission === 'public' ? { security: [] } : {}),
      parameters: [
        ...Object.entries(inPath).map(([key, value]) => ({ name: key, in: 'path', required: true, schema: value })),
        ...query,
        ...(operation.idempotent ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 100 }, description: 'Kiriman yang sama dengan kunci yang sama hanya berlaku sekali.' }] : []),
      ],
      ...(body ? { requestBody: { required: (rest.required?.length ?? 0) > 0, content: { 'application/json': { schema: rest } } } } : {}),
      responses: {
        [operation.status ?? 200]: { description: 'Berhasil', content: { 'application/json': { schema: z.toJSONSchema(operation.output, { io: 'output', unrepresentable: 'any' }) } } },
        default: { description: 'Ditolak; `detail` berisi kalimat yang mengatakan apa yang perlu dilakukan', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: info.title, version: info.version, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    servers: [{ url: info.url }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'pendopo_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
          properties: {
            type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' },
            detail: { type: 'string', description: 'Kalimat Indonesia yang boleh ditampilkan' },
            code: { type: 'string' }, requestId: { type: 'string' },
            retryAfter: { type: 'integer', description: 'Pada 429: detik sampai boleh dicoba lagi' },
            fields: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
          },
        },
      },
    },
  };
}

interface JsonObject {
  properties?: Record<string, unknown>;
  required?: string[];
  [key: string]: unknown;
}

function split(schema: JsonObject, pathNames: string[]): { inPath: Record<string, unknown>; rest: JsonObject } {
  const { $schema: _, ...clean } = schema;
  const inPath: Record<string, unknown> = {};
  const properties: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema.properties ?? {})) (pathNames.includes(key) ? inPath : properties)[key] = value;
  for (const name of pathNames) inPath[name] ??= { type: 'string' };
  const required = (schema.required ?? []).filter((key) => !pathNames.includes(key));
  return { inPath, rest: { ...clean, properties, ...(required.length ? { required } : { required: undefined }) } };
}

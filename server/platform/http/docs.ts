import * as z from 'zod';
import type { ApiTable } from './api.ts';

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

/** The API as one readable page, without script: every operation, its fields, and every refusal with its sentence. */
export function apiDocs(api: ApiTable): string {
  const modules = Map.groupBy(api.operations, (m) => m.module);
  const operations = [...modules].map(([module, list]) => `<section><h2 id="${module}">${escape(module)}</h2>${list.map((m) => `
<article id="${m.module}.${m.name}"><h3><code>${m.operation.method} /api${escape(m.operation.path)}</code></h3>
<p>${escape(m.operation.summary)}</p>${m.operation.description ? `<p>${escape(m.operation.description)}</p>` : ''}
<p class="small">Izin: <code>${escape(m.operation.permission)}</code>${m.operation.idempotent ? ' · menerima <code>Idempotency-Key</code>' : ''}</p>
<details><summary>Isi kiriman dan jawaban</summary><pre tabindex="0">${escape(JSON.stringify(clean(m.operation.input, 'input'), null, 2))}</pre><pre tabindex="0">${escape(JSON.stringify(clean(m.operation.output, 'output'), null, 2))}</pre></details></article>`).join('')}</section>`).join('');
  const refusals = Object.entries(api.refusals).map(([code, entry]) => `<tr id="${escape(code)}"><td><code>${escape(code)}</code></td><td>${entry.status}</td><td>${escape(typeof entry.sentence === 'string' ? entry.sentence : entry.sentence({}))}</td></tr>`).join('');
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>API Pendopo</title><style>
:root{color-scheme:light dark;--ink:#1a2230;--paper:#fbfaf6;--line:#e4e0d5;--brand:#24418f}@media(prefers-color-scheme:dark){:root{--ink:#eef0f5;--paper:#12161d;--line:#2c3442;--brand:#9db4ff}}
body{font:1rem/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:auto;padding:1.5rem 1rem 4rem}a{color:var(--brand)}article{border-top:1px solid var(--line);padding:.75rem 0}h3{margin:.2rem 0;font-size:1rem;overflow-wrap:anywhere}p{margin:.3rem 0}.small{font-size:.875rem}pre{overflow:auto;border:1px solid var(--line);padding:.75rem;font-size:.8125rem}table{border-collapse:collapse;width:100%}td,th{border-top:1px solid var(--line);padding:.4rem .5rem .4rem 0;text-align:left;vertical-align:top;font-size:.9375rem;overflow-wrap:anywhere}nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}</style></head><body>
<main><h1>API Pendopo</h1><p>Setiap halaman memakai pintu yang sama dengan yang tertulis di sini. Uraian mesin: <a href="/api/openapi.json">OpenAPI 3.1</a>. Masuk dengan cookie sesi atau <code>Authorization: Bearer …</code>. Penolakan dijawab sebagai <code>application/problem+json</code> dengan kalimat yang boleh ditampilkan.</p>
<nav aria-label="Bagian">${[...modules.keys()].map((m) => `<a href="#${m}">${escape(m)}</a>`).join('')}<a href="#penolakan">penolakan</a></nav>${operations}
<section><h2 id="penolakan">Penolakan</h2><table><thead><tr><th>Kode</th><th>Status</th><th>Kalimat</th></tr></thead><tbody>${refusals}</tbody></table></section></main></body></html>`;
}

function clean(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>;
  return rest;
}

import { answersFrom, many, one } from '#lib/forms/values.ts';
import type { Field, Values } from '#lib/forms/types.ts';
import type { Zone } from '#lib/types.ts';

// Chapters: posted inputs → payload of an action · small readers · sentences of a refusal back to the inputs

/**
 * What an officer posted on a case as the payload of an action, in the shapes of the workflow engine. It reads and
 * does not judge: a wrong or missing part stays as it was typed, and the engine behind the operation says so.
 * Inputs are named by their place in the payload (`text`, `checklist.letak`, `answers.jarak_jalan`).
 */
export interface Reading {
  zone: Zone;
  /** The step's own form, as offered. */
  form?: readonly Field[];
}

export function readAction(values: Values, { zone, form = [] }: Reading): Record<string, unknown> {
  const kind = one(values, 'kind');
  const text = (name: string) => one(values, name).trim();
  const step = text('step');
  const base = { kind, ...(step && { step }) };
  const note = text('note') ? { note: text('note') } : {};
  const filled = { ...checklistOf(values), ...answersOf(form, values) };
  const moment = (name: string) => momentIn(zone, text(name));

  switch (kind) {
    case 'complete':
      return { ...base, outcome: text('outcome'), ...filled, ...note };
    case 'opinion': {
      const conditions = linesOf(text('conditions'));
      return { ...base, verdict: text('verdict'), text: text('text'), ...(conditions.length > 0 && { conditions }), ...filled };
    }
    case 'return': {
      const redo = many(values, 'redo');
      return { ...base, remarks: remarksOf(values), ...(text('general') && { general: text('general') }), ...(redo.length > 0 && { redo }) };
    }
    case 'send-back':
      return { ...base, to: many(values, 'to'), note: text('note') };
    case 'reject':
      return { ...base, reasons: reasonsOf(values) };
    case 'assign':
      return { ...base, to: officerOf(text('to')), ...note };
    case 'schedule-inspection':
      return {
        ...base, team: many(values, 'team').map(officerOf), visitAt: moment('visitAt'), toldApplicant: text('toldApplicant') !== '',
        ...(text('letterNumber') && { letterNumber: text('letterNumber') }), ...note,
      };
    case 'record-inspection':
      return { ...base, doneAt: moment('doneAt'), presence: text('presence'), findings: text('findings'), ...visitOf(values), ...filled };
    case 'record-assessment':
      return { ...base, skpdNumber: text('skpdNumber'), amount: rupiahOf(text('amount')), paymentCode: text('paymentCode'), dueOn: text('dueOn'), ...filled };
    case 'record-payment': {
      const slip = many(values, 'slip')[0];
      const proof = slip ? { kind: 'slip', upload: slip } : { kind: 'bank-file', reference: text('reference') };
      return { ...base, amount: rupiahOf(text('amount')), paidAt: moment('paidAt'), proof };
    }
    case 'initial':
      return { ...base, ...(text('contentHash') && { contentHash: text('contentHash') }), ...note };
    case 'withdraw':
      return { kind, reason: text('reason') };
    default:
      return base;
  }
}

const OFFSETS: Record<Zone, string> = { WIB: '+07:00', WITA: '+08:00', WIT: '+09:00' };

/** "2026-11-20T10:00" as typed on a clock in the zone → "2026-11-20T10:00:00+07:00"; anything else stays as typed. */
export const momentIn = (zone: Zone, text: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? `${text}:00${OFFSETS[zone]}` : text;

/** "1.250.000" or "Rp1.250.000,-" → 1250000; anything else stays as typed. */
function rupiahOf(text: string): unknown {
  const answers = answersFrom([{ type: 'money', id: 'n', label: 'n', required: true, min: 0, max: Number.MAX_SAFE_INTEGER }], { n: text });
  return answers['n'] ?? text;
}

const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);

/** "post-id|Name of the holder" → { post, name } */
function officerOf(text: string): { post: string; name?: string } {
  const cut = text.indexOf('|');
  return cut < 0 ? { post: text } : { post: text.slice(0, cut), name: text.slice(cut + 1) };
}

const below = (values: Values, prefix: string): [string, string | string[]][] =>
  Object.entries(values).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []));

function checklistOf(values: Values): { checklist?: Record<string, string> } {
  const answered = below(values, 'checklist.').map(([id, value]) => [id, Array.isArray(value) ? value.at(-1)! : value] as const);
  return answered.length ? { checklist: Object.fromEntries(answered) } : {};
}

function answersOf(form: readonly Field[], values: Values): { answers?: Record<string, unknown> } {
  if (form.length === 0) return {};
  return { answers: answersFrom(form, Object.fromEntries(below(values, 'answers.'))) };
}

const remarksOf = (values: Values): { path: string; message: string }[] =>
  below(values, 'remarks.').flatMap(([path, value]) => {
    const message = (Array.isArray(value) ? value.join('\n') : value).trim();
    return message ? [{ path, message }] : [];
  });

function reasonsOf(values: Values): { text: string; legalBasis?: string }[] {
  const indexes = [...new Set(below(values, 'reasons.').map(([name]) => Number.parseInt(name, 10)))].filter(Number.isInteger).sort((a, b) => a - b);
  return indexes.flatMap((index) => {
    const text = one(values, `reasons.${index}.text`).trim();
    const legalBasis = one(values, `reasons.${index}.legalBasis`).trim();
    // A basis without a reason is sent on, so that the refusal names the empty half.
    return text || legalBasis ? [{ text, ...(legalBasis && { legalBasis }) }] : [];
  });
}

function visitOf(values: Values): Record<string, unknown> {
  const lat = Number(one(values, 'posisi.lat').trim().replace(',', '.'));
  const lng = Number(one(values, 'posisi.lng').trim().replace(',', '.'));
  const placed = one(values, 'posisi.lat').trim() !== '' && Number.isFinite(lat) && Number.isFinite(lng);
  const report = many(values, 'report')[0];
  const recommendation = one(values, 'recommendation');
  const concludes = one(values, 'concludes');
  return {
    photos: many(values, 'photos').map((upload) => ({ upload, ...(placed && { lat, lng }) })),
    ...(recommendation && { recommendation }),
    ...(report && { report: { signedOn: one(values, 'signedOn') === 'screen' ? 'screen' : 'paper', upload: report } }),
    ...(concludes && { concludes: concludes === 'ya' }),
  };
}

/**
 * Where a sentence of the engine belongs on the page: `action.reasons.0.text` → `reasons.0.text`,
 * `remarks.2.message` → the input of that remark, a step's own field (`jarak_jalan`) → `answers.jarak_jalan`.
 */
export function inputOf(path: string, action: Record<string, unknown>, form: readonly Field[] = []): string {
  const bare = path.replace(/^action\./, '');
  const remark = /^remarks\.(\d+)(\.|$)/.exec(bare);
  if (remark) {
    const remarks = Array.isArray(action['remarks']) ? (action['remarks'] as { path?: string }[]) : [];
    return `remarks.${remarks[Number(remark[1])]?.path ?? ''}`;
  }
  if (/^(conditions|team|photos|to|redo)\./.test(bare)) return bare.split('.')[0]!;
  if (bare === 'proof.reference' || bare === 'proof.upload' || bare === 'proof') return action['kind'] === 'record-payment' ? 'reference' : bare;
  const field = bare.split('.')[0];
  return form.some((one) => one.id === field) ? `answers.${bare}` : bare;
}

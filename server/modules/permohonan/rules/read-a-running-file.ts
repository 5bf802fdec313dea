import { parseNik } from '../../../engines/identifiers/nik.ts';
import { parsePhone } from '../../../engines/identifiers/phone.ts';
import { identifierRefusals } from '../../../engines/identifiers/refusals.ts';
import { readDay, readHour } from '../../../engines/sheets/days-as-people-write-them.ts';
import { sameText, type FieldRow } from '../../../engines/sheets/judged-rows.ts';
import { workflowRefusals } from '../../../engines/workflow/refusals.ts';
import { entryRefuses } from '../../../engines/workflow/running-file.ts';
import type { WorkflowDefinition } from '../../../engines/workflow/workflow-definition.ts';
import { dayIn, momentAt, type Zone } from '../../../platform/kernel/calendar-day.ts';
import { sentenceOf } from '../../../platform/kernel/refusal.ts';

/** What a line says about a file besides the answers of its form. */
export interface RunningFile {
  name: string;
  nik?: string;
  phone?: string;
  receivedAt: Date;
  /** False: no hour was kept; it counts from the opening of the counter on that day. */
  hourKnown: boolean;
  register: string;
  /** The same for every spelling of one number. */
  registerKey: string;
  step: string;
  note: string;
}

export interface RunningAround {
  now: Date;
  zone: Zone;
  workflow: WorkflowDefinition;
}

const empty = (text: string | undefined): boolean => !text || /^[-–.]+$/.test(text);

/** Reads the line's own columns; all that is wrong with them is told at once. */
export function readRunningFile({ values }: FieldRow, { now, zone, workflow }: RunningAround): { file: RunningFile } | { reasons: string[] } {
  const reasons: string[] = [];
  const today = dayIn(now, zone);
  const cell = (field: string): string => (values[field] ?? '').trim();

  const name = cell('name').replace(/\s+/g, ' ');
  if (!/\p{L}.*\p{L}/u.test(name) || name.length > 150) reasons.push('Nama pemohon kosong atau terlalu panjang.');

  const nik = empty(cell('nik')) ? undefined : parseNik(cell('nik'), { today });
  if (nik && !nik.ok) reasons.push(sentenceOf(nik.refusal, identifierRefusals));
  const phone = empty(cell('phone')) ? undefined : parsePhone(cell('phone'));
  if (phone && !phone.ok) reasons.push(sentenceOf(phone.refusal, identifierRefusals));

  const day = readDay(cell('day'));
  if (!day) reasons.push(empty(cell('day')) ? 'Tanggal diterima kosong.' : `Tanggal diterima "${cell('day').slice(0, 30)}" tidak terbaca. Tulis 2025-01-31 atau 31-01-2025.`);
  const hour = empty(cell('hour')) ? readHour(cell('day')) : readHour(cell('hour'));
  if (!empty(cell('hour')) && hour === null) reasons.push(`Jam diterima "${cell('hour').slice(0, 30)}" tidak terbaca. Tulis 08:15.`);
  const receivedAt = day ? momentAt(day, minutesOf(hour), zone) : undefined;
  if (receivedAt && receivedAt > now) reasons.push('Waktu diterima belum terjadi. Periksa tanggal dan jamnya.');

  const register = cell('register').slice(0, 100);
  const registerKey = sameText(register);
  if (registerKey === '') reasons.push('Nomor register lama kosong. Nomor itu menjaga agar berkas tidak tercatat dua kali.');
  else if (/\d[,.]\d+\s*e\s*\+?\s*\d+/i.test(register)) reasons.push(`Nomor register "${register}" sudah dibulatkan oleh lembar kerja. Ubah kolom itu menjadi Teks, isi lagi dari sumbernya, lalu ekspor ulang.`);

  const step = stepOf(workflow, cell('step'));
  if (typeof step !== 'string') reasons.push(step.reason);
  if (reasons.length > 0 || !receivedAt || typeof step !== 'string') return { reasons };
  return {
    file: {
      name, receivedAt, hourKnown: hour !== null, register, registerKey, step, note: cell('note').slice(0, 2000),
      ...(nik?.ok ? { nik: nik.value.nik } : {}), ...(phone?.ok ? { phone: phone.value.e164 } : {}),
    },
  };
}

const minutesOf = (hour: string | null): number => (hour === null ? 0 : Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3)));

/** By title or id; the sentence of a wrong one names those at which a running file may enter. */
function stepOf(workflow: WorkflowDefinition, text: string): string | { reason: string } {
  const wanted = sameText(text);
  const possible = workflow.steps.filter((step) => !entryRefuses(workflow, step.id)).map((step) => step.title);
  const found = workflow.steps.filter((step) => sameText(step.title) === wanted || sameText(step.id) === wanted);
  const step = found[0];
  if (!step || found.length > 1) return { reason: `${text ? `Langkah "${text.slice(0, 60)}" tidak dikenal` : 'Langkah sekarang kosong'}. Pakai: ${possible.join('; ')}.` };
  const refusal = entryRefuses(workflow, step.id);
  return refusal ? { reason: sentenceOf(refusal, workflowRefusals) } : step.id;
}

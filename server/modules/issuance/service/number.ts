import { isClassificationCode } from '../../../engines/documents/numbering/classification-code.ts';
import { belongsToSeriesYear, formatNumber } from '../../../engines/documents/numbering/letter-number.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { publicCode, uuidv7 } from '../../../platform/kernel/ids.ts';
import { part } from '../../../platform/house.ts';
import { orRefuse, Refused } from '../../../platform/kernel/refusal.ts';
import type { TenantContext } from '../../../platform/request/context.ts';
import type { CodesInForce, Numbered, NumberOrder } from '../contract.ts';
import { CODE_LENGTH } from '../rules/codes-inside-a-file.ts';
import { findCurrent, insertDocument, renewWords, type DocumentRow, type Words } from '../storage/documents.ts';
import { lockKnownRegister, lockRegister, takeNumber } from '../storage/registers.ts';
import { findForCase, lockReserved, saveUsed, stoodOnReserved, type ReservedRow } from '../storage/reserved.ts';
import { composeLetter, contentHash, sealWords, type ComposedLetter } from './compose-letter.ts';
import { organizationOf } from './workshop.ts';

/** Gives the case its number (reference letters §7): gap-free, once, before anything is signed. See the port. */
export async function number(t: TenantContext, order: NumberOrder): Promise<Numbered> {
  const known = await findCurrent(t.tx, t.instansi, order);
  if (known) return repeat(t, known, order);

  const reserved = await findForCase(t.tx, t.instansi, order);
  if (reserved) return numberFromReserve(t, reserved, order);

  const composed = await composeLetter(t, order);
  const today = await organizationOf(t.house).today(t);
  const year = Number(today.slice(0, 4));
  orRefuse(belongsToSeriesYear(order.letterDate, year));
  await mustHaveClassification(t, order);

  const key = { unit: order.unitId, series: order.series.id, year };
  const last = await lockRegister(t.tx, t.instansi, key, { classification: order.series.classification, pattern: order.series.pattern });
  // While we waited for the register somebody may have numbered the same case.
  const raced = await findCurrent(t.tx, t.instansi, order);
  if (raced) return repeat(t, raced, order);

  const numbered = await store(t, order, composed, { year, seq: last + 1, insert: '' });
  await takeNumber(t.tx, t.instansi, key, last + 1);
  return numbered;
}

/** In the list in force on the day of the letter (reference letters §7, invariant 7). */
async function mustHaveClassification(t: TenantContext, { series, letterDate }: NumberOrder): Promise<void> {
  const { classification: code } = series;
  if (!isClassificationCode(code)) throw new Refused({ code: 'documents.number-part-missing', data: { part: 'kode' } });
  if ((await part<CodesInForce<TenantContext>>(t.house, 'classification').titleOn(t, code, letterDate)) === undefined) throw new Refused({ code: 'issuance.code-not-in-force', data: { code } });
}

/** A letter whose number was set aside for it takes that one, and its day if one was fixed; the series goes on as it stood. */
async function numberFromReserve(t: TenantContext, reserved: ReservedRow, asked: NumberOrder): Promise<Numbered> {
  if (reserved.unit !== asked.unitId || reserved.series !== asked.series.id) throw new Refused({ code: 'issuance.reserved-other-series' });
  const order = { ...asked, letterDate: reserved.letterDay ?? asked.letterDate };
  const composed = await composeLetter(t, order);
  orRefuse(belongsToSeriesYear(order.letterDate, reserved.year));
  await mustHaveClassification(t, order);

  await lockKnownRegister(t.tx, t.instansi, reserved);
  const raced = await findCurrent(t.tx, t.instansi, order);
  if (raced) return repeat(t, raced, order);
  const current = await lockReserved(t.tx, t.instansi, reserved.id);
  if (current?.state !== 'held') throw new Refused({ code: 'issuance.reserved-closed' });
  if (current.until < (await organizationOf(t.house).today(t))) throw new Refused({ code: 'issuance.reserved-expired', data: { until: current.until } });

  const numbered = await store(t, order, composed, reserved);
  const used = { document: numbered.documentId, letterDay: order.letterDate, number: numbered.number, title: order.title, signer: composed.signer.name, at: t.house.clock.now(), byName: t.viewer?.name ?? composed.signer.name };
  await saveUsed(t.tx, t.instansi, reserved.id, used);
  await audit(t, { action: 'issuance.reserved-used', object: 'reserved-number', objectId: reserved.id, detail: { number: numbered.number, document: numbered.documentId, letterDay: order.letterDate } });
  return numbered;
}

async function store(t: TenantContext, order: NumberOrder, composed: ComposedLetter, { year, seq, insert }: { year: number; seq: number; insert: string }): Promise<Numbered> {
  const text = numberText(order, composed, seq, insert);
  const id = uuidv7();
  const code = publicCode(CODE_LENGTH);
  await insertDocument(t.tx, t.instansi, {
    id, code, caseKind: order.caseKind, caseId: order.caseId, series: order.series.id, year, seq, insert, number: text,
    supersedes: order.supersedes ?? null, at: t.house.clock.now(), words: wordsOf(t, order, composed),
  });
  await audit(t, { action: 'issuance.numbered', object: 'document', objectId: id, detail: { number: text, template: order.template, caseKind: order.caseKind, caseId: order.caseId, signer: composed.signer.holdingId } });
  return { documentId: id, number: text, code, isNew: true };
}

/** The number stays. As long as nothing was made or sent, words and signer are those of the new try. */
async function repeat(t: TenantContext, known: DocumentRow, order: NumberOrder): Promise<Numbered> {
  const untouched = (known.status === 'numbered' || known.status === 'failed') && known.producedSha256 === null && known.sendingSince === null;
  if (untouched) {
    // The number has month and year in it: another day is printed only where it would have given the same number,
    // and never on a number that was set aside for a day.
    const isFree = sameNumberOn(order, known) && !(await stoodOnReserved(t.tx, t.instansi, known.id));
    const letterDate = isFree ? order.letterDate : known.letterDate;
    const composed = await composeLetter(t, { ...order, unitId: known.unit, letterDate });
    await renewWords(t.tx, t.instansi, known.id, { ...wordsOf(t, order, composed), letterDate });
  }
  return { documentId: known.id, number: known.number, code: known.code, isNew: false };
}

function sameNumberOn(order: NumberOrder, known: DocumentRow): boolean {
  if (order.letterDate.slice(0, 4) !== String(known.year)) return false;
  const on = (date: string) => formatNumber(order.series.pattern.replace(/\{unit\}/g, '-').replace(/\{jabatan\}/g, '-'), { ...partsOf(order), urut: known.seq, ...(known.insert ? { insert: known.insert } : {}), date });
  const before = on(known.letterDate);
  const now = on(order.letterDate);
  return before.ok && now.ok && before.value === now.value;
}

const partsOf = ({ series }: NumberOrder) => ({
  kode: series.classification,
  ...(series.jabatan ? { jabatan: series.jabatan } : {}), ...(series.derajat ? { derajat: series.derajat } : {}), ...(series.jenis ? { jenis: series.jenis } : {}),
});

function numberText(order: NumberOrder, composed: ComposedLetter, seq: number, insert: string): string {
  return orRefuse(formatNumber(order.series.pattern, { ...partsOf(order), urut: seq, ...(insert ? { insert } : {}), unit: composed.unit.code, date: order.letterDate }));
}

function wordsOf(t: TenantContext, order: NumberOrder, composed: ComposedLetter): Words {
  return {
    template: order.template, title: order.title, unit: order.unitId, unitName: composed.unit.name, letterDate: order.letterDate, validUntil: order.validUntil ?? null,
    subjectMasked: order.subjectMasked, signer: composed.signer, way: order.holding.signMode, letterSealed: sealWords(t, composed.words),
    contentHash: contentHash(order), paper: composed.paper, demo: order.demo, secret: order.secret ?? false,
  };
}

import { allowedOn } from '../../../engines/workflow/allowed.ts';
import type { ActionKind } from '../../../engines/workflow/action-types.ts';
import { actingUnit } from '../../../engines/workflow/workflow-definition.ts';
import { collapsible } from '../../../engines/workflow/collapse.ts';
import { parsePhone, whatsAppLink } from '../../../engines/identifiers/phone.ts';
import { messageSentence, receiptSentence, reminderSentence } from '../../notifications/contract.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { Refused } from '../../../platform/kernel/refusal.ts';
import { inTenant, mustHat, mustViewer, type Context, type TenantContext } from '../../../platform/request/context.ts';
import { dayWords, dueWords, momentWords, VERDICTS } from '../rules/words-for-people.ts';
import { findUploads } from '../../../platform/files/uploads.ts';
import { listMessages, listStepAttachments } from '../storage.ts';
import { actorOf } from './act.ts';
import { filesForOfficer } from './join-photos.ts';
import { accessOf, institutionOf, layananOf, organizationOf } from './ports.ts';
import { answersOf, documentsOf, messageOf, paymentOf, rowOf, stepsOf, timelineOf } from './view-parts.ts';
import { loadForOfficer, type OfficerCase } from './visibility.ts';

// Chapters: the case on one screen · what I may do · hidden data · WhatsApp

const LABELS: Partial<Record<ActionKind, { label: string; key?: string; primary?: boolean }>> = {
  claim: { label: 'Ambil berkas', key: 'A' },
  release: { label: 'Lepas' },
  assign: { label: 'Serahkan' },
  complete: { label: 'Selesaikan', key: 'S', primary: true },
  opinion: { label: 'Beri pertimbangan', key: 'P', primary: true },
  'schedule-inspection': { label: 'Jadwalkan peninjauan', key: 'J', primary: true },
  'record-inspection': { label: 'Catat hasil peninjauan', key: 'H', primary: true },
  'record-assessment': { label: 'Catat ketetapan', key: 'C', primary: true },
  'record-payment': { label: 'Catat pembayaran', key: 'B', primary: true },
  initial: { label: 'Paraf', key: 'F', primary: true },
  'sign-requested': { label: 'Tanda tangani', key: 'T', primary: true },
  return: { label: 'Kembalikan', key: 'K' },
  'send-back': { label: 'Ulangi langkah' },
  reject: { label: 'Tolak' },
  // At the counter, for the applicant who stands there.
  resubmit: { label: 'Perbaiki untuk pemohon', key: 'I', primary: true },
  withdraw: { label: 'Tarik untuk pemohon' },
};

export function getCase(ctx: Context, id: string) {
  return inTenant(ctx, async (t) => {
    const hat = mustHat(t);
    const c = await loadForOfficer(t, id);
    const { request: r, compiled } = c;
    const { workflow } = compiled.definition;
    const { zone } = await institutionOf(t);
    const now = t.house.clock.now();
    const shown = await answersOf(t, r, compiled, 'masked');
    const units = await organizationOf(t).unitFacts(t, [...new Set([r.owner_unit, ...r.tasks.map((x) => x.unit), ...[...c.units.values()].map((u) => u.id)])]);
    const names = (await organizationOf(t).namesOf(t, { accounts: [], posts: r.tasks.flatMap((x) => (x.holder ? [x.holder] : [])) })).posts;
    const messages = await listMessages(t.tx, t.instansi, id);
    const phone = r.applicant_phone ? parsePhone(r.applicant_phone) : undefined;
    if (r.account) await accessOf(t).recordAccess(t, { account: r.account, caseId: id, caseNumber: r.number, purpose: 'Memproses permohonan' });
    const payment = paymentOf(r.folded);
    return {
      ...rowOf(r, compiled.definition.name, zone, now),
      seq: r.state.seq, channel: r.channel, place: r.place,
      applicant: { name: r.applicant_name, nik: r.applicant_nik_masked, phone: phone?.ok ? phone.value.masked : '', level: r.applicant_level },
      steps: stepsOf(workflow, r.folded),
      openTasks: r.tasks.map((task) => {
        const due = dueWords(task.step_due_at, now, zone);
        const plan = r.folded.openTasks.find((o) => o.step === task.step)?.plan;
        const who = r.folded.openTasks.find((o) => o.step === task.step)?.holder?.name;
        const holder = task.holder ? (task.holder === hat.postId ? 'Anda' : [who, names.get(task.holder)].filter(Boolean).join(', ')) : undefined;
        return { step: task.step, title: task.title, unit: units.get(task.unit)?.name ?? '', ...(holder ? { holder } : {}), mine: task.holder === hat.postId, ...(due ? { due } : {}), ...(plan ? { visit: dayWords(new Date(plan.visitAt), zone) } : {}) };
      }),
      answers: shown.rows, files: [...(await filesForOfficer(t, r, compiled, shown.files)), ...(await stepFiles(t, c))], points: shown.points,
      timeline: await timelineOf(t, r, workflow, 'officer', zone),
      opinions: r.folded.opinions.map((o) => ({ unit: units.get(c.units.get(o.unit)?.id ?? '')?.name ?? o.unit, verdict: o.verdict, verdictText: VERDICTS[o.verdict][0], tone: VERDICTS[o.verdict][1], text: o.text, conditions: o.conditions, by: o.by.kind === 'system' ? 'Sistem' : (o.by.name ?? ''), at: momentWords(new Date(o.at), zone, now) })),
      messages: messages.filter((m) => m.audience === 'applicant').map((m) => messageOf(m, zone, now)),
      notes: messages.filter((m) => m.audience === 'note').map((m) => messageOf(m, zone, now)),
      ...(payment ? { payment } : {}),
      documents: await documentsOf(t, r),
      actions: await offeredActions(t, c),
      collapse: collapsible(workflow, r.folded, actorOf(hat, c), layananOf(t).workflowFacts(compiled, () => r.answers)).map(({ step, title, action }) => ({ step, title, action })),
      fee: compiled.definition.fee.kind === 'free' ? 'Gratis' : compiled.definition.fee.kind === 'assessed' ? compiled.definition.fee.note : 'Dihitung dari isian',
      ...(r.folded.lateEntry ? { lateEntry: `Diterima ${momentWords(r.received_at, zone, now)}, dientri kemudian: ${r.folded.lateEntry.reason}` } : {}),
    };
  });
}

/** Photos of visits, berita acara and slips, under the title of their step. */
async function stepFiles(t: TenantContext, { request, compiled }: OfficerCase) {
  const rows = await listStepAttachments(t.tx, t.instansi, request.id);
  if (rows.length === 0) return [];
  const uploads = new Map((await findUploads(t.tx, t.instansi, rows.map((r) => r.upload))).map((u) => [u.id, u]));
  const titles = new Map(compiled.definition.workflow.steps.map((s) => [`langkah.${s.id}`, s.title]));
  return rows.flatMap(({ upload, path }) => {
    const file = uploads.get(upload);
    return file?.type ? [{ uploadId: upload, path, label: titles.get(path) ?? 'Lampiran petugas', name: file.name, type: file.type, bytes: file.size, url: `/api/permohonan/${request.id}/berkas/${upload}` }] : [];
  });
}

/** What this hat may do now, each with what its form must ask for. */
async function offeredActions(t: TenantContext, c: OfficerCase) {
  const hat = mustHat(t);
  const { workflow } = c.compiled.definition;
  const actor = actorOf(hat, c);
  const offered = allowedOn(workflow, c.request.folded, actor).filter((a) => LABELS[a.kind]);
  const organization = organizationOf(t);
  const today = await organization.today(t);
  const done = c.request.folded.doneSteps.map((d) => ({ id: d.step, title: d.title }));
  return Promise.all(offered.map(async ({ kind, step: stepId }) => {
    const step = workflow.steps.find((s) => s.id === stepId);
    const { label, key, primary } = LABELS[kind]!;
    const form = stepId ? c.compiled.stepForms[stepId]?.definition : undefined;
    const held = stepId ? c.request.folded.openTasks.find((open) => open.step === stepId)?.holder : undefined;
    const elsewhere = held !== undefined && held.post !== hat.postId;
    // Who supervises may take what a colleague holds, if it is the own duty, too.
    const mayTake = kind === 'assign' && elsewhere && step !== undefined && hat.duties.includes(step.actor.duty);
    const asksForm = ['complete', 'opinion', 'record-inspection', 'record-assessment'].includes(kind);
    const posts = kind === 'assign' || kind === 'schedule-inspection' ? await organization.holdersWithDuty(t, [c.unitOf(actingUnit(step!))], step!.actor.duty, today) : [];
    return {
      kind, ...(stepId ? { step: stepId, stepTitle: step!.title, stepKind: step!.kind } : {}), label: kind === 'complete' && step?.kind === 'analysis' ? 'Rekomendasikan' : kind === 'complete' ? 'Nyatakan lengkap' : kind === 'assign' && elsewhere ? 'Alihkan' : label, primary: primary ?? false, ...(key ? { key } : {}),
      ...(asksForm && form ? { form } : {}), ...(asksForm && step && step.checklist.length > 0 ? { checklist: step.checklist } : {}),
      ...(posts.length > 0 ? { posts: posts.filter((p) => kind !== 'assign' || (p.postId !== held?.post && (mayTake || p.postId !== hat.postId))).map((p) => ({ id: p.postId, name: p.postId === hat.postId ? `Saya sendiri, ${p.title}` : `${p.name}, ${p.title}` })) } : {}),
      ...(kind === 'send-back' || kind === 'return' ? { steps: done } : {}),
    };
  }));
}

/** Opens one sealed value; written into the audit trail and into "Siapa yang membuka data saya". */
export function reveal(ctx: Context, id: string, path: string, purpose: string) {
  return inTenant(ctx, async (t) => {
    const { request: r } = await loadForOfficer(t, id);
    const sealed = r.sealed[path];
    const value = path === 'applicant.phone' ? r.applicant_phone : path === 'applicant.nik' && r.applicant_nik ? t.house.secrets.open('answers', r.applicant_nik) : sealed ? t.house.secrets.open('answers', Buffer.from(sealed, 'base64')) : undefined;
    if (value === undefined) throw new Refused({ code: 'permohonan.unknown' });
    await audit(t, { action: 'permohonan.data-revealed', object: 'permohonan', objectId: id, detail: { path, purpose } });
    if (r.account) await accessOf(t).recordAccess(t, { account: r.account, caseId: id, caseNumber: r.number, purpose: `Membuka data tersembunyi: ${purpose}` });
    return { path, value };
  });
}

export function whatsappLink(ctx: Context, id: string, about: 'receipt' | 'message' | 'reminder') {
  return inTenant(ctx, async (t) => {
    const { request: r } = await loadForOfficer(t, id);
    const phone = r.applicant_phone ? parsePhone(r.applicant_phone) : undefined;
    if (!phone?.ok) throw new Refused({ code: 'permohonan.no-phone' });
    const { name, zone } = await institutionOf(t);
    const facts = { name: r.applicant_name, number: r.number, trackUrl: `${t.house.settings.publicUrl}/lacak?nomor=${encodeURIComponent(r.number)}`, institution: name };
    const waitsFor = r.state.status === 'returned' ? ('correction' as const) : r.state.status === 'awaiting-payment' ? ('payment' as const) : ('answer' as const);
    const text = about === 'receipt'
      ? receiptSentence({ ...facts, ...(r.state.due_at ? { due: dayWords(r.state.due_at, zone) } : {}) })
      : about === 'message' ? messageSentence(facts) : reminderSentence({ ...facts, waitsFor });
    await audit(t, { action: 'permohonan.whatsapp-opened', object: 'permohonan', objectId: id, detail: { about, by: mustViewer(t).accountId } });
    return { url: whatsAppLink(phone.value, text), text };
  });
}

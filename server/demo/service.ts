import { part } from '../platform/house.ts';
import { wallOf } from '../platform/kernel/clock.ts';
import { Refused } from '../platform/kernel/refusal.ts';
import type { Authenticator } from '../platform/request/authenticator.ts';
import { inInstallation, inTenant, type Context, type TenantContext } from '../platform/request/context.ts';
import { openSession } from '../modules/identity/service/open-session.ts';
import { chooseHat } from '../modules/identity/service/sessions.ts';
import { totpAt } from '../modules/identity/totp.ts';
import type { CaseDocument, IssuancePort } from '../modules/issuance/contract.ts';
import { findRequest } from '../modules/permohonan/storage.ts';
import { DEMO_PASSPHRASE, DEMO_PASSWORD, DEMO_RECOVERY_CODES, DEMO_TOTP_SECRET } from './accounts.ts';
import { doorIsOpen } from './door-is-open.ts';
import { sendFromPudak as sendPhones } from './pudak.ts';
import { readInstitutions, type DemoEntry, type DemoRecord, type DemoTour } from './write-organisation.ts';

/** The record of the demonstration, for whoever may come in. @throws Refused `request.not-found` when the door is closed */
async function mustBeOpen(ctx: Context): Promise<DemoRecord> {
  const { settings, db } = ctx.house;
  const institutions = await readInstitutions(db);
  const record = institutions.find((one) => one.id === ctx.instansi)?.record;
  const onlyDemonstration = institutions.every((one) => one.demo);
  if (!record || !doorIsOpen({ onlyDemonstration, empty: settings.empty, host: settings.host, lan: settings.lan, ip: ctx.ip })) throw new Refused({ code: 'request.not-found' });
  return record;
}

export async function showDemo(ctx: Context) {
  const record = await mustBeOpen(ctx);
  return {
    accounts: record.accounts.map(({ holding: _, ...entry }: DemoEntry) => entry),
    password: DEMO_PASSWORD, keyPassphrase: DEMO_PASSPHRASE, totpSecret: DEMO_TOTP_SECRET, totpNow: totpAt(DEMO_TOTP_SECRET, wallOf(ctx.house.clock)), recoveryCodes: [...DEMO_RECOVERY_CODES],
    anchor: record.anchor,
    tour: record.tour && (await describeTour(ctx, record.tour)),
  };
}

async function describeTour(ctx: Context, tour: DemoTour) {
  return inTenant(ctx, async (t) => {
    const request = await findRequest(t.tx, t.instansi, tour.waiting);
    const document = await documentOf(t, tour);
    return {
      leader: tour.leader, signer: tour.signer, citizen: tour.citizen,
      request: request ? { id: request.id, number: request.number, title: request.title } : null,
      document: document ? { title: document.title, number: document.number, verifyUrl: document.verifyUrl, code: document.code } : null,
    };
  });
}

/** The permit signed on stage, once it is; before that one that is out already. */
async function documentOf(t: TenantContext, tour: DemoTour): Promise<CaseDocument | undefined> {
  const issuance = part<IssuancePort<Context, TenantContext>>(t.house, 'issuance');
  for (const request of [tour.waiting, tour.issued]) {
    const document = (await issuance.documentsOf(t, 'permohonan', request)).find((one) => one.status === 'signed' && one.sha256);
    if (document) return document;
  }
  return undefined;
}

/** A session in the name of a documented account, second factor included, with its hat on. Audited as signed in by `demo`. */
export async function enterAs(ctx: Context, { account, device }: { account: string; device: string }) {
  const record = await mustBeOpen(ctx);
  const entry = record.accounts.find((one) => one.account === account);
  if (!entry) throw new Refused({ code: 'request.not-found' });
  const { token, expiresAt, sharedComputer } = await inInstallation(ctx, (t) =>
    openSession(t, { account, sharedComputer: false, device: device || 'Demonstrasi', how: 'demo', secondFactorGiven: true }),
  );
  if (entry.holding) {
    const viewer = await part<Authenticator>(ctx.house, 'authenticator').viewerOf(ctx.house, token);
    await chooseHat({ ...ctx, viewer }, { holdingId: entry.holding });
  }
  return { token, expiresAt, sharedComputer };
}

/** What was done in Pudak without network arrives. @throws Refused `request.not-found` when the door is closed, or in an institution without a Pudak */
export async function sendFromPudak(ctx: Context) {
  const record = await mustBeOpen(ctx);
  return sendPhones(ctx, String(record.seed));
}

/** An issued document as it is, or with one bit of one byte turned: it looks the same on paper and is no longer genuine. */
export async function demoDocument(ctx: Context, { copy }: { copy: 'genuine' | 'altered' }) {
  const record = await mustBeOpen(ctx);
  const document = record.tour && (await inTenant(ctx, (t) => documentOf(t, record.tour!)));
  if (!document?.sha256) throw new Refused({ code: 'request.not-found' });
  const bytes = await ctx.house.files.read(ctx.instansi, document.sha256);
  const name = document.title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { name: copy === 'altered' ? `${name}-salinan-berubah.pdf` : `${name}.pdf`, bytes: (copy === 'altered' ? withOneByteChanged(bytes) : bytes).toString('base64') };
}

/** The byte lies in the comment behind the first line of every PDF: no viewer shows it, every signature covers it. */
function withOneByteChanged(pdf: Buffer): Buffer {
  const copy = Buffer.from(pdf);
  const at = copy.indexOf('\n') + 2;
  copy[at] = copy[at]! ^ 1;
  return copy;
}

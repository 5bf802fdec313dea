import { createTypesetter, type Typesetter } from '../../../engines/documents/typst/typesetter.ts';
import type { LocalCa } from '../../../engines/documents/signature/local-ca.ts';
import type { Signer } from '../../../engines/documents/signature/signer.ts';
import { part, type House } from '../../../platform/house.ts';
import type { Institution, Institutions } from '../../../platform/request/authenticator.ts';
import type { Context, TenantContext } from '../../../platform/request/context.ts';
import type { OrganizationPort } from '../../organization/contract.ts';

/** What is kept open between documents, per house: the typesetter (its child starts when needed) and opened keys. */
export interface Workshop {
  typesetter: Typesetter;
  /** By institution, person, name and post; opening a key takes 60 ms. */
  signers: Map<string, Promise<{ signer: Signer; expiresAt: Date }>>;
  /** Opened authorities by id. */
  authorities: Map<string, Promise<LocalCa>>;
}

const PART = 'issuance.workshop';

export function openWorkshop(house: House): void {
  house.parts.set(PART, { typesetter: createTypesetter(), signers: new Map(), authorities: new Map() } satisfies Workshop);
}
export const workshopOf = (house: House): Workshop => part<Workshop>(house, PART);
export const closeWorkshop = (house: House): Promise<void> => workshopOf(house).typesetter.stop();

export const organizationOf = (house: House): OrganizationPort<TenantContext> => part(house, 'organization');
export const institutionOf = (ctx: Pick<Context, 'house' | 'instansi' | 'tx'>): Promise<Institution> =>
  part<Institutions>(ctx.house, 'institutions').byId(ctx.house, ctx.instansi, ctx.tx);

/** Address behind the QR. */
export const verifyUrl = (house: House, code: string): string => `${house.settings.publicUrl}/v/${code}`;

import type { RemoteSigners } from '../../../modules/issuance/contract.ts';
import type { Module } from '../../../platform/module.ts';
import { createBsreSigner } from './bsre-signer.ts';
import { bsreRefusals } from './refusals.ts';

/** Offers the certified way of signing under the kind `bsre`; which institution uses it, and its account, is set there. */
export const bsreProvider: Module = {
  name: 'signature-bsre',
  refusals: bsreRefusals,
  start: (house) => {
    const known = (house.parts.get('issuance.remote-signers') as RemoteSigners | undefined) ?? {};
    house.parts.set('issuance.remote-signers', { ...known, bsre: createBsreSigner } satisfies RemoteSigners);
  },
};

import { addOfficer, insertUnit } from '../harness/cast.ts';
import type { Figure } from '../harness/figure.ts';
import type { Bench } from '../harness/house.ts';
import { paragraph } from '../../server/engines/prose/prose.ts';
import { uuidv7 } from '../../server/platform/kernel/ids.ts';
import { part } from '../../server/platform/house.ts';
import type { Context, Viewer } from '../../server/platform/request/context.ts';
import { act, markViewed } from '../../server/modules/outgoing/service/act.ts';
import { beginLetter, getDraft, saveDraft } from '../../server/modules/outgoing/service/drafts.ts';
import { getLetter } from '../../server/modules/outgoing/service/letter-view.ts';
import { getBatch, sign } from '../../server/modules/outgoing/service/sign.ts';

const LETTERS = 500;

/** One decision over 500 letters that wait for their signature: numbered, drawn, signed, from the request to the last of them. */
export async function lettersSigning(bench: Bench): Promise<Figure[]> {
  const ctx = bench.cast.context();
  const { house } = bench.composed;
  const unit = await insertUnit(ctx, 'badan', 'BKAD', 'Badan Keuangan dan Aset Daerah');
  const permissionsOf = part<(duties: readonly string[]) => ReadonlySet<string>>(house, 'permissions');
  const duties = ['leader', 'signer'];
  const officer = await addOfficer(bench, { unit, name: 'Sri Mulyani Hadi', nip: '197506152000012001', duties });
  const viewer = (): Viewer => ({
    accountId: officer.account, sessionId: uuidv7(), name: 'Sri Mulyani Hadi', kind: 'officer', level: 'verified', secondFactorAt: house.clock.now(),
    hat: { instansi: ctx.instansi, holdingId: officer.holding, postId: officer.post, title: 'Kasi Pelayanan', capacity: 'definitive', unitId: unit, unitName: 'Badan Keuangan dan Aset Daerah', unitKind: 'badan', duties, permissions: permissionsOf(duties) },
  });
  const as = (): Context => ({ ...ctx, viewer: viewer() });
  bench.say(`  menulis ${LETTERS} naskah …`);
  const items = await Promise.all(Array.from({ length: LETTERS }, async (_, nth) => {
    const { id, seq } = await beginLetter(as(), { type: 'surat-pengantar' });
    const { content } = await getDraft(as(), id);
    await saveDraft(as(), { id, seq, content: { ...content, subject: `Pengantar berkas ${nth + 1}`, signer: officer.post, addressees: [{ kind: 'outside', name: `Kepala Desa ${nth + 1}`, place: '', email: '' }], body: { type: 'doc', content: [paragraph('Bersama ini kami kirimkan satu berkas untuk ditindaklanjuti.')] } } });
    await act(as(), { id, seq: 1, action: { kind: 'submit', note: '' } });
    const letter = await getLetter(as(), id);
    await markViewed(as(), { id, hash: letter.hash });
    return { id, seq: letter.seq };
  }));
  await bench.settle();
  const began = performance.now();
  const { id } = await sign(as(), { items, afresh: false });
  for (;;) {
    const batch = await getBatch(as(), id);
    if (batch.ended) {
      const seconds = (performance.now() - began) / 1000;
      return [{ part: 'letters-signing', what: `${LETTERS} letters signed with one decision`, value: seconds, unit: 's', target: { most: 15 }, note: `${batch.signed.length} signed, ${batch.refused.length} refused; ${((seconds / LETTERS) * 1000).toFixed(0)} ms each` }];
    }
    await new Promise((next) => setTimeout(next, 100));
  }
}

import { describe, expect, it } from 'vitest';
import { certificateNamesTheSigner } from './certificate-names-the-signer.ts';
import { buildSignerBlock, type SignerFacts } from './signer-block.ts';

const head: SignerFacts = {
  mode: 'none', capacity: 'definitif', signingDate: '2026-11-21', postTitle: 'Kepala Dinas Komunikasi dan Informatika',
  person: { name: 'Dra. SRI WAHYUNI, M.Si.', rank: 'Pembina Utama Muda', nip: '197203151997032004' },
};
const lines = (changes: Partial<SignerFacts>) => {
  const block = buildSignerBlock({ ...head, ...changes });
  return block.ok ? block.value.lines : block.refusal.code;
};

describe('signer block', () => {
  it.each<[string, Partial<SignerFacts>, string[]]>([
    ['own power', {}, ['KEPALA DINAS KOMUNIKASI DAN INFORMATIKA,']],
    ['a.n.', { mode: 'an', onBehalfOf: 'Bupati Contoh', postTitle: 'Sekretaris Daerah' }, ['a.n. BUPATI CONTOH', 'SEKRETARIS DAERAH,']],
    ['u.b.', { mode: 'ub', onBehalfOf: 'Bupati Contoh', through: ['Sekretaris Daerah'], postTitle: 'Asisten Administrasi Umum' },
      ['a.n. BUPATI CONTOH', 'SEKRETARIS DAERAH', 'u.b.', 'ASISTEN ADMINISTRASI UMUM,']],
    ['Plt.', { capacity: 'plt', validFrom: '2026-11-01' }, ['Plt. KEPALA DINAS KOMUNIKASI DAN INFORMATIKA,']],
    ['Plh. on its last day', { capacity: 'plh', validFrom: '2026-11-20', validUntil: '2026-11-21' }, ['Plh. KEPALA DINAS KOMUNIKASI DAN INFORMATIKA,']],
    ['Pj. head of region', { capacity: 'pj', validFrom: '2026-01-01', postTitle: 'Bupati Contoh', isHeadOfRegion: true }, ['Pj. BUPATI CONTOH,']],
    ['Pjs. head of region', { capacity: 'pjs', validFrom: '2026-11-01', postTitle: 'Bupati Contoh', isHeadOfRegion: true }, ['Pjs. BUPATI CONTOH,']],
    ['a.n. by a Plt.', { mode: 'an', onBehalfOf: 'Bupati Contoh', postTitle: 'Sekretaris Daerah', capacity: 'plt', validFrom: '2026-11-01' }, ['a.n. BUPATI CONTOH', 'Plt. SEKRETARIS DAERAH,']],
  ])('%s', (_, changes, expected) => expect(lines(changes)).toEqual(expected));

  it('gives the head of region neither pangkat nor NIP, others both', () => {
    const value = (facts: SignerFacts) => (buildSignerBlock(facts) as { value: object }).value;
    expect(value({ ...head, postTitle: 'Bupati Contoh', isHeadOfRegion: true })).toEqual({ lines: ['BUPATI CONTOH,'], name: 'Dra. SRI WAHYUNI, M.Si.', title: 'Bupati Contoh' });
    expect(value(head)).toMatchObject({ rank: 'Pembina Utama Muda', nip: '197203151997032004' });
    expect(value({ ...head, person: { name: 'SUTRISNO' } })).not.toHaveProperty('nip');
  });

  it.each<[string, Partial<SignerFacts>, string]>([
    ['u.b. without a.n.', { mode: 'ub', through: ['Sekretaris Daerah'] }, 'documents.signer-ub-without-an'],
    ['u.b. without a delegate', { mode: 'ub', onBehalfOf: 'Bupati Contoh' }, 'documents.signer-ub-without-an'],
    ['a delegate under own power', { through: ['Sekretaris Daerah'] }, 'documents.signer-ub-without-an'],
    ['a.n. nobody', { mode: 'an' }, 'documents.signer-mode'],
    ['a superior under own power', { onBehalfOf: 'Bupati Contoh' }, 'documents.signer-mode'],
    ['a.n. oneself', { mode: 'an', onBehalfOf: 'KEPALA DINAS Komunikasi dan Informatika ' }, 'documents.signer-mode'],
    ['three levels down', { mode: 'ub', onBehalfOf: 'Bupati Contoh', through: ['Sekretaris Daerah', 'Asisten'] }, 'documents.signer-too-low'],
    ['Plh. without an end', { capacity: 'plh', validFrom: '2026-11-20' }, 'documents.signer-capacity-undated'],
    ['Plt. without a letter', { capacity: 'plt' }, 'documents.signer-capacity-undated'],
    ['Plh. the day before', { capacity: 'plh', validFrom: '2026-11-22', validUntil: '2026-11-25' }, 'documents.signer-not-in-office'],
    ['Plh. the day after', { capacity: 'plh', validFrom: '2026-11-01', validUntil: '2026-11-20' }, 'documents.signer-not-in-office'],
    ['a definitive holder who has left', { validUntil: '2026-10-31' }, 'documents.signer-not-in-office'],
    ['nobody', { person: { name: ' ' } }, 'documents.signer-nameless'],
  ])('refuses %s', (_, changes, code) => expect(lines(changes)).toBe(code));

  it('allows more levels where the local rule does', () => {
    const facts: SignerFacts = { ...head, mode: 'ub', onBehalfOf: 'Bupati Contoh', through: ['Sekretaris Daerah', 'Asisten'] };
    expect(buildSignerBlock(facts, { levelsBelow: 3 }).ok).toBe(true);
  });

  it.each([
    ['Dr. Ir. H. SITI AMINAH, S.Sos., M.Si.', 'Siti  Aminah', true],
    ['SUTRISNO HADI', 'SUTRISNO HADI', true],
    ['Drs. AGUS PRAMONO', 'AGUS PRAMONA', false],
    ['H. Ahmad', 'Ahmad', true],
    ['', '', false],
  ])('compares %j with the certificate of %j', (shown, subject, same) => expect(certificateNamesTheSigner(shown, subject).ok).toBe(same));
});

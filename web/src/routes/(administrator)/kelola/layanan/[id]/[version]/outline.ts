import { actorWords, fieldNote } from './ubah/editors.ts';

type Described = Awaited<ReturnType<Api['layanan']['getDefinition']>>;

export interface OutlineItem {
  title: string;
  note?: string;
  /** Path of its edit form. */
  path?: string;
}
export interface OutlineSection {
  title: string;
  /** Path of the edit form of the whole section. */
  path: string;
  items: OutlineItem[];
}

const UNITS = { 'working-hours': 'jam kerja', 'working-days': 'hari kerja', 'calendar-days': 'hari kalender' } as const;
const words = ({ amount, unit }: { amount: number; unit: keyof typeof UNITS }): string => `${amount} ${UNITS[unit]}`;
const APPLICANTS = { self: 'diri sendiri', 'for-other': 'orang lain', business: 'badan usaha' } as const;
const KINDS = { verification: 'pemeriksaan', opinion: 'pertimbangan', inspection: 'peninjauan', analysis: 'telaah', assessment: 'ketetapan', payment: 'pembayaran', initial: 'paraf', signature: 'tanda tangan' } as const;

/** A definition as an administrator reads it, in the order of the service: who, what is asked, who does what, what comes out. */
export function outlineOf(described: Described): OutlineSection[] {
  const { definition: d } = described;
  const unitName = (reference: string): string => actorWords(described, reference);
  return [
    {
      title: 'Identitas', path: 'identitas', items: [
        { title: d.name, note: d.summary }, { title: 'Dilayani oleh', note: unitName(d.owner) }, { title: 'Pemohon', note: d.applicants.map((one) => APPLICANTS[one]).join(', ') },
        { title: 'Data pribadi', note: `${d.privacy.purpose} Disimpan ${d.privacy.retentionYears} tahun.` },
      ],
    },
    { title: 'Dasar hukum', path: 'legalBasis', items: d.legalBasis.map((one) => ({ title: [one.title, one.article].filter(Boolean).join(', '), note: one.checked ? `diperiksa ${one.checked}` : 'belum diperiksa ke sumbernya', path: `legalBasis.${one.id}` })) },
    { title: 'Standar pelayanan', path: 'standard', items: [{ title: 'Persyaratan', note: d.standard.requirements.join('; ') }, { title: 'Jangka waktu', note: d.standard.duration }, { title: 'Biaya', note: d.standard.cost }] },
    ...d.form.pages.map((page, index): OutlineSection => ({
      title: `Formulir, halaman ${index + 1}: ${page.title}${page.when ? ` (bila ${page.when})` : ''}`, path: `form.pages.${page.id}`,
      items: page.fields.map((field) => ({ title: field.label, note: fieldNote(field), path: `form.pages.${page.id}.fields.${field.id}` })),
    })),
    {
      title: 'Langkah dan waktu', path: 'workflow', items: [
        { title: 'Janji kepada warga', note: `${words(d.workflow.promise)} sejak ${d.workflow.clockStarts === 'submitted' ? 'dikirim' : 'dinyatakan lengkap'}` },
        ...d.workflow.steps.map((step) => ({ title: step.title, note: [KINDS[step.kind], unitName(step.actor.unit), words(step.promise), step.when ? `bila ${step.when}` : ''].filter(Boolean).join(', '), path: `workflow.steps.${step.id}` })),
      ],
    },
    {
      title: 'Biaya', path: 'fee', items: d.fee.kind === 'formula'
        ? d.fee.components.map((one) => ({ title: one.label, note: `${one.amount}${one.when ? `, bila ${one.when}` : ''}`, path: `fee.components.${one.id}` }))
        : [{ title: d.fee.kind === 'free' ? 'Gratis' : 'Ditetapkan setelah diperiksa', note: d.fee.kind === 'assessed' ? `${d.fee.note} ${d.fee.legalBasis}` : d.fee.legalBasis }],
    },
    { title: 'Surat hasil', path: 'output', items: [{ title: d.output.title, note: `templat ${d.output.template}, nomor ${d.output.series.pattern}` }, { title: 'Berlaku', note: validity(d.output.validity) }] },
  ];
}

function validity(one: Described['definition']['output']['validity']): string {
  if (!one) return 'selama keadaannya tidak berubah';
  return 'until' in one ? `sampai ${one.until}` : `${one.amount} ${{ days: 'hari', months: 'bulan', years: 'tahun' }[one.unit]}`;
}

import type { Field, SimpleField } from './form-definition.ts';
import type { FormProblem, Report } from './form-problem.ts';
import { problemOfPattern } from './safe-pattern.ts';

const REGION_LENGTH = { province: 2, regency: 5, district: 8, village: 13 } as const;

/** Settings of one field that contradict each other. */
export function checkFieldSettings(field: Field | SimpleField, path: FormProblem['path'], report: Report): void {
  const order = (low: string, high: string): void => {
    const settings = field as unknown as Record<string, number | undefined>;
    if (settings[low] !== undefined && settings[high] !== undefined && settings[low] > settings[high]) {
      report([...path, low], `${low} (${settings[low]}) lebih besar daripada ${high} (${settings[high]}).`, 'Tukar atau perbaiki kedua batas itu.');
    }
  };
  if (field.label.trim() === '') report([...path, 'label'], 'Label kosong.', 'Tulis apa yang dibaca orang di atas isian.');
  switch (field.type) {
    case 'text': {
      order('minLength', 'maxLength');
      const problem = field.pattern && problemOfPattern(field.pattern.regex, field.maxLength);
      if (problem) report([...path, 'pattern', 'regex'], problem, 'Sederhanakan pola, atau hapus dan jelaskan di help.');
      return;
    }
    case 'number':
    case 'money':
      return order('min', 'max');
    case 'group':
      return order('min', 'max');
    case 'choice': {
      const seen = new Set<string>();
      for (const [at, option] of field.options.entries()) {
        if (seen.has(option.id)) report([...path, 'options', at, 'id'], `Pilihan "${option.id}" ditulis dua kali.`, 'Beri id lain atau hapus salah satunya.');
        seen.add(option.id);
      }
      return;
    }
    case 'region': {
      if (field.within === undefined || field.within === 'instansi') return;
      if (!/^\d{2}(\.\d{2}(\.\d{2})?)?$/.test(field.within)) {
        report([...path, 'within'], `"${field.within}" bukan kode wilayah.`, 'Tulis kode Kemendagri seperti 35.02, atau "instansi".');
      } else if (field.within.length >= REGION_LENGTH[field.level]) {
        report([...path, 'within'], `Tidak ada wilayah setingkat ${field.level} di dalam "${field.within}".`, 'Pakai kode tingkat di atasnya.');
      }
      return;
    }
    case 'computed':
      if (field.prefill !== undefined) report([...path, 'prefill'], 'Isian terhitung tidak dapat diisi di muka.', 'Hapus prefill.');
  }
}

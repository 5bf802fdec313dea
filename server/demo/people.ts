import type { Names, Sex } from './catalogue.ts';
import type { Dice } from './random.ts';

/** An invented person. Numbers are well-formed and recognisably nobody's: NIK serial 9001-9999, NIP serial 901-999, telephone 0800-0. */
export interface Invented {
  name: string;
  sex: Sex;
  /** `YYYY-MM-DD` */
  birthDate: string;
  nik: string;
  /** `+62800000…`: 0800 is no mobile network. */
  phone: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Hands out people whose numbers never repeat. */
export function createPeople(dice: Dice, names: Names, districts: readonly string[]) {
  const taken = new Set<string>();
  let telephone = 0;

  function unique(make: () => string): string {
    for (;;) {
      const value = make();
      if (taken.has(value)) continue;
      taken.add(value);
      return value;
    }
  }

  function nikOf(own: Dice, birthDate: string, sex: Sex, district = own.pick(districts)): string {
    const [year, month, day] = birthDate.split('-') as [string, string, string];
    const place = district.replaceAll('.', '').slice(0, 6);
    return unique(() => `${place}${two(Number(day) + (sex === 'P' ? 40 : 0))}${month}${year.slice(2)}${own.between(9001, 9999)}`);
  }

  return {
    /** A full name of the sex, without titles. */
    name: (own: Dice, sex: Sex): string => `${own.pick(sex === 'L' ? names.male : names.female)} ${own.pick(names.last)}`,
    invent: (own: Dice, given: { name?: string; sex?: Sex; from?: number; to?: number; district?: string } = {}): Invented => {
      const sex = given.sex ?? (own.chance(0.5) ? 'L' : 'P');
      const birthDate = `${own.between(given.from ?? 1968, given.to ?? 1996)}-${two(own.between(1, 12))}-${two(own.between(1, 28))}`;
      telephone += 1;
      return {
        name: given.name ?? `${own.pick(sex === 'L' ? names.male : names.female)} ${own.pick(names.last)}`,
        sex,
        birthDate,
        nik: nikOf(own, birthDate, sex, given.district),
        phone: `+62800000${String(1000 + telephone).padStart(4, '0')}`,
      };
    },
    /** Civil servant's number: birth date, month of appointment 22 to 30 years later, sex, serial (reference asn-organisation §1). */
    nipOf: (own: Dice, person: Invented, employment: 'pns' | 'cpns' | 'pppk' | string, thisYear: number): string => {
      const [year] = person.birthDate.split('-') as [string];
      // A candidate was appointed last year.
      const appointed = employment === 'cpns' ? thisYear - 1 : Math.min(Number(year) + own.between(22, 30), 2023);
      const middle = employment === 'pppk' ? `${Math.max(appointed, 2021)}21` : `${appointed}${two(own.between(1, 12))}`;
      return unique(() => `${person.birthDate.replaceAll('-', '')}${middle}${person.sex === 'L' ? 1 : 2}${own.between(901, 999)}`);
    },
  };
}
export type People = ReturnType<typeof createPeople>;

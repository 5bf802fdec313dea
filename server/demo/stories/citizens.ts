import type { DemoCitizen } from '../accounts.ts';
import type { Sex } from '../catalogue.ts';
import type { Seeding } from '../seeding.ts';
import type { DemoEntry } from '../write-organisation.ts';

/** Citizens with a part in the demonstration, and what to look at as them. */
const NAMED: { key: string; name: string; sex: Sex; level: DemoCitizen['level']; note: string }[] = [
  { key: 'ayu', name: 'Ayu Kusumaningrum', sex: 'P', level: 'verified', note: 'Menunggu izin reklame Klinik Pratama Siman' },
  { key: 'hartono', name: 'Hartono', sex: 'L', level: 'verified', note: 'Izin reklame Toko Sumber Rejeki, sedang dipertimbangkan' },
  { key: 'sri', name: 'Sri Wahyuni', sex: 'P', level: 'verified', note: 'Surat keterangan usaha dikembalikan untuk diperbaiki' },
  { key: 'dimas', name: 'Dimas Prasetyo', sex: 'L', level: 'unverified', note: 'Mahasiswa, izin penelitian; identitas belum diverifikasi' },
];

export interface Citizens {
  named: Map<string, DemoCitizen>;
  others: DemoCitizen[];
  entries: DemoEntry[];
}

/** Four who are named in the documentation and `count` others; all can sign in. */
export function inventCitizens(seeding: Seeding, count: number): Citizens {
  const { dice, people } = seeding;
  const make = (key: string, given: { name?: string; sex?: Sex; level: DemoCitizen['level'] }): DemoCitizen => {
    const person = people.invent(dice.of(`citizen/${key}`), { ...(given.name ? { name: given.name } : {}), ...(given.sex ? { sex: given.sex } : {}), from: 1962, to: 2003 });
    return { id: dice.id(`citizen/${key}`), name: person.name, nik: person.nik, birthDate: person.birthDate, phone: person.phone, level: given.level };
  };
  const named = new Map(NAMED.map((one) => [one.key, make(one.key, one)]));
  return {
    named,
    others: Array.from({ length: count }, (_, n) => make(String(n), { level: dice.of(`level/${n}`).chance(0.8) ? 'verified' : 'unverified' })),
    entries: NAMED.map(({ key, note, level }) => {
      const citizen = named.get(key)!;
      return { account: citizen.id, group: 'warga', name: citizen.name, title: level === 'verified' ? 'Warga' : 'Warga, belum diverifikasi', unit: '', signIn: citizen.nik, note, holding: null, secondFactor: false };
    }),
  };
}

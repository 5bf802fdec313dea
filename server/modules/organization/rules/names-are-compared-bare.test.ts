import { describe, expect, it } from 'vitest';
import { splitName } from './names-are-compared-bare.ts';

describe('names as they stand in personnel lists', () => {
  it.each([
    ['Dr. Ir. H. SITI  AMINAH, S.Sos., M.Si.', 'siti aminah', ['Dr.', 'Ir.', 'H.'], ['S.Sos.', 'M.Si.']],
    ['Dr.H.Ahmad Fauzi, S.E', 'ahmad fauzi', ['Dr.', 'H.'], ['S.E']],
    ["'Budi Santoso", 'budi santoso', [], []],
    ['Budi Santoso S.H. M.Si', 'budi santoso', [], ['S.H.', 'M.Si']],
    ['H. Muh. Ali', 'muh ali', ['H.'], []],
    ['Suparman', 'suparman', [], []],
    ['Dr.', 'dr', [], []],
    ["Nur'aini Az-Zahra, A.Md.Keb", 'nuraini azzahra', [], ['A.Md.Keb']],
    ['I Gusti Ngurah Rai', 'i gusti ngurah rai', [], []],
    ['  drg.  Maya   Lestari ,Sp.KG ', 'maya lestari', ['drg.'], ['Sp.KG']],
  ])('%s', (name, bare, before, behind) => {
    expect(splitName(name)).toMatchObject({ bare, before, behind });
  });
});

import { describe, expect, test } from 'vitest';
import { compileExpecting, compileExpression } from './compile.ts';
import type { ExpressionProblem } from './compile.ts';
import { orderComputed } from './order.ts';
import { suggest } from './suggest.ts';
import type { Scope } from './types.ts';

const scope: Scope = {
  hari_ini: 'date',
  nama: 'text',
  jenis: { choices: ['anak', 'dewasa', 'keluarga'] },
  umur: 'integer',
  bobot: 'number',
  pelajar: 'boolean',
  akun: { fields: { nama: 'text' } },
  buku: { list: { fields: { judul: 'text', harga: 'integer' } } },
};
const problem = (source: string): ExpressionProblem => {
  const compiled = compileExpression(source, scope);
  if (compiled.ok) throw new Error(`accepted: ${source}`);
  expect(compiled.refusal.code).toBe('expression.invalid');
  return compiled.refusal.data as ExpressionProblem;
};

describe('compiled', () => {
  test('is plain JSON with type and names', () => {
    const compiled = compileExpression('if umur > 3 then akun.nama else nama', scope);
    expect(compiled.ok && compiled.value).toEqual({
      source: 'if umur > 3 then akun.nama else nama',
      tree: ['?', ['>', ['$', 'n', 'umur'], ['#', '3']], ['.', ['$', 'o', 'akun'], 'nama', 't'], ['$', 't', 'nama']],
      type: 'text',
      names: ['umur', 'akun', 'nama'],
    });
  });
  test.each<[string, unknown]>([
    ['umur * 2', 'integer'],
    ['umur * 1.0', 'integer'],
    ['umur / 2', 'number'],
    ['round(umur / 2)', 'integer'],
    ['round(umur / 2, 2)', 'number'],
    ['round(umur / 2, -3)', 'integer'],
    ['sum(buku.harga)', 'integer'],
    ['if pelajar then 1 else 0.5', 'number'],
    ['hari_ini + 3', 'date'],
    ['hari_ini - hari_ini', 'integer'],
    ['buku.judul', { list: 'text' }],
    ['// catatan\n umur', 'integer'],
  ])('%s has type %j', (source, type) => {
    const compiled = compileExpression(source, scope);
    expect(compiled.ok && compiled.value.type).toEqual(type);
  });
  test('a wanted kind', () => {
    expect(compileExpecting('umur > 1', scope, 'boolean').ok).toBe(true);
    const wrong = compileExpecting('umur', scope, 'boolean');
    expect(!wrong.ok && wrong.refusal.data?.message).toBe('Hasilnya angka, padahal di sini harus ya/tidak.');
  });
});

describe('refused with position and remedy', () => {
  test.each<[string, number, string | RegExp]>([
    ['nama = umurr', 7, 'Tidak ada isian atau fakta bernama "umurr". Mungkin maksud Anda: umur.'],
    ['zzz > 1', 0, /Yang tersedia: hari_ini, nama/],
    ['akun.nma', 5, '"akun" tidak mempunyai "nma". Mungkin maksud Anda: nama.'],
    ['nama.x', 5, /bukan kelompok isian/],
    ['akun.constructor', 5, /tidak mempunyai/],
    ['constructor', 0, /Tidak ada isian/],
    ['jenis = "dewas"', 8, '"dewas" bukan salah satu pilihan. Mungkin maksud Anda: dewasa.'],
    ['jenis in ("anak", "xx")', 10, /bukan salah satu pilihan/],
    ['umur = "3"', 7, 'angka tidak dapat dibandingkan dengan teks.'],
    ['hari_ini > "2025-01-01"', 11, /Tanggal ditulis date/],
    ['nama > "a"', 0, /hanya untuk angka dan tanggal/],
    ['umur and pelajar', 0, '"and" memerlukan ya/tidak, bukan angka.'],
    ['umur + nama', 7, /string\(…\)/],
    ['hari_ini + 1.5', 11, /sejumlah hari/],
    ['buku.harga * 2', 0, /daftar angka dan angka/],
    ['summ(buku.harga)', 0, 'Fungsi "summ" tidak ada. Mungkin maksud Anda: sum.'],
    ['sum(umur)', 4, /memerlukan daftar/],
    ['sum(buku.judul)', 4, /memerlukan angka/],
    ['round()', 0, /memerlukan 1 sampai 2 nilai/],
    ['count', 0, /adalah fungsi/],
    ['umur ×2', 5, 'Kali ditulis *.'],
    ['umur == 3', 5, /satu saja/],
    ['umur ≥ 3', 5, 'Tulis >=.'],
    ['umur > 1 && pelajar', 9, 'Dan ditulis and.'],
    ['jenis = ‘anak’', 8, /kutip ganda/],
    ['jenis = "anak', 8, /belum ditutup/],
    ['umur > ', 7, /belum lengkap/],
    ['umur * * 2', 7, /Tidak dapat dibaca/],
    ['if pelajar then 1', 17, /./],
    ['umur not in (1, 2)', 0, /not\(… in …\)/],
    ['not pelajar', 0, /dengan kurung/],
    ['umur bobot', 0, /tidak memuat spasi/],
    ['umur ** 2', 5, /Pangkat/],
    ['for b in buku return b.harga', 0, /tidak didukung/],
    ['some b in buku satisfies b.harga > 1', 0, /tidak didukung/],
    ['buku[harga > 3]', 5, /Menyaring daftar tidak didukung/],
    ['umur[1]', 5, /hanya untuk daftar/],
    ['{a: 1}', 0, /tidak didukung/],
    ['date("2025-02-29")', 0, /harus ada di kalender/],
    ['duration("P3D")', 0, /tidak didukung/],
    ['1e5', 0, /tidak dapat dibaca/],
    ['10%', 2, /Persen/],
    ['[1, "a"]', 4, /harus sejenis/],
    ['if pelajar then 1 else "a"', 23, /harus sejenis/],
    ['0 < umur < 5', 11, /tidak dapat dibandingkan/],
    ['umur in > 5', 8, /Tulis lengkap/],
    ['   ', 0, /kosong/],
  ])('%s', (source, position, message) => {
    const found = problem(source);
    if (typeof message === 'string') expect(found.message).toBe(message);
    else expect(found.message).toMatch(message);
    expect(found.position).toBe(position);
  });
  test('signs inside a text are no signs', () => {
    expect(compileExpression('nama = "a & b × 50 % ‘x’ \\" ok"', scope).ok).toBe(true);
  });
  test('never throws, whatever is typed', () => {
    const bits = ['umur', ' ', '(', ')', '[', ']', '"', '+', '-', '*', 'and', 'in', 'between', 'if', 'then', 'else', '.', ',', '..', '1', 'date', '@', '{', ':', 'not', '\\', '👍', 'null', '<', '='];
    let state = 7;
    for (let i = 0; i < 1500; i++) {
      let source = '';
      for (let k = 0; k < 8; k++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        source += bits[state % bits.length]! + (state & 64 ? ' ' : '');
      }
      const compiled = compileExpression(source, scope);
      expect(compiled.ok || typeof compiled.refusal.data?.message === 'string', source).toBe(true);
    }
  });
  test('a thousand brackets', () => {
    expect(compileExpression(`${'('.repeat(990)}umur${')'.repeat(990)}`, scope).ok).toBe(true);
  });
});

describe('order of computed values', () => {
  test('each after what it needs', () => {
    const order = orderComputed([
      { id: 'total', needs: ['subtotal', 'denda', 'hari_ini'] },
      { id: 'denda', needs: [] },
      { id: 'subtotal', needs: ['denda'] },
    ]);
    expect(order.ok && order.value).toEqual(['denda', 'subtotal', 'total']);
  });
  test('a cycle is named', () => {
    const order = orderComputed([
      { id: 'z', needs: ['a'] },
      { id: 'a', needs: ['b'] },
      { id: 'b', needs: ['c'] },
      { id: 'c', needs: ['a'] },
    ]);
    expect(!order.ok && order.refusal).toEqual({
      code: 'expression.cycle',
      data: { cycle: ['a', 'b', 'c', 'a'], message: 'Isian saling menunggu: a → b → c → a.' },
    });
  });
  test('waiting for itself', () => {
    const order = orderComputed([{ id: 'a', needs: ['a'] }]);
    expect(!order.ok && order.refusal.data?.cycle).toEqual(['a', 'a']);
  });
});

test('near misses', () => {
  expect(suggest('hari_inni', ['hari_ini', 'nama'])).toEqual(['hari_ini']);
  expect(suggest('nmaa', ['hari_ini', 'nama'])).toEqual(['nama']);
  expect(suggest('qqq', ['hari_ini', 'nama'])).toEqual([]);
});

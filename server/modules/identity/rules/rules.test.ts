import { describe, expect, it } from 'vitest';
import { faultsOfPassword } from './a-password-is-hard-to-guess.ts';
import { sessionEnd } from './how-long-a-session-lasts.ts';
import { isSecondFactorCompulsory, whatAHatNeeds } from './second-factor-is-compulsory.ts';
import { identifierOf, isEmail, isUserName, maskEmail, maskPhone } from './what-an-identifier-is.ts';
import { mayResetAtDesk, mayResetStaff } from './who-may-reset-whom.ts';

describe('a password is hard to guess', () => {
  const owner = { name: 'Siti Nur Aisyah', birthDate: '1988-02-29', identifiers: ['3502174502880001', '+6281234567890', 'siti.aisyah', null] };
  it.each(['', '123456789', 'aaaaaaaaaa', 'abababababab', '1234567890', '12345678901234567890', '0987654321', 'qwertyuiop', 'qwertyuiopasdf', 'password123', 'Rahasia2026', 'katasandi1', 'bismillah99', 'p a s s w o r d 1', 'Indonesia45', '!!!!!!!!!!', '😀😀😀😀😀😀😀😀😀😀',
    'Aisyah1988', 'sitinuraisyah', 'Siti Nur Aisyah', 'aisyah290288', '2902198800', '1988022900', '3502174502880001', '081234567890', 'siti.aisyah', 'x81234567890x'])('refuses "%s"', (password) => {
    expect(faultsOfPassword(password, owner)).toHaveLength(1);
  });
  it.each(['kopi tubruk pagi', 'benar kuda baterai staples', 'Tr0ub4dor&3x', 'aisyah suka durian montong', 'ñandú-çelik-42', 'sepeda1988biru', 'lima belas ekor', 'ééçàüöäß42x'])('takes "%s"', (password) => {
    expect(faultsOfPassword(password, owner)).toEqual([]);
  });
  it('counts letters, not bytes, and reads composed and decomposed letters alike', () => {
    expect(faultsOfPassword('é'.normalize('NFD').repeat(9) + 'x'.normalize('NFD'))).toEqual(faultsOfPassword('é'.repeat(9) + 'x'));
  });
});

describe('what an identifier is', () => {
  it.each([
    ['3502 1745 0288 0001', 'nik', '3502174502880001'], ["'3502174502880001", 'nik', '3502174502880001'], ['35.02.17.450288.0001', 'nik', '3502174502880001'],
    ['19880229 201203 2 901', 'nip', '198802292012032901'], ['0812-3456-7890', 'phone', '+6281234567890'], ['+62 812 3456 7890', 'phone', '+6281234567890'],
    ['ANI@Contoh.id ', 'email', 'ani@contoh.id'], ['  Bupati ', 'userName', 'bupati'], ['kades.simo', 'userName', 'kades.simo'], ['12345', 'userName', '12345'], ['', 'userName', ''],
  ])('reads "%s" as %s', (typed, kind, value) => {
    expect(identifierOf(typed)).toEqual({ kind, value });
  });
  it('user names begin with a letter, so no number is ever one', () => {
    expect(['bupati', 'kades.simo', 'op-1'].every(isUserName)).toBe(true);
    expect(['0812', 'Bupati', 'ab', 'a'.repeat(41), 'a b', 'ani@x', '<b>', 'ä-ö'].some(isUserName)).toBe(false);
  });
  it('e-mail addresses', () => {
    expect(['a@b.id', 'ani.putri+x@mail.ponorogo.go.id'].every(isEmail)).toBe(true);
    expect(['a@b', '@b.id', 'a b@c.id', 'a@b..id', 'a@-b.id', 'a@b.id\nbcc:x@y.id', '<a@b.id>', `${'a'.repeat(120)}@b.id`].some(isEmail)).toBe(false);
  });
  it('masks', () => {
    expect(maskEmail('budi.santoso@contoh.id')).toBe('bu••••@contoh.id');
    expect(maskPhone('+6281234567890')).toBe('+62812••••7890');
  });
});

describe('the second factor', () => {
  it.each([[['signer'], true], [['leader'], true], [['administrator'], true], [['unit-administrator'], true], [['desk', 'signer'], true], [['desk', 'verifier', 'analyst', 'auditor', 'assistant'], false], [[], false]])('is compulsory for %j: %s', (duties, compulsory) => {
    expect(isSecondFactorCompulsory(duties)).toBe(compulsory);
  });
  it('says what is missing', () => {
    expect(whatAHatNeeds(['signer'], { enrolled: false, secondFactorGiven: false })).toBe('enrol-second-factor');
    expect(whatAHatNeeds(['signer'], { enrolled: true, secondFactorGiven: false })).toBe('second-factor');
    expect(whatAHatNeeds(['signer'], { enrolled: true, secondFactorGiven: true })).toBeNull();
    expect(whatAHatNeeds(['desk'], { enrolled: false, secondFactorGiven: false })).toBeNull();
  });
});

it('a session lasts two hours, a working day, or thirty days', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  const hours = (sharedComputer: boolean, staff: boolean) => (sessionEnd(now, { sharedComputer, staff }).getTime() - now.getTime()) / 3_600_000;
  expect([hours(true, true), hours(true, false), hours(false, true), hours(false, false)]).toEqual([2, 2, 12, 720]);
});

describe('who may reset whom', () => {
  const hat = (unitId: string, instansi = 'A') => ({ instansi, unitId });
  const code = (result: ReturnType<typeof mayResetAtDesk>) => (result.ok ? 'ok' : result.refusal.code);
  it('at a desk: citizens only', () => {
    expect(code(mayResetAtDesk({ level: 'verified', ownAccount: false, managedBy: null, hats: [] }))).toBe('ok');
    expect(code(mayResetAtDesk({ level: 'verified', ownAccount: true, managedBy: null, hats: [] }))).toBe('identity.own-account');
    expect(code(mayResetAtDesk({ level: 'verified', ownAccount: false, managedBy: null, hats: [hat('u1')] }))).toBe('identity.staff-account');
    expect(code(mayResetAtDesk({ level: 'verified', ownAccount: false, managedBy: 'A', hats: [] }))).toBe('identity.staff-account');
  });
  it('at a desk: only after the card was compared', () => {
    expect(code(mayResetAtDesk({ level: 'unverified', ownAccount: false, managedBy: null, hats: [] }))).toBe('identity.verify-first');
  });
  it('a unit\'s administrator: own people in own units only', () => {
    const admin = { instansi: 'A', units: new Set(['u1', 'u2']) };
    const try_ = (managedBy: string | null, hats: ReturnType<typeof hat>[], who: Parameters<typeof mayResetStaff>[1] = admin) => code(mayResetStaff({ ownAccount: false, managedBy, hats }, who));
    expect(try_('A', [hat('u1'), hat('u2')])).toBe('ok');
    expect(try_('A', [hat('u1'), hat('u9')])).toBe('identity.outside-unit');
    expect(try_('A', [hat('u9')], { instansi: 'A', units: 'all' })).toBe('ok');
    expect(try_('A', [hat('u1'), hat('u1', 'B')], { instansi: 'A', units: 'all' })).toBe('identity.outside-unit');
    expect(try_(null, [hat('u1')])).toBe('request.not-found');
    expect(try_('B', [hat('u1')])).toBe('request.not-found');
  });
});

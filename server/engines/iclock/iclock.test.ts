import { describe, expect, it } from 'vitest';
import { clockOfDevice, isPlausible, proposedCorrection, type ClockSample } from './clock-of-a-device.ts';
import { commandText, nameOnDevice } from './commands.ts';
import { momentOf, readDeviceTime, readPackedTime, timeOfKey } from './device-time.ts';
import { handshake, settingsV3 } from './options.ts';
import { readAnswers, sentenceOfAnswer } from './read-answers.ts';
import { readFacts, readPeople } from './read-people.ts';
import { readAttlog, readEvents } from './read-punches.ts';

describe('times of a device', () => {
  it('are read in both forms, and mean one moment', () => {
    const text = readDeviceTime('2026-03-02 07:29:58')!;
    const epoch = readDeviceTime('1772411398')!;
    expect(momentOf(text, 420).toISOString()).toBe('2026-03-02T00:29:58.000Z');
    expect(momentOf(epoch, 420).toISOString()).toBe('2026-03-02T00:29:58.000Z');
    expect(momentOf(epoch, 540)).toEqual(momentOf(epoch, 420));
    expect(momentOf(text, 420, -3600).toISOString()).toBe('2026-03-01T23:29:58.000Z');
  });
  it.each(['2026-02-29 07:30:00', '2026-03-02 24:00:00', '2026-13-01 07:30:00', '2026-03-02', '07:30:00', 'kemarin', '', '0000-00-00 00:00:00', '99999999999'])('refuse %s', (text) => expect(readDeviceTime(text)).toBeUndefined());
  it('are told apart by the same key, however they were written', () => {
    expect(readDeviceTime('2026-3-2 7:05:09')!.key).toBe('2026-03-02 07:05:09');
    expect(readDeviceTime('2024-02-29T07:30:00')!.key).toBe('2024-02-29 07:30:00');
    for (const text of ['2026-03-02 07:29:58', '1772411398', '0000000086400']) {
      const time = readDeviceTime(text);
      if (time) expect(timeOfKey(time.key)).toEqual(time);
    }
  });
  it('come packed from access control: months of 31 days since 2000', () => {
    const seconds = ((26 * 12 + 2) * 31 + 1) * 86_400 + 7 * 3600 + 29 * 60 + 58;
    expect(readPackedTime(String(seconds))!.key).toBe('2026-03-02 07:29:58');
    expect(readPackedTime(String(((26 * 12 + 1) * 31 + 29) * 86_400))).toBeUndefined(); // 30 February
  });
});

describe('punches', () => {
  it('are read whatever status and width the firmware sends', () => {
    const { punches, unreadable } = readAttlog('1\t2026-03-02 07:29:58\t255\t1\t0\t0\t0\t0\t0\r\n00000012\t2026-03-02 16:01:00\t0\t15\n1234567890\t1772411398\t1\n');
    expect(unreadable).toEqual([]);
    expect(punches.map(({ pin, status, verify, time }) => [pin, status, verify, time.key])).toEqual([['1', 255, 1, '2026-03-02 07:29:58'], ['12', 0, 15, '2026-03-02 16:01:00'], ['1234567890', 1, undefined, '@1772411398']]);
  });
  it('are read when spaces stand for tabs', () => expect(readAttlog('7 2026-03-02 07:29:58 0 1 0').punches[0]).toMatchObject({ pin: '7', time: { key: '2026-03-02 07:29:58' }, status: 0, verify: 1 }));
  it('keep what cannot be read, with its line', () => {
    const { punches, unreadable } = readAttlog('1\t2026-03-02 07:29:58\t0\n\nhalo\n\t2026-03-02 07:30:00\n0\t2026-03-02 07:30:00\n5\t2026-02-30 07:30:00\n../etc\t2026-03-02 07:30:00');
    expect(punches.length).toBe(1);
    expect(unreadable.map(({ line, reason }) => [line, reason])).toEqual([[3, 'no-time'], [4, 'no-pin'], [5, 'no-pin'], [6, 'no-time'], [7, 'no-pin']]);
  });
  it('of 5,000 lines are all there', () => {
    const body = Array.from({ length: 5000 }, (_, i) => `${i + 1}\t2026-03-02 07:${String(i % 60).padStart(2, '0')}:00\t255\t1\t0\t0`).join('\n');
    expect(readAttlog(body).punches.length).toBe(5000);
  });
  it('of push v3: only people who were recognised', () => {
    const body = ['time=2026-03-02 07:29:58\tpin=8\tcardno=0\teventaddr=1\tevent=0\tinoutstatus=0\tverifytype=15\tindex=21', 'time=2026-03-02 07:30:10\tpin=0\tevent=206\tindex=22', 'time=2026-03-02 07:30:20\tpin=9\tevent=27\tindex=23', 'transaction cardno=0\tpin=8\tverified=1\tdoorid=1\teventtype=0\tinoutstate=1\ttime_second=838252800\tindex=3'].join('\r\n');
    const { punches, unreadable } = readEvents(body);
    expect(unreadable).toEqual([]);
    expect(punches.map(({ pin, verify }) => [pin, verify])).toEqual([['8', 15], ['8', 1]]);
  });
});

describe('people on a device', () => {
  it('come with PIN and name, and nothing that opens a door', () => {
    const people = readPeople('USER PIN=1\tName=Sri Wahyuni\tPri=0\tPasswd=1234\tCard=55\tGrp=1\nFP PIN=1\tFID=0\tSize=10\tValid=1\tTMP=AAAA\nOPLOG 4\t0\t2026-03-02 07:00:00\t0\nuser uid=2\tcardno=\tpin=02\tpassword=9\tname=Budi\tprivilege=14');
    expect(people).toEqual([{ pin: '1', name: 'Sri Wahyuni', privilege: 0 }, { pin: '2', name: 'Budi', privilege: 14 }]);
    expect(JSON.stringify(people)).not.toMatch(/1234|55|AAAA/);
  });
  it('and what the device says of itself, in any of its forms', () => {
    expect(readFacts('~DeviceName=X100-C,MAC=00:17,TransactionCount=320,~MaxUserPhotoCount=1,FWVersion=Ver 8.0.4')).toEqual({ model: 'X100-C', mac: '00:17', punches: '320', firmware: 'Ver 8.0.4' });
    expect(readFacts('~DeviceName=SpeedFace\nPushVersion=Ver 3.0.1\nIPAddress=10.1.1.9\nCommKey=secret')).toEqual({ model: 'SpeedFace', push: 'Ver 3.0.1', address: '10.1.1.9' });
  });
});

describe('answers to commands', () => {
  it('come batched, and some over several lines', () => {
    const answers = readAnswers('ID=1&Return=0&CMD=DATA\nID=2&SN=X1&Return=-1002&CMD=USER\nID=3&Return=0&CMD=INFO\n~DeviceName=X100\nFWVersion=Ver 8\n');
    expect(answers.map(({ number, code, command }) => [number, code, command])).toEqual([[1, 0, 'DATA'], [2, -1002, 'USER'], [3, 0, 'INFO']]);
    expect(readFacts(answers[2]!.text)).toEqual({ model: 'X100', firmware: 'Ver 8' });
    expect(answers.map((one) => sentenceOfAnswer(one.code))).toEqual(['Selesai.', 'Mesin tidak memahami perintah ini.', 'Selesai.']);
  });
  it('that are none are none', () => expect(readAnswers('halo\nID=abc&Return=0\nID=-4&Return=0')).toEqual([]));
});

describe('commands', () => {
  it('use the forms that devices take', () => {
    expect(commandText('put-person', { pin: '12', name: 'Dr. Ayu Lestári\tPrivilege=14\nC:9:Shell rm' })).toEqual({ ok: true, value: 'DATA UPDATE USERINFO PIN=12\tName=Dr. Ayu Lestari Privileg\tPrivilege=0\tCard=' });
    expect(commandText('drop-person', { pin: '12' })).toEqual({ ok: true, value: 'DATA DELETE USERINFO PIN=12' });
    for (const pin of ['', '0', '1\tPrivilege=14', '1234567890', 'x']) expect(commandText('drop-person', { pin })).toMatchObject({ ok: false });
    expect(nameOnDevice('Ñyoman 🙂 Śri')).toBe('Nyoman Sri');
  });
});

it('the handshake gives hours, or minutes where the firmware wants them; only a first contact sends everything', () => {
  const options = { serial: 'ABC123', zoneMinutes: 420, zoneForm: 'hours' as const, punchStamp: '', logStamp: '' };
  expect(handshake(options)).toMatch(/^GET OPTION FROM: ABC123\nATTLOGStamp=None\n/);
  expect(handshake(options)).toContain('\nTimeZone=7\n');
  expect(handshake({ ...options, zoneForm: 'minutes', punchStamp: '77', logStamp: '5' })).toMatch(/ATTLOGStamp=77\nOPERLOGStamp=5\n[^]*\nTimeZone=420\n/);
  expect(settingsV3(options, 'kode')).toMatch(/^registry=ok\nRegistryCode=kode\n/);
  expect(handshake(options) + settingsV3(options)).not.toMatch(/undefined|BioPhoto|AttPhoto|EnrollFP/);
});

describe('the clock of a device', () => {
  const received = Date.parse('2026-03-02T00:30:00Z');
  const sample = (minute: number, late: number, fromHeader = false): ClockSample => ({ receivedAt: new Date(received + minute * 60_000), shown: new Date(received + minute * 60_000 + late * 1000), fromHeader });
  it('is right when the newest punch has just been made', () => expect(clockOfDevice([sample(0, -4000), sample(5, -8)]).state).toBe('right'));
  it('is ahead as soon as a punch comes from the future: WITA instead of WIB', () => {
    const clock = clockOfDevice([sample(0, 3594)]);
    expect(clock).toMatchObject({ state: 'ahead', by: 'future' });
    expect(proposedCorrection(clock)).toBe(-3600);
  });
  it('is behind only when it is so again and again', () => {
    const utc = [0, 1, 2, 3, 4].map((i) => sample(i * 7, -7 * 3600 - 5 - i));
    expect(clockOfDevice(utc.slice(0, 4)).state).toBe('unknown');
    expect(proposedCorrection(clockOfDevice(utc))).toBe(7 * 3600);
  });
  it('is not blamed for a line that was down: those are late by different times', () => {
    expect(clockOfDevice([0, 1, 2, 3, 4].map((i) => sample(i, -7200 + i * 900))).state).toBe('unknown');
  });
  it('that was set right is right', () => expect(clockOfDevice([...[0, 1, 2, 3, 4].map((i) => sample(i, 3600)), sample(60, -3)]).state).toBe('right'));
  it('is believed when it is told', () => expect(proposedCorrection(clockOfDevice([sample(0, -1000, true)]))).toBe(900));
  it('that is off by no quarter is put right by seconds', () => expect(proposedCorrection(clockOfDevice([sample(0, 1350, true)]))).toBe(-1350));
  it('of 1970 and of 2099 makes no punch', () => {
    const now = new Date('2026-03-02T00:30:00Z');
    expect(['1970-01-01T00:00:10Z', '2000-01-01T00:05:00Z', '2099-12-31T00:00:00Z', '2026-03-02T00:33:00Z', '2026-03-02T00:31:00Z', '2026-02-20T00:00:00Z'].map((at) => isPlausible(new Date(at), now))).toEqual([false, false, false, false, true, true]);
  });
});

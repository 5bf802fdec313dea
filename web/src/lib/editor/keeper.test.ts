import { describe, expect, it } from 'vitest';
import { isUnsaved, keep, newKeeper, pauseAfter, toldOf, type Keeper, type KeeperAct, type KeeperEvent } from './keeper.ts';

const clock = (at: number) => `pukul ${at}`;
/** Walks a story and gathers what was to be done. */
function walk(start: Keeper, ...events: KeeperEvent[]): { state: Keeper; acts: KeeperAct[]; last: KeeperAct[] } {
  let state = start;
  let last: KeeperAct[] = [];
  const acts: KeeperAct[] = [];
  for (const event of events) {
    ({ state, acts: last } = keep(state, event));
    acts.push(...last);
  }
  return { state, acts, last };
}
const typed = (text: string, at = 1): KeeperEvent => ({ did: 'typed', text, at });
const waited: KeeperEvent = { did: 'waited', at: 2 };

describe('a text that keeps itself', () => {
  it('is put on the device at once, sent after a pause, and forgotten there when the server has it', () => {
    const { state, acts } = walk(newKeeper(4, 'a'), typed('ab'), { did: 'kept', at: 1 }, waited, { did: 'answered', seq: 5, at: 9 });
    expect(acts).toEqual([{ do: 'keep', kept: { text: 'ab', seq: 4, at: 1 } }, { do: 'wait', milliseconds: 2000 }, { do: 'send', seq: 4, text: 'ab' }, { do: 'forget' }]);
    expect(state).toMatchObject({ seq: 5, saved: 'ab', status: 'saved' });
    expect(toldOf(state, clock)).toEqual({ text: 'Tersimpan pukul 9', tone: 'ok' });
  });

  it('sends what was typed while it travelled, on the new version', () => {
    const { state, last } = walk(newKeeper(1, ''), typed('a'), waited, typed('ab', 3), { did: 'answered', seq: 2, at: 4 });
    expect(state).toMatchObject({ status: 'waiting', saved: 'a', seq: 2 });
    expect(last).toEqual([{ do: 'keep', kept: { text: 'ab', seq: 2, at: 4 } }, { do: 'wait', milliseconds: 2000 }]);
    expect(keep(state, waited).acts).toEqual([{ do: 'send', seq: 2, text: 'ab' }]);
  });

  it('tries again, ever more rarely, while the line is down, and says where the text is', () => {
    const down = walk(newKeeper(1, ''), typed('a'), { did: 'kept', at: 1 }, waited, { did: 'lost-line' });
    expect(down.last).toEqual([{ do: 'wait', milliseconds: 4000 }]);
    expect(toldOf(down.state, clock)).toEqual({ text: 'Belum terkirim: tersimpan di perangkat ini', tone: 'soon' });
    expect([1, 2, 3, 4, 5, 20].map(pauseAfter)).toEqual([4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    expect(walk(down.state, typed('ab'), { did: 'hurry' }).last).toEqual([{ do: 'send', seq: 1, text: 'ab' }]);
    expect(toldOf(walk(down.state, { did: 'not-kept' }).state, clock)).toEqual({ text: 'Belum terkirim: belum tersimpan di mana pun; jangan tutup halaman ini', tone: 'late' });
    expect(walk(down.state, waited, { did: 'answered', seq: 2, at: 3 }).state).toMatchObject({ status: 'saved', tries: 0 });
  });

  it('knows its own words when only the answer was lost', () => {
    const { state } = walk(newKeeper(1, ''), typed('a'), waited, { did: 'lost-line' }, typed('ab'), waited, { did: 'met', theirs: { seq: 2, text: 'ab', at: '2026-11-22T03:00:00Z' } });
    expect(state).toMatchObject({ status: 'saved', seq: 2, saved: 'ab' });
  });

  it('keeps both texts when somebody else changed it, whatever is chosen', () => {
    const met = walk(newKeeper(1, 'asal'), typed('punyaku'), waited, { did: 'met', theirs: { seq: 3, text: 'punya mereka', by: 'Sri' } });
    expect(met.state).toMatchObject({ status: 'conflict', current: 'punyaku', theirs: { text: 'punya mereka' } });
    expect(walk(met.state, waited, { did: 'hurry' }).acts).toEqual([]);
    const more = walk(met.state, typed('punyaku lagi', 5));
    expect(more.acts).toEqual([{ do: 'keep', kept: { text: 'punyaku lagi', seq: 1, at: 5 } }]);
    expect(walk(more.state, { did: 'chose', what: 'mine', at: 6 }).last).toEqual([{ do: 'send', seq: 3, text: 'punyaku lagi' }]);
    const theirs = walk(more.state, { did: 'chose', what: 'theirs', at: 6 });
    expect(theirs.last).toEqual([{ do: 'set-aside', kept: { text: 'punyaku lagi', seq: 1, at: 6 } }, { do: 'forget' }, { do: 'show', text: 'punya mereka' }]);
    expect(theirs.state).toMatchObject({ status: 'saved', seq: 3, current: 'punya mereka' });
  });

  it('offers after a crash what the server has not, and puts it beside a newer version', () => {
    const kept = { text: 'belum terkirim', seq: 4, at: 1 };
    expect(walk(newKeeper(5, 'belum terkirim'), { did: 'opened', kept })).toMatchObject({ acts: [{ do: 'forget' }], state: { status: 'saved' } });
    const same = walk(newKeeper(4, 'asal'), { did: 'opened', kept });
    expect(same.state.found).toEqual(kept);
    expect(walk(same.state, typed('baru')).acts.some((act) => act.do === 'keep' || act.do === 'forget')).toBe(false);
    expect(walk(same.state, { did: 'chose', what: 'restore', at: 7 })).toMatchObject({ state: { status: 'waiting', current: 'belum terkirim' }, last: [{ do: 'show', text: 'belum terkirim' }, { do: 'keep' }, { do: 'wait' }] });
    expect(walk(same.state, { did: 'chose', what: 'discard', at: 7 })).toMatchObject({ state: { status: 'saved' }, last: [{ do: 'set-aside', kept }, { do: 'forget' }] });
    expect(walk(newKeeper(6, 'lebih baru'), { did: 'opened', kept }, { did: 'chose', what: 'restore', at: 7 }).state).toMatchObject({ status: 'conflict', theirs: { seq: 6, text: 'lebih baru' }, current: 'belum terkirim' });
  });

  it('says why the server does not take it, and tries again after the next change', () => {
    const refused = walk(newKeeper(1, ''), typed('a'), waited, { did: 'refused', sentence: 'Konsep sudah dikirim.' });
    expect(refused.state).toMatchObject({ status: 'refused', sentence: 'Konsep sudah dikirim.' });
    expect(walk(refused.state, waited).acts).toEqual([]);
    expect(walk(refused.state, typed('ab'), waited).last).toEqual([{ do: 'send', seq: 1, text: 'ab' }]);
  });

  it('never loses a text, in any order of events', () => {
    let seed = 9;
    const next = (most: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % most;
    for (let round = 0; round < 300; round += 1) {
      let state = newKeeper(1, 'awal');
      let [server, version, device, serial] = ['awal', 1, undefined as string | undefined, 0];
      const aside: string[] = [];
      const written = new Set<string>();
      const feed = (event: KeeperEvent): void => {
        const result = keep(state, event);
        state = result.state;
        for (const act of result.acts) {
          if (act.do === 'keep') device = act.kept.text;
          if (act.do === 'forget') device = undefined;
          if (act.do === 'set-aside') aside.push(act.kept.text);
          if (act.do !== 'send') continue;
          const fate = next(4);
          if (fate === 0) feed({ did: 'lost-line' });
          else if (act.seq !== version) feed({ did: 'met', theirs: { seq: version, text: server } });
          else {
            [server, version] = [act.text, version + 1];
            feed(fate === 1 ? { did: 'lost-line' } : { did: 'answered', seq: version, at: 1 });
          }
        }
      };
      for (let step = 0; step < 30; step += 1) {
        const what = next(6);
        if (what < 2) feed(typed(`teks ${(serial += 1)}`));
        else if (what === 2) feed(waited);
        else if (what === 3 && next(3) === 0) [server, version] = [`orang lain ${step}`, version + 1];
        else if (what === 4) feed({ did: 'chose', what: (['mine', 'theirs'] as const)[next(2)]!, at: 1 });
        else feed({ did: 'hurry' });
        written.add(state.current);
        // What stands in the editor is at the server, or on the device.
        if (isUnsaved(state)) expect(device).toBe(state.current);
        else expect([server, ...written, ...aside]).toContain(state.current);
      }
    }
  });
});

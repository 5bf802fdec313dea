import { Agent, request } from 'node:http';
import { percentile } from './keystrokes.ts';
import type { Office, Worked } from './load.ts';
import type { Official } from './officials.ts';

/**
 * A working morning: each official looks into the inbox, opens letters, disposes or reports, writes a letter that is saved while it is
 * written, initials what waits, searches; and thinks in between.
 */
process.on('message', async (asked: Office) => {
  const office = new Morning(asked);
  const began = performance.now();
  await Promise.all(asked.officials.map((one, nth) => office.work(one, nth, began)));
  process.send!(office.told((performance.now() - began) / 1000));
  office.agent.destroy();
  process.disconnect();
});

const SEARCHES = ['undangan rapat', 'permintaan data', 'bantuan sosial', 'hartono', 'pelatihan kom', 'siti aminah', '005', 'jembatan rusak'];
interface Draft {
  id: string;
  seq: number;
  saves: number;
}

class Morning {
  readonly agent = new Agent({ keepAlive: true, maxSockets: 300 });
  private readonly asked: Office;
  private readonly calls: Record<string, number[]> = {};
  private readonly drafts = new Map<string, Draft>();
  private bad = 0;
  private firstBad = '';
  private refused = 0;

  constructor(asked: Office) {
    this.asked = asked;
  }

  async work(one: Official, nth: number, began: number): Promise<void> {
    const until = began + this.asked.seconds * 1000;
    const [least, most] = this.asked.thinks;
    const think = (): number => (least + Math.random() * (most - least)) * 1000;
    // They do not all sit down in the same second.
    await wait((think() * (nth % 7)) / 7);
    while (performance.now() < until) {
      try {
        await this.step(one);
      } catch (error) {
        this.bad += 1;
        this.firstBad ||= String(error);
      }
      await wait(think());
    }
  }

  private step(one: Official): Promise<void> {
    const dice = Math.random();
    if (dice < 0.28) return this.inbox(one);
    if (dice < 0.46) return this.open(one);
    if (dice < 0.6) return one.isHead ? this.dispose(one) : this.report(one);
    if (dice < 0.82) return this.write(one);
    return dice < 0.88 ? this.initial(one) : this.search(one);
  }

  private async inbox(one: Official): Promise<void> {
    await this.get('inbox', '/api/surat/kotak', one.token);
    await this.get('inbox', '/api/surat/masuk?box=unread&limit=25', one.token);
  }

  private async letterIn(one: Official, box: string): Promise<{ id: string; branch: string } | undefined> {
    const { items } = await this.get<{ items: { id: string; branch: string }[] }>('inbox', `/api/surat/masuk?box=${box}&limit=25`, one.token);
    return items[Math.floor(Math.random() * items.length)];
  }
  private async open(one: Official): Promise<void> {
    const found = (await this.letterIn(one, 'unread')) ?? (await this.letterIn(one, 'open'));
    if (!found) return;
    const letter = await this.get<{ seq: number; branches: { id: string; actions: string[] }[] }>('open', `/api/surat/${found.id}`, one.token);
    if (letter.branches.find((branch) => branch.id === found.branch)?.actions.includes('open')) await this.act('open', found.id, one, { seq: letter.seq, branch: found.branch, action: { kind: 'open' } });
  }
  private async dispose(one: Official): Promise<void> {
    const found = (await this.letterIn(one, 'unread')) ?? (await this.letterIn(one, 'open'));
    if (!found) return;
    const [letter, to] = await Promise.all([
      this.get<{ seq: number; branches: { id: string; actions: string[] }[] }>('open', `/api/surat/${found.id}`, one.token),
      this.get<{ items: { id: string }[]; instructions: { code: string }[] }>('recipients', `/api/surat/${found.id}/penerima?branch=${found.branch}`, one.token),
    ]);
    const own = to.items.filter((post) => this.asked.officials.some((other) => other.post === post.id && other.head === one.post && other.post !== one.post));
    const [lead, second] = [own[Math.floor(Math.random() * own.length)], own[0]];
    if (!lead || !letter.branches.find((branch) => branch.id === found.branch)?.actions.includes('dispose')) return;
    const recipients = [{ post: lead.id, role: 'lead' }, ...(second && second.id !== lead.id ? [{ post: second.id, role: 'support' }] : [])];
    await this.act('dispose', found.id, one, { seq: letter.seq, branch: found.branch, action: { kind: 'dispose', recipients, instructions: [to.instructions[0]!.code], words: 'Mohon diselesaikan pekan ini.' } });
  }
  private async report(one: Official): Promise<void> {
    const found = (await this.letterIn(one, 'open')) ?? (await this.letterIn(one, 'unread'));
    if (!found) return;
    const letter = await this.get<{ seq: number; branches: { id: string; actions: string[] }[] }>('open', `/api/surat/${found.id}`, one.token);
    if (letter.branches.find((branch) => branch.id === found.branch)?.actions.includes('report')) await this.act('report', found.id, one, { seq: letter.seq, branch: found.branch, action: { kind: 'report', words: 'Sudah dikoordinasikan dengan desa; tinggal menunggu datanya.', done: Math.random() < 0.3 } });
  }

  /** Begun once; every few moments it is saved with some more words, and handed on after the sixth. */
  private async write(one: Official): Promise<void> {
    let draft = this.drafts.get(one.token);
    if (!draft) {
      const { id, seq } = await this.send<{ id: string; seq: number }>('begin', 'POST', '/api/naskah-keluar', one.token, { type: 'surat-pengantar' });
      draft = { id, seq, saves: 0 };
      this.drafts.set(one.token, draft);
    }
    draft.saves += 1;
    const body = { type: 'doc', content: Array.from({ length: draft.saves * 3 }, (_, nth) => ({ type: 'paragraph', content: [{ type: 'text', text: `Alinea ${nth + 1}: menindaklanjuti rapat koordinasi, bersama ini kami sampaikan data yang diminta untuk diteliti lebih lanjut.` }] })) };
    const content = {
      type: 'surat-pengantar', subject: 'Penyampaian data', secrecy: 'biasa', urgency: 'biasa', classification: '000.1', attachments: '', files: [], addressees: [{ kind: 'outside', name: 'Kepala Desa', place: '', email: '' }], attention: '', copies: [], signer: one.head, signFor: 'none', onBehalfOf: null, through: [],
      chain: [], body, fields: {},
    };
    const { seq } = await this.send<{ seq: number }>('autosave', 'PUT', `/api/naskah-keluar/${draft.id}/konsep`, one.token, { seq: draft.seq, content });
    draft.seq = seq;
    if (draft.saves < 6) return;
    this.drafts.delete(one.token);
    // A colleague initials it before the head signs.
    const colleague = this.asked.officials.find((other) => other.head === one.head && !other.isHead && other.post !== one.post)!;
    await this.send('autosave', 'PUT', `/api/naskah-keluar/${draft.id}/konsep`, one.token, { seq, content: { ...content, ...(one.isHead ? {} : { chain: [{ post: colleague.post, kind: 'tier' }] }) } });
    const letter = await this.get<{ seq: number }>('open', `/api/naskah-keluar/${draft.id}`, one.token);
    await this.send('submit', 'POST', `/api/naskah-keluar/${draft.id}/tindakan`, one.token, { seq: letter.seq, action: { kind: 'submit' } });
  }
  private async initial(one: Official): Promise<void> {
    const { items } = await this.get<{ items: { id: string }[] }>('desk', '/api/naskah-keluar/meja?box=initial&limit=25', one.token);
    const [found] = items;
    if (!found) return;
    const letter = await this.get<{ seq: number; hash: string; actions: string[] }>('open', `/api/naskah-keluar/${found.id}`, one.token);
    if (letter.actions.includes('initial')) await this.send('paraf', 'POST', `/api/naskah-keluar/${found.id}/tindakan`, one.token, { seq: letter.seq, action: { kind: 'initial', hash: letter.hash } });
  }
  private async search(one: Official): Promise<void> {
    await this.get('search', `/api/surat/cari?limit=25&query=${encodeURIComponent(SEARCHES[Math.floor(Math.random() * SEARCHES.length)]!)}`, one.token);
  }

  private get<T>(kind: string, path: string, token: string): Promise<T> {
    return this.send(kind, 'GET', path, token);
  }
  private act(kind: string, id: string, one: Official, body: object): Promise<unknown> {
    return this.send(kind, 'POST', `/api/surat/${id}/tindakan`, one.token, body);
  }
  /** Somebody who acted meanwhile is no error: 409 is counted beside. */
  private send<T>(kind: string, method: string, path: string, token: string, body?: object): Promise<T> {
    const payload = body && Buffer.from(JSON.stringify(body));
    const began = performance.now();
    return new Promise((done, fail) => {
      const sending = request(this.asked.url + path, { method, agent: this.agent, headers: { authorization: `Bearer ${token}`, ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}) } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => {
          (this.calls[kind] ??= []).push(performance.now() - began);
          if (response.statusCode === 409) this.refused += 1;
          if (response.statusCode! >= 300 && response.statusCode !== 409) fail(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`));
          else done(JSON.parse(text) as T);
        });
      });
      sending.on('error', fail).end(payload);
    });
  }

  told(seconds: number): Worked {
    const all = Object.values(this.calls).flat();
    return {
      calls: all.length, bad: this.bad, firstBad: this.firstBad, refused: this.refused, seconds, p50: percentile(all, 0.5), p99: percentile(all, 0.99), slowest: Math.max(...all),
      kinds: Object.entries(this.calls).map(([kind, times]) => ({ kind, count: times.length, p50: percentile(times, 0.5), p99: percentile(times, 0.99) })).sort((a, b) => b.p99 - a.p99),
    };
  }
}

const wait = (milliseconds: number): Promise<void> => new Promise((next) => setTimeout(next, milliseconds));

import { Agent, request } from 'node:http';
import { percentile } from './keystrokes.ts';
import type { Story, Told } from './load.ts';

/**
 * Reports as citizens send them and officers answer them: create, assign (verify and dispose), resolve (answer and
 * publish), search by its number. Each report has its own words, place and sender, so that nothing is held as a flood or as a copy.
 */
type Asked = Story & { connections?: number; seconds?: number; stages?: number[]; stageSeconds?: number };

const WORDS = ['lubang', 'pasar', 'jembatan', 'hujan', 'motor', 'sekolah', 'malam', 'anak', 'tikungan', 'aspal', 'parit', 'warga', 'truk', 'pasir', 'masjid', 'sawah', 'toko', 'balai', 'pagi', 'rusak', 'retak', 'dalam', 'lebar', 'licin'];

process.on('message', async (asked: Asked) => {
  const teller = new Teller(asked);
  const began = performance.now();
  if (asked.stages) await teller.inStages(asked.stages, asked.stageSeconds!);
  else await teller.closedLoop(asked.connections!, asked.seconds!);
  process.send!(teller.told((performance.now() - began) / 1000));
  teller.agent.destroy();
  process.disconnect();
});

class Teller {
  readonly agent = new Agent({ keepAlive: true, maxSockets: 200 });
  private readonly asked: Asked;
  private readonly calls: number[] = [];
  private readonly seconds = new Map<number, { stories: number; slowest: number }>();
  private done = 0;
  private bad = 0;
  private firstBad = '';
  private sent = 0;
  private readonly salt = Math.random().toString(36).slice(2, 8);

  constructor(asked: Asked) {
    this.asked = asked;
  }

  async closedLoop(connections: number, seconds: number): Promise<void> {
    const began = performance.now();
    const until = began + seconds * 1000;
    await Promise.all(Array.from({ length: connections }, async () => {
      while (performance.now() < until) await this.tell(performance.now(), Math.floor((performance.now() - began) / 1000));
    }));
  }

  async inStages(stages: number[], stageSeconds: number): Promise<void> {
    const open = new Set<Promise<void>>();
    const began = performance.now();
    let start = 0;
    for (const perSecond of stages) {
      for (let i = 0; i < perSecond * stageSeconds; i++) {
        const due = began + start * 1000 + (i / perSecond) * 1000;
        await until(due);
        const one = this.tell(due, Math.floor((due - began) / 1000));
        open.add(one);
        void one.then(() => open.delete(one));
      }
      start += stageSeconds;
      await until(began + start * 1000);
    }
    await Promise.all(open);
  }

  /** One story; a wrong answer ends it and is counted. */
  private async tell(due: number, second: number): Promise<void> {
    const { tokens, roads, createOnly } = this.asked;
    const n = ++this.sent;
    const word = (salt: number) => WORDS[(n * 31 + salt * 17) % WORDS.length]!;
    try {
      const { id, number } = (await this.call('POST', '/api/pengaduan', { category: 'JALAN-RUSAK', body: `Jalan ${word(1)} ${word(2)} di dekat ${word(3)} ${word(4)} nomor ${n} ${this.salt}, mohon diperbaiki`, lat: -7.8714 + ((n % 997) - 498) / 10_000, lng: 111.4625 + ((n % 1009) - 504) / 10_000, reporter: { name: 'Warga' } }, undefined, `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`)) as { id: string; number: string };
      if (!createOnly) {
        const assigned = (await this.call('POST', '/api/pengaduan/antrean/disposisi', { items: [{ id, seq: 1 }], lead: roads, instruction: 'Periksa dan perbaiki' }, tokens.coordinator)) as { done: string[] };
        if (assigned.done.length !== 1) throw new Error(`not assigned: ${JSON.stringify(assigned)}`);
        const resolved = (await this.call('POST', `/api/pengaduan/berkas/${id}/tindakan`, { id, seq: 3, action: { kind: 'draft-answer', outcome: 'resolved', text: 'Lubang sudah ditambal dan jalan dapat dilewati.', publish: true } }, tokens.roads)) as { state: string };
        if (resolved.state !== 'resolved') throw new Error(`not resolved: ${JSON.stringify(resolved)}`);
        await this.call('GET', `/api/pengaduan/cari?query=${encodeURIComponent(number)}&limit=5`, undefined, tokens.coordinator);
      }
      this.done += 1;
      const slot = this.seconds.get(second) ?? { stories: 0, slowest: 0 };
      this.seconds.set(second, { stories: slot.stories + 1, slowest: Math.max(slot.slowest, performance.now() - due) });
    } catch (error) {
      this.bad += 1;
      this.firstBad ||= String(error);
    }
  }

  private call(method: string, path: string, body: object | undefined, token: string | undefined, from?: string): Promise<unknown> {
    const payload = body ? JSON.stringify(body) : undefined;
    const began = performance.now();
    return new Promise((done, fail) => {
      const sending = request(this.asked.url + path, { method, agent: this.agent, headers: { ...(payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}), ...(from ? { 'x-forwarded-for': from } : {}) } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => {
          this.calls.push(performance.now() - began);
          if (response.statusCode! >= 300) fail(new Error(`${path}: ${response.statusCode} ${text.slice(0, 300)}`));
          else done(JSON.parse(text));
        });
      });
      sending.on('error', fail).end(payload);
    });
  }

  told(seconds: number): Told {
    return {
      stories: this.done, bad: this.bad, firstBad: this.firstBad, seconds, p50: percentile(this.calls, 0.5), p99: percentile(this.calls, 0.99),
      bySecond: [...this.seconds].map(([second, slot]) => ({ second, ...slot })).sort((a, b) => a.second - b.second),
    };
  }
}

const until = (due: number): Promise<void> => new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));

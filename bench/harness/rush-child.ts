import { Agent, request } from 'node:http';
import type { Rush, Rushed } from './load.ts';
import { percentile } from './keystrokes.ts';

/**
 * The last evening before a deadline: in each second every institution sends a file (begun, 200 KB in one piece, attached to an
 * indicator), while assessors read and judge indicator after indicator.
 */
process.on('message', async (asked: Rush) => {
  const rush = new Caller(asked);
  const began = performance.now();
  const until = began + asked.seconds * 1000;
  await Promise.all([...asked.uploaders.map((one, at) => rush.upload(one, at, began, until)), ...asked.assessors.map((one, at) => rush.assess(one, at, began, until))]);
  process.send!(rush.told((performance.now() - began) / 1000));
  rush.agent.destroy();
  process.disconnect();
});

const FILE_BYTES = 200_000;
/** An assessor who reads for a moment before the next one. */
const READS_MS = 1000;

class Caller {
  readonly agent = new Agent({ keepAlive: true, maxSockets: 200 });
  private readonly asked: Rush;
  private readonly calls: number[] = [];
  private uploads = 0;
  private verdicts = 0;
  private bad = 0;
  private firstBad = '';

  constructor(asked: Rush) {
    this.asked = asked;
  }

  async upload(one: Rush['uploaders'][number], at: number, began: number, until: number): Promise<void> {
    const late = this.asked.sameInstant ? 0 : (at * 1000) / this.asked.uploaders.length;
    for (let second = 1; began + second * 1000 + late < until; second++) {
      await wait(began + second * 1000 + late);
      const file = Buffer.alloc(FILE_BYTES, 0x20);
      file.write(`%PDF-1.4\n% ${at} ${second} ${began}\n`);
      await this.tell(async () => {
        const { id } = await this.call<{ id: string }>('POST', '/api/unggahan', one.token, { name: `bukti-${at}-${second}.pdf`, size: file.length });
        await this.call('PATCH', `/api/unggahan/${id}`, one.token, file, { 'upload-offset': '0' });
        await this.call('POST', `/api/penilaian/${one.campaign}/indikator/${1 + ((second - 1) % 47)}/bukti`, one.token, { level: 2, letter: 'a', kind: 'file', upload: id, documentDate: '2026-03-02' });
        this.uploads += 1;
      });
    }
  }

  async assess(one: Rush['assessors'][number], at: number, began: number, until: number): Promise<void> {
    await wait(began + (at * READS_MS) / this.asked.assessors.length);
    for (let n = 0; performance.now() < until; n++) {
      const due = performance.now() + READS_MS;
      const place = `/api/evaluasi/meja/${one.participants[Math.floor(n / 47) % one.participants.length]}/${1 + (n % 47)}`;
      await this.tell(async () => {
        const { seen } = await this.call<{ seen: string }>('GET', place, one.token);
        await this.call('POST', `${place}/putusan`, one.token, { seen, level: n % 4 === 0 ? '2' : '3', fakta: 'Sesuai dokumen yang dilampirkan.', analisis: 'Kriteria terpenuhi.', justifikasi: 'Bukti tingkat di atasnya belum ada.' });
        this.verdicts += 1;
      });
      await wait(Math.min(due, until));
    }
  }

  private async tell(story: () => Promise<void>): Promise<void> {
    try {
      await story();
    } catch (error) {
      this.bad += 1;
      this.firstBad ||= String(error);
    }
  }

  private call<T>(method: string, path: string, token: string, body?: object | Buffer, headers: Record<string, string> = {}): Promise<T> {
    const payload = Buffer.isBuffer(body) ? body : body && Buffer.from(JSON.stringify(body));
    const began = performance.now();
    return new Promise((done, fail) => {
      const sending = request(this.asked.url + path, { method, agent: this.agent, headers: { authorization: `Bearer ${token}`, ...(payload ? { 'content-type': Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json', 'content-length': payload.length } : {}), ...headers } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => {
          this.calls.push(performance.now() - began);
          if (response.statusCode! >= 300) fail(new Error(`${path}: ${response.statusCode} ${text.slice(0, 300)}`));
          else done(JSON.parse(text) as T);
        });
      });
      sending.on('error', fail).end(payload);
    });
  }

  told(seconds: number): Rushed {
    return { uploads: this.uploads, verdicts: this.verdicts, bad: this.bad, firstBad: this.firstBad, seconds, p50: percentile(this.calls, 0.5), p99: percentile(this.calls, 0.99), slowest: Math.max(...this.calls) };
  }
}

const wait = (due: number): Promise<void> => new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));

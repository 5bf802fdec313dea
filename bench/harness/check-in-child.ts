import type { CheckInLoad, CheckInTold } from './check-ins.ts';
import { percentile } from './keystrokes.ts';
import { checkInRequest, idOf, Line, type Answer } from './line.ts';

/**
 * Phones, as cheap as they can be made: one request at a time on each connection, written whole, its answer read by status and length.
 * Where an answer is none (503, a broken connection), the same id is sent again after the pause that was told, with jitter.
 */
process.on('message', async (asked: CheckInLoad) => {
  const run = new Run(asked);
  const told = await run.told();
  process.send!(told, () => process.disconnect());
});

const ACCEPTED = Buffer.from('"verdict":"accepted"');

class Run {
  readonly #asked: CheckInLoad;
  readonly #times: number[] = [];
  readonly #acknowledged: string[] = [];
  readonly #host: string;
  readonly #port: number;
  #next = 0;
  #accepted = 0;
  #waits = 0;
  #bad = 0;
  #firstBad = '';
  #until = 0;

  constructor(asked: CheckInLoad) {
    this.#asked = asked;
    const { hostname, port } = new URL(asked.url);
    this.#host = hostname;
    this.#port = Number(port);
  }

  async told(): Promise<CheckInTold> {
    const began = performance.now();
    this.#until = began + this.#asked.seconds * 1000;
    await Promise.all(Array.from({ length: this.#asked.connections }, () => this.#phone()));
    const seconds = (performance.now() - began) / 1000;
    return {
      accepted: this.#accepted, waits: this.#waits, bad: this.#bad, firstBad: this.#firstBad, seconds, p50: percentile(this.#times, 0.5), p99: percentile(this.#times, 0.99), slowest: this.#times.reduce((most, one) => Math.max(most, one), 0),
      ...(this.#asked.names ? { acknowledged: this.#acknowledged } : {}),
    };
  }

  async #phone(): Promise<void> {
    let line = new Line(this.#host, this.#port);
    while (performance.now() < this.#until || this.#next < (this.#asked.atLeast ?? 0)) {
      const n = this.#next++;
      const id = idOf(this.#asked.run, n);
      const request = checkInRequest(this.#asked.staff[n % this.#asked.staff.length]!, id, n);
      const began = performance.now();
      for (;;) {
        let answer: Answer | undefined;
        try {
          answer = await line.ask(request);
        } catch {
          line.close();
          line = new Line(this.#host, this.#port);
        }
        if (answer?.status === 200) {
          this.#times.push(performance.now() - began);
          if (this.#asked.anyAnswer || answer.body.includes(ACCEPTED)) this.#accepted += 1;
          else this.#wrong(`200 ${answer.body.toString().slice(0, 300)}`);
          if (this.#asked.names) this.#acknowledged.push(id);
          break;
        }
        if (answer && answer.status !== 503) {
          this.#wrong(`${answer.status} ${answer.body.toString().slice(0, 300)}`);
          break;
        }
        if (!answer && !this.#asked.mayBreak) this.#wrong('the connection broke');
        this.#waits += 1;
        await new Promise((next) => setTimeout(next, (answer?.retryAfter ?? 0.5) * 500 * (0.5 + Math.random())));
        // A phone that was not answered goes on trying; the run ends when it has been, or after a minute more.
        if (performance.now() > this.#until + 60_000) break;
      }
    }
    line.close();
  }

  #wrong(text: string): void {
    this.#bad += 1;
    this.#firstBad ||= text;
  }
}

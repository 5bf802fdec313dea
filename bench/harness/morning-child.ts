import type { Morning, MorningTold } from './check-ins.ts';
import { percentile } from './keystrokes.ts';
import { checkInRequest, idOf, Line } from './line.ts';

/**
 * A morning: everybody comes once, on a connection of their own, half of them in the first sixth of the time. The impatient send the
 * same again on another connection after a moment, answered or not. Who is told to wait does, with jitter.
 */
process.on('message', async ({ url, staff, withinSeconds, impatient, run }: Morning) => {
  const { hostname, port } = new URL(url);
  const times: number[] = [];
  const told = { answered: 0, sent: 0, waits: 0, bad: 0, firstBad: '' };
  const began = performance.now();

  async function ask(request: Buffer): Promise<string | undefined> {
    for (let tries = 0; tries < 60; tries++) {
      const line = new Line(hostname, Number(port));
      told.sent += 1;
      try {
        const answer = await line.ask(request);
        if (answer.status === 200) return answer.body.toString();
        if (answer.status !== 503) throw new Error(`${answer.status} ${answer.body.toString().slice(0, 300)}`);
        told.waits += 1;
        await wait((answer.retryAfter ?? 2) * 1000 * (0.5 + Math.random()));
      } catch (error) {
        told.bad += 1;
        told.firstBad ||= String(error);
        return undefined;
      } finally {
        line.close();
      }
    }
    told.bad += 1;
    return undefined;
  }

  await Promise.all(staff.map(async (one, n) => {
    await wait(Math.random() < 0.5 ? (Math.random() * withinSeconds * 1000) / 6 : Math.random() * withinSeconds * 1000);
    const request = checkInRequest(one, idOf(run, n), n);
    const due = performance.now();
    const again = Math.random() < impatient ? wait(Math.random() * 400).then(() => ask(request)) : undefined;
    const first = await ask(request);
    if (first !== undefined) {
      times.push(performance.now() - due);
      told.answered += 1;
    }
    const second = await again;
    if (again && second !== first) {
      told.bad += 1;
      told.firstBad ||= `two answers to one check-in: ${first} / ${second}`;
    }
  }));
  const answer: MorningTold = { ...told, p50: percentile(times, 0.5), p99: percentile(times, 0.99), slowest: percentile(times, 1), seconds: (performance.now() - began) / 1000 };
  process.send!(answer, () => process.disconnect());
});

const wait = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

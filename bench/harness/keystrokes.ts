import { Agent, get } from 'node:http';

/** One kept-alive connection, one request after another: what a single person feels. Milliseconds per answer. */
export async function replay(url: string, paths: string[], headers: Record<string, string> = {}): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  for (const path of paths) {
    const began = performance.now();
    const { status, body } = await ask(url + path, agent, headers);
    times.push(performance.now() - began);
    if (status !== 200) throw new Error(`${path}: ${status} ${body.slice(0, 200)}`);
  }
  agent.destroy();
  return times;
}

function ask(url: string, agent: Agent, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  return new Promise((done, fail) => {
    get(url, { agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk)).on('end', () => done({ status: response.statusCode!, body }));
    }).on('error', fail);
  });
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

/** The slowest questions, for the note behind a figure: `"p" 31 ms`. */
export function slowest(labels: readonly string[], times: readonly number[], count = 3): string {
  return labels.map((label, i) => ({ label, time: times[i]! })).sort((a, b) => b.time - a.time).slice(0, count).map((one) => `"${one.label}" ${one.time.toFixed(1)}`).join(', ');
}

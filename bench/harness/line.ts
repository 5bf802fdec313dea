import { connect, type Socket } from 'node:net';
import type { StaffMember } from './check-ins.ts';

/** A check-in from somewhere in the building, never twice the same place, written whole. */
export function checkInRequest(one: StaffMember, id: string, n: number): Buffer {
  const drift = () => (Math.random() - 0.5) * 0.0006;
  const body = `{"id":"${id}","direction":"in","latitude":${(one.latitude + drift()).toFixed(6)},"longitude":${(one.longitude + drift()).toFixed(6)},"accuracy":${5 + (n % 17)}}`;
  return Buffer.from(`POST /api/kehadiran/absen HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${one.token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`, 'latin1');
}

/** UUIDv7 of now; the last part says which one of which run it is. */
export const idOf = (run: number, n: number): string => {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = Math.floor(Math.random() * 0x1000).toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random}-8${run.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
};

export interface Answer {
  status: number;
  body: Buffer;
  retryAfter: number | undefined;
}

/** One connection that is kept, without pipelining. */
export class Line {
  readonly #socket: Socket;
  #done: ((answer: Answer) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;
  #rest: Buffer | undefined;
  #isClosed = false;

  constructor(host: string, port: number) {
    this.#socket = connect({ host, port, noDelay: true });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#break(error));
    this.#socket.on('close', () => this.#break(new Error('closed')));
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise((done, failed) => {
      if (this.#isClosed) return failed(new Error('closed'));
      this.#done = done;
      this.#failed = failed;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    const data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    const head = data.indexOf('\r\n\r\n');
    const text = head < 0 ? '' : data.toString('latin1', 0, head).toLowerCase();
    const length = Number(/content-length: (\d+)/.exec(text)?.[1] ?? -1);
    if (head < 0 || length < 0 || data.length < head + 4 + length) {
      this.#rest = data;
      return;
    }
    this.#rest = undefined;
    const done = this.#done;
    this.#done = this.#failed = undefined;
    done?.({ status: Number(text.slice(9, 12)), body: data.subarray(head + 4, head + 4 + length), retryAfter: Number(/retry-after: (\d+)/.exec(text)?.[1]) || undefined });
  }

  #break(error: Error): void {
    this.#isClosed = true;
    const failed = this.#failed;
    this.#done = this.#failed = undefined;
    failed?.(error);
  }
}

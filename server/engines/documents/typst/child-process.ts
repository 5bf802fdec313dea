import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildMessage, ChildSettings, RenderJob } from './protocol.ts';

/** The child ended while it drew this document; the next document gets a new child. */
export class TypesetterCrashed extends Error {
  constructor(detail: string) {
    super(`The typesetter ended while drawing a document (${detail})`);
    this.name = 'TypesetterCrashed';
  }
}

export interface Child {
  readonly pid: number | undefined;
  /** Documents handed over and not answered yet, oldest first; only the first is being drawn. */
  readonly waiting: ReadonlyArray<RenderJob>;
  /** Documents handed over since its start. */
  readonly taken: number;
  give(job: RenderJob): void;
  /** Ends it once it has answered what it holds. */
  retire(): void;
  kill(): void;
  readonly ended: Promise<void>;
}

interface ChildEvents {
  answered(job: RenderJob, answer: { pdf: Buffer } | { error: Error }): void;
  ended(unanswered: RenderJob[], detail: string): void;
}

/** Starts a child. Its standard output is dropped so that the compiler's notes never mix with command output. */
export function startChild(settings: ChildSettings, jobLimitMilliseconds: number, events: ChildEvents): Child {
  const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));
  const child: ChildProcess = fork(childFile, [JSON.stringify(settings)], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const waiting: RenderJob[] = [];
  let taken = 0;
  let retiring = false;
  let ended = false;
  let lastWords = '';
  let jobTimer: NodeJS.Timeout | undefined;

  // An idle child must not keep a finished command alive; a working one must.
  const hold = (working: boolean) => {
    for (const handle of [child, child.channel, child.stderr as unknown as NodeJS.ReadStream]) {
      if (working) handle?.ref?.();
      else handle?.unref?.();
    }
  };
  const watchFirstJob = () => {
    clearTimeout(jobTimer);
    if (waiting.length > 0) jobTimer = setTimeout(() => child.kill('SIGKILL'), jobLimitMilliseconds);
  };
  const finish = (detail: string) => {
    if (ended) return;
    ended = true;
    clearTimeout(jobTimer);
    settle();
    events.ended(waiting.splice(0), detail);
  };
  let settle = () => {};
  const endedPromise = new Promise<void>((resolve) => (settle = resolve));

  child.stderr?.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-400)));
  child.on('error', (error) => finish(error.message));
  child.on('exit', (code, signal) => finish(`${signal ?? `exit ${code}`} ${lastWords.trim()}`.trim()));
  child.on('message', (message: ChildMessage) => {
    if (message.kind === 'ready') return;
    const job = waiting.shift();
    if (!job || job.id !== message.id) return void child.kill('SIGKILL');
    watchFirstJob();
    events.answered(
      job,
      message.kind === 'done' ? { pdf: Buffer.from(message.pdf) } : { error: new Error(message.message) },
    );
    if (waiting.length > 0) return;
    hold(false);
    if (retiring) child.disconnect();
  });
  hold(false);

  return {
    get pid() {
      return child.pid;
    },
    get waiting() {
      return waiting;
    },
    get taken() {
      return taken;
    },
    give(job) {
      taken++;
      waiting.push(job);
      if (waiting.length === 1) watchFirstJob();
      hold(true);
      // A failed send is followed by 'exit', which returns the job.
      child.send(job, () => {});
    },
    retire() {
      retiring = true;
      if (waiting.length === 0 && child.connected) child.disconnect();
    },
    kill: () => void child.kill('SIGKILL'),
    ended: endedPromise,
  };
}

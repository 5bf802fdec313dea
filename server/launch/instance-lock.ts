import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class AlreadyRunning extends Error {}

/**
 * One Pendopo per data folder. A lock left by a hard kill is recognised (its process is gone, or is another program)
 * and taken over.
 * @throws AlreadyRunning with a sentence that says where it runs and what to do
 */
export function takeInstanceLock(folder: string, url: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'pendopo.pid');
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n${startOf(process.pid)}\n${url}\n`, { flag: 'wx', mode: 0o644 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const [pid, start, where] = readFileSync(file, 'utf8').split('\n');
      if (Number(pid) > 0 && startOf(Number(pid)) === start && start !== '') {
        throw new AlreadyRunning(`Pendopo sudah berjalan di ${where} (proses ${pid}). Hentikan dulu dengan Ctrl-C di sana atau "kill ${pid}", atau pakai folder data lain lewat PENDOPO_VAR.`);
      }
      rmSync(file, { force: true });
    }
  }
}

/** When the kernel started this process, so that a reused process number is not taken for ours; '' when there is none. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19]!;
  } catch {
    try {
      process.kill(pid, 0);
      return 'alive';
    } catch {
      return '';
    }
  }
}

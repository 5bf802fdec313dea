import { readdirSync, readFileSync } from 'node:fs';

/** Which processes do the server's work: one or more of Node, and a PostgreSQL with all its backends. */
export interface CpuClock {
  nodePids: number[];
  postmasterPid: number;
}

/** Microseconds of one clock tick: Linux counts the CPU of other processes a hundred times a second. */
const TICK = 10_000;

/** CPU spent since the start of each process, in microseconds. */
export function cpuOf(clock: CpuClock): { node: number; postgres: number } {
  const node = clock.nodePids.reduce((sum, pid) => sum + (pid === process.pid ? ownCpu() : (statOf(pid)?.own ?? 0) * TICK), 0);
  let ticks = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = statOf(Number(entry));
    if (!stat) continue;
    // A backend that ended meanwhile is in its parent's account.
    if (Number(entry) === clock.postmasterPid) ticks += stat.own + stat.ended;
    else if (stat.parent === clock.postmasterPid) ticks += stat.own;
  }
  return { node, postgres: ticks * TICK };
}

/** CPU of this process, of its children that ended, and of the one named: a child may be replaced meanwhile. */
export function cpuWithChildren(child: number | undefined): number {
  return ownCpu() + ((statOf(process.pid)?.ended ?? 0) + (child === undefined ? 0 : (statOf(child)?.own ?? 0))) * TICK;
}

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function statOf(pid: number): { parent: number; own: number; ended: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
  } catch {
    return undefined;
  }
}

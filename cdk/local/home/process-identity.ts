import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What sets a process apart from every other that had or will have its pid: the instant it started, as the system tells
 * it. Null where no such process lives (one that ended but was not yet reaped counts as ended).
 */
export function startOfProcess(pid: number): string | null {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

function startFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  // The second field is the command in brackets and may hold anything, so count from the last bracket: state is the
  // third field, the start in clock ticks since boot the 22nd (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}/${fields[19]}`;
}

function startFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    // ps exits 1 where there is no such process.
    return null;
  }
}

/** ENOENT before the read, ESRCH where the process ended during it. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH');
}

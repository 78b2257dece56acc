import { readFileSync } from 'node:fs';

/** Lambda ends a function the moment it goes beyond its memory; between two looks it may be beyond and back. */
const LOOK_EVERY_MS = 50;

/**
 * Looks at how much memory the process ever held, typed arrays and all: what V8's own limit does not count. Ends it, and
 * says how much it was, where that is more than `limit` MB. Only where the system tells (Linux).
 *
 * @returns ends the looking
 */
export function endBeyond(pid: number, limit: number, end: (megabytes: number) => void): () => void {
  const timer = setInterval(() => {
    const megabytes = peakMegabytes(pid);
    if (megabytes === null || megabytes <= limit) return;
    clearInterval(timer);
    end(megabytes);
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

/** The most that the process had in memory at one time, in MB; null where it is gone or the system does not tell. */
export function peakMegabytes(pid: number): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}

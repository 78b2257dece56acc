import { readFileSync } from 'node:fs';

const KB_PER_MB = 1024;

/**
 * Peak resident memory of this process so far, MB: what the system calls the high-water mark of this program.
 * `resourceUsage` would count what the process that started it once held, which a child takes over on Linux: the writer
 * of a shuffled set made 313 MB of our 100.
 */
export function peakMb(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / KB_PER_MB;
  const mark = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  if (mark === null) throw new Error('/proc/self/status: expected a line VmHWM, there is none');
  return Number(mark[1]) / KB_PER_MB;
}

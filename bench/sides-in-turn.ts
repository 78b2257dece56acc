/** Runs the sides of a row by turns, each in a process of its own on one core. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from './bench-row.ts';
import { bundleSide } from './bundle-side.ts';
import type { SideReport } from './serve-side.ts';

const SIDE = join(import.meta.dirname, 'side.ts');

export interface RunSide {
  readonly side: string;
  /** One a round, in the order of the rounds; the warm-up is left out. */
  readonly values: readonly number[];
  /** Peak resident memory of its process, MB. */
  readonly rssMb: number;
}

export interface AbsentSide {
  readonly side: string;
  readonly absent: string;
}

/** Whether processes can be held on one core here (`taskset` of util-linux). */
export const isPinned = spawnSync('taskset', ['--version']).status === 0;

/** The last core: the first one serves more interrupts. */
const CORE = String(availableParallelism() - 1);

/**
 * Opens every side, lets each run once unmeasured, then all by turns, the order reversed each round. No rounds: the one
 * run without a warm-up is what counts.
 *
 * @throws Error where a side fails, or the sides disagree on what they computed
 */
export async function sidesInTurn(
  { row, sides, isBundled }: BenchRow,
  { directory, rounds }: { readonly directory: string; readonly rounds: number },
): Promise<(RunSide | AbsentSide)[]> {
  const ours = isBundled ? await bundleSide(row, directory) : SIDE;
  const opened = await Promise.all(
    Object.keys(sides).map((side) => openSide(side === 'ours' ? ours : SIDE, row, side, directory)),
  );
  const running = opened.filter((one) => one.absent === null);
  try {
    const checks = new Map<string, number>();
    for (let round = 0; round <= rounds; round++) {
      for (const one of round % 2 === 0 ? running : running.toReversed()) {
        const { value, check, rssMb } = await run(one, row);
        if (check !== null) checks.set(one.side, check);
        one.rssMb = rssMb;
        if (round > 0 || rounds === 0) one.values.push(value);
      }
      refuseDisagreement(row, checks);
    }
  } finally {
    for (const { child } of opened) child.kill();
  }
  return opened.map(({ side, absent, values, rssMb }) =>
    absent === null ? { side, values, rssMb } : { side, absent },
  );
}

interface OpenSide {
  readonly side: string;
  readonly child: ChildProcess;
  readonly absent: string | null;
  readonly values: number[];
  rssMb: number;
}

async function openSide(script: string, row: string, side: string, directory: string): Promise<OpenSide> {
  const node = [process.execPath, '--expose-gc', script, row, side, directory];
  const [command = '', ...argv] = isPinned ? ['taskset', '-c', CORE, ...node] : node;
  const child = spawn(command, argv, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // One thread: a core a process is what is compared. Polars reads its own when it is loaded.
    env: { ...process.env, POLARS_MAX_THREADS: '1', UV_THREADPOOL_SIZE: '1' },
  });
  const report = await nextReport(child, row, side);
  if (report.kind === 'failed') throw new Error(`${row}, ${side}: ${report.message}`);
  return { side, child, absent: report.kind === 'absent' ? report.message : null, values: [], rssMb: 0 };
}

async function run({ child, side }: OpenSide, row: string) {
  child.send('run');
  const report = await nextReport(child, row, side);
  if (report.kind !== 'ran') {
    throw new Error(`${row}, ${side}: ${'message' in report ? report.message : report.kind}`);
  }
  return report;
}

async function nextReport(child: ChildProcess, row: string, side: string): Promise<SideReport> {
  const giveUp = new AbortController();
  const { signal } = giveUp;
  try {
    const report = await Promise.race([
      once(child, 'message', { signal }).then(([said]: SideReport[]) => said),
      once(child, 'exit', { signal }).then(() => undefined),
    ]);
    if (report !== undefined) return report;
    throw new Error(`${row}, ${side}: its process ended (${child.signalCode ?? child.exitCode})`);
  } finally {
    giveUp.abort();
  }
}

function refuseDisagreement(row: string, checks: ReadonlyMap<string, number>): void {
  if (new Set(checks.values()).size <= 1) return;
  const said = [...checks].map(([side, check]) => `${side} ${check}`).join(', ');
  throw new Error(`${row}: the sides did not compute the same: ${said}`);
}

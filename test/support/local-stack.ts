/** The local stack as a process of its own, as its users start it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { keepAssembly, takeAssembly } from './kept-assemblies.ts';

const ROOT = join(import.meta.dirname, '../..');
/** `.ci/run` begins without it. */
const ASSEMBLIES = join(ROOT, '.vitest/assemblies');
const READY_WITHIN_MS = 120_000;
const GONE_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

const lineSchema = z.object({ ready: z.boolean(), message: z.string().optional() });

/** A stack must not outlive whoever started it, however that ends. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface StackProcess {
  readonly home: string;
  readonly pid: number;
  /** Resolves to `stack.json` once it serves; rejects where the process ended before. */
  readonly ready: Promise<StackFile>;
  /** What it complained of so far. */
  complaints(): string[];
  /** Kills the main process by SIGKILL and waits until its children are gone too; fails where one outlives it. */
  kill(): Promise<void>;
  /** Ends it in order, by SIGTERM. */
  stop(): Promise<void>;
}

/**
 * Starts `node cdk/local/main.ts` on a home, on any free port.
 *
 * @param options further ones of its command line
 */
export function startStack(home: string, options: readonly string[] = []): StackProcess {
  takeAssembly(home, ASSEMBLIES);
  const child = spawn(process.execPath, ['cdk/local/main.ts', '--home', home, '--port', '0', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`node cdk/local/main.ts could not be started in ${ROOT}`);
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  });
  void ended.then(() => running.delete(child));
  const ready = readiness(child, home, () => said);
  // Whoever kills a stack that does not serve yet need not wait for it.
  ready.catch(() => {});
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const children = childrenOf(pid);
    child.kill(signal);
    await within(GONE_WITHIN_MS, `the stack ${pid} did not end after ${signal}`, ended);
    await untilGone(children);
  };
  return {
    home,
    pid,
    ready,
    // The other lines are of the synthesis, which tells its progress there.
    complaints: () => said.split('\n').filter((line) => /^\d{4}-\d\d-\d\dT/.test(line)),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

async function readiness(
  { stdout }: Pick<ChildProcess, 'stdout'>,
  home: string,
  said: () => string,
): Promise<StackFile> {
  if (stdout === null) throw new Error('the stack has no standard output');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const first = await within(READY_WITHIN_MS, `the stack in ${home} says nothing`, lines.next());
  if (first.done === true) throw new Error(`the stack in ${home} ended before it served: ${said()}`);
  const { ready, message } = lineSchema.parse(JSON.parse(first.value));
  if (!ready) throw new Error(`the stack in ${home} does not serve: ${message}`);
  keepAssembly(home, ASSEMBLIES);
  return JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8'));
}

async function within<T>(millis: number, sentence: string, what: Promise<T>): Promise<T> {
  const giveUp = new AbortController();
  const late = setTimeout(millis, null, { signal: giveUp.signal }).then(() => {
    throw new Error(`${sentence} (within ${millis / 1000} s)`);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    giveUp.abort();
    late.catch(() => {});
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  const deadline = performance.now() + GONE_WITHIN_MS;
  // A process that is gone, or waits to be reaped by init, has no program.
  for (let left = pids; left.length > 0; left = left.filter((pid) => existsSync(`/proc/${pid}/exe`))) {
    if (performance.now() > deadline) throw new Error(`processes ${left.join(', ')} outlived their stack`);
    await setTimeout(LOOK_EVERY_MS);
  }
}

/** The greatest resident memory that any living process of this function has had, in MB; 0 where none runs. */
export function peakMemoryOf(stack: number, functionName: string): number {
  const peaks = processesOf(stack, functionName).map(
    (pid) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1] ?? 0) / 1024,
  );
  return Math.max(0, ...peaks);
}

/** Ticks of a second in /proc: Linux shows it no other way. */
const TICKS_A_SECOND = 100;

/** Processor time that the living processes of this function have taken so far, of all their threads. */
export function cpuSecondsOf(stack: number, functionName: string): number {
  return cpuSecondsOfProcesses(processesOf(stack, functionName));
}

/** The same of processes that are known; to find them takes longer than many a request. */
export function cpuSecondsOfProcesses(pids: readonly number[]): number {
  const seconds = pids.map((pid) => {
    // Behind the name of the program, which may hold spaces, the 12th and 13th.
    const fields = readProc(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
  });
  return seconds.reduce((sum, one) => sum + one, 0);
}

/** The living processes of a function. */
export function processesOf(stack: number, functionName: string): number[] {
  const named = `AWS_LAMBDA_FUNCTION_NAME=Howship-${functionName}\0`;
  return childrenOf(stack).filter((pid) => readProc(pid, 'environ').includes(named));
}

/** Resident memory of the stack and all its processes, in MB. */
export function residentMemoryOf(stack: number): number {
  const kilobytes = (pid: number) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1] ?? 0);
  return [stack, ...childrenOf(stack)].reduce((sum, pid) => sum + kilobytes(pid), 0) / 1024;
}

function childrenOf(parent: number): number[] {
  const isChild = new RegExp(`^PPid:\\s+${parent}$`, 'm');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isChild.test(readProc(pid, 'status')));
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // It ended while we looked.
  }
}

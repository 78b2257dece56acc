import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InvocationFailure } from './invocation-failure.ts';
import type { Invocation, Report } from './lambda-messages.ts';
import { endBeyond } from './peak-memory.ts';
import type { FunctionPlan } from './plan/plan.ts';

const RUNTIME = join(import.meta.dirname, 'lambda-runtime.ts');

/** Lambda gives a function ten seconds to load; a laptop that starts a dozen at once gets more. */
const LOAD_SECONDS = 60;

const reportSchema: z.ZodType<Report> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed-to-load'), message: z.string() }),
  z.object({ kind: z.literal('result'), id: z.string(), result: z.string() }),
  z.object({ kind: z.literal('error'), id: z.string(), message: z.string() }),
  z.object({ kind: z.literal('too-large'), id: z.string(), bytes: z.number() }),
]);

/** A process that runs one function, one invocation at a time. */
export interface FunctionInstance {
  /** @throws InvocationFailure */
  invoke(event: string): Promise<string>;
  /** False once it crashed, or was killed at its timeout: it takes no further invocation. */
  isAlive(): boolean;
  kill(): void;
}

/** Told of what an instance did: loading is no invocation. */
export type OnRun = (run: { readonly invocations: 0 | 1; readonly seconds: number }) => void;

/**
 * Starts a process for the function and waits until it has loaded its bundle.
 *
 * @param log path of the file that gets what it prints
 * @throws InvocationFailure where it cannot load
 */
export async function startInstance(
  plan: FunctionPlan,
  log: string,
  onRun: OnRun = () => {},
): Promise<FunctionInstance> {
  const begin = performance.now();
  const file = openSync(log, 'a', 0o600);
  const child = fork(RUNTIME, [plan.directory, plan.handler], {
    cwd: plan.directory,
    env: { ...plan.environment },
    execArgv: [`--max-old-space-size=${plan.memory}`],
    stdio: ['ignore', file, file, 'ipc'],
    // An answer of megabytes is text already: as JSON it would be escaped again.
    serialization: 'advanced',
  });
  closeSync(file);
  // A message to a process that has just died fails here and, with the reason, in its exit.
  child.on('error', () => {});
  const place = `function ${plan.name} (its log: ${log})`;
  const loaded = await nextReport(child, LOAD_SECONDS, (how) => {
    return new InvocationFailure(
      'load',
      `${place} ${how === 'timeout' ? `did not load in ${LOAD_SECONDS} s` : `${how} while it loaded`}`,
    );
  });
  if (loaded.kind === 'failed-to-load') {
    child.kill('SIGKILL');
    throw new InvocationFailure('load', `${place} could not be loaded: ${loaded.message}`);
  }
  // Lambda bills the loading too.
  onRun({ invocations: 0, seconds: (performance.now() - begin) / 1000 });
  let isStopped = false;
  return {
    async invoke(event) {
      const called = performance.now();
      try {
        return await invoke(child, { plan, place, isStopped: () => isStopped }, event);
      } finally {
        onRun({ invocations: 1, seconds: (performance.now() - called) / 1000 });
      }
    },
    isAlive: () => child.connected && !child.killed && child.exitCode === null && child.signalCode === null,
    kill() {
      isStopped = true;
      child.kill('SIGKILL');
    },
  };
}

/** No failure: queues and the table still hold what is to be done. */
const STOPPED =
  'stops with the stack: nothing that was taken in is lost, and the next start does the rest; a question is to be asked again';

interface Invoked {
  readonly plan: FunctionPlan;
  readonly place: string;
  /** Whether it was ended from here, which is no failure of the function. */
  readonly isStopped: () => boolean;
}

async function invoke(
  child: ChildProcess,
  { plan, place, isStopped }: Invoked,
  event: string,
): Promise<string> {
  const id = randomUUID();
  let beyond: number | null = null;
  const stopLooking = endBeyond(child.pid ?? 0, plan.memory, (megabytes) => {
    beyond = Math.ceil(megabytes);
    child.kill('SIGKILL');
  });
  const failure = (how: string): InvocationFailure => {
    if (how === 'timeout')
      return new InvocationFailure(
        'timeout',
        `${place} was stopped at its timeout of ${plan.timeoutSeconds} s`,
      );
    if (beyond !== null)
      return new InvocationFailure(
        'crash',
        `${place} was ended because it took ${beyond} MB of memory; it is limited to ${plan.memory} MB, here as on Lambda`,
      );
    if (isStopped())
      return new InvocationFailure('stopped', `function ${plan.name} was still at work and ${STOPPED}`);
    return new InvocationFailure('crash', `${place} ${how}; its memory is limited to ${plan.memory} MB`);
  };
  const answer = nextReport(child, plan.timeoutSeconds, failure).finally(stopLooking);
  const invocation: Invocation = { id, event, deadline: Date.now() + plan.timeoutSeconds * 1000 };
  child.send(invocation);
  const report = await answer;
  switch (report.kind) {
    case 'result':
      return report.result;
    case 'too-large':
      throw new InvocationFailure(
        'too-large',
        `${place} answered ${report.bytes} bytes, Lambda's limit is 6 MB`,
      );
    case 'error':
      throw new InvocationFailure('error', `${place} failed: ${report.message}`);
    default:
      throw new InvocationFailure('crash', `${place} reported ${report.kind} to an invocation`);
  }
}

/** What the process says next. It is killed where it says nothing for so long. */
function nextReport(
  child: ChildProcess,
  seconds: number,
  failure: (how: string) => InvocationFailure,
): Promise<Report> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      settle(() => reject(failure('timeout')));
    }, seconds * 1000);
    const onMessage = (message: unknown) => settle(() => resolve(reportSchema.parse(message)));
    const onExit = (code: number | null, signal: string | null) =>
      settle(() =>
        reject(failure(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`)),
      );
    const onError = (error: Error) =>
      settle(() => reject(failure(`could not be reached (${error.message})`)));
    function settle(end: () => void): void {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      end();
    }
    child.once('message', onMessage).once('exit', onExit).once('error', onError);
  });
}

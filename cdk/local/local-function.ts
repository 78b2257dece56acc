import { type FunctionInstance, type OnRun, startInstance } from './function-instance.ts';
import type { FunctionPlan } from './plan/plan.ts';

/** An instance that nobody called for so long is ended, as Lambda does after some minutes. */
const IDLE_MS = 5 * 60_000;

export interface LocalFunction {
  /** Handles one event (JSON text) and gives the result (JSON text). @throws InvocationFailure */
  invoke(event: string): Promise<string>;
  /** Has one instance loaded before the first event comes. @throws InvocationFailure where it cannot load */
  warm(): Promise<void>;
  /** Kills every instance, whatever it does. */
  kill(): void;
}

/**
 * A function with as many processes as it has events at a time, up to `concurrency`; further events wait their turn.
 *
 * @param log path of the file that gets what it prints
 */
export function localFunction(
  plan: FunctionPlan,
  concurrency: number,
  log: string,
  onRun?: OnRun,
): LocalFunction {
  const idle: { instance: FunctionInstance; expiry: NodeJS.Timeout }[] = [];
  const all = new Set<FunctionInstance>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function take(): Promise<FunctionInstance> {
    for (let free = idle.pop(); free !== undefined; free = idle.pop()) {
      clearTimeout(free.expiry);
      if (free.instance.isAlive()) return free.instance;
      all.delete(free.instance);
    }
    const instance = await startInstance(plan, log, onRun);
    all.add(instance);
    return instance;
  }

  function giveBack(instance: FunctionInstance): void {
    if (!instance.isAlive()) {
      end(instance);
      return;
    }
    const expiry = setTimeout(() => {
      idle.splice(
        idle.findIndex((entry) => entry.instance === instance),
        1,
      );
      end(instance);
    }, IDLE_MS);
    idle.push({ instance, expiry: expiry.unref() });
  }

  function end(instance: FunctionInstance): void {
    all.delete(instance);
    instance.kill();
  }

  async function withInstance<Result>(use: (instance: FunctionInstance) => Promise<Result>): Promise<Result> {
    if (busy >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    try {
      const instance = await take();
      try {
        return await use(instance);
      } finally {
        giveBack(instance);
      }
    } finally {
      // The place goes to who waits longest, and is free only where nobody does.
      const next = waiting.shift();
      if (next === undefined) busy--;
      else next();
    }
  }

  return {
    invoke: (event) => withInstance((instance) => instance.invoke(event)),
    warm: () => withInstance(async () => {}),
    kill() {
      for (const instance of all) instance.kill();
    },
  };
}

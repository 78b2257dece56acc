import type { LocalFunction } from './local-function.ts';
import type { SchedulePlan } from './plan/plan.ts';

export interface ScheduleOptions {
  readonly schedule: SchedulePlan;
  readonly fn: LocalFunction;
  /** When the stack started, ISO 8601; the first run is told, because nothing that ran before is alive. */
  readonly startedAt: string;
  readonly complain: (sentence: string) => void;
}

/**
 * Invokes a function now and at every period, one run at a time: what comes due during a run is left out. Now, because
 * what a kill lost is found by the first run.
 *
 * @returns stops it, and waits for a run under way.
 */
export function startSchedule({
  schedule: { everySeconds, functionName },
  fn,
  startedAt,
  complain,
}: ScheduleOptions): () => Promise<void> {
  let running: Promise<void> | null = null;
  async function run(detail: object): Promise<void> {
    try {
      await fn.invoke(JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail }));
    } catch (error) {
      complain(`schedule of ${functionName}: ${error instanceof Error ? error.message : error}`);
    } finally {
      running = null;
    }
  }
  const timer = setInterval(() => {
    running ??= run({});
  }, everySeconds * 1000);
  running = run({ startedAt });
  return async () => {
    clearInterval(timer);
    await running;
  };
}

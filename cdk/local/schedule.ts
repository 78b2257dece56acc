import type { LocalFunction } from './local-function.ts';
import type { SchedulePlan } from './plan.ts';

/**
 * Invokes a function now and at every period, one run at a time: a run that takes longer than the period delays the
 * next. Now, because what a kill lost is found by the first run.
 *
 * @returns stops it; a run under way goes on.
 */
export function startSchedule(
  { everySeconds, functionName }: SchedulePlan,
  fn: LocalFunction,
  complain: (sentence: string) => void,
): () => void {
  let running = false;
  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      await fn.invoke(JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }));
    } catch (error) {
      complain(`schedule of ${functionName}: ${error instanceof Error ? error.message : error}`);
    } finally {
      running = false;
    }
  }
  const timer = setInterval(() => void run(), everySeconds * 1000);
  void run();
  return () => clearInterval(timer);
}

/** One request for 90 days of a channel to 2,000 points, over HTTP, on the local stack with its tables on disk. */
import type { StackFile } from '../../cdk/local/home/home.ts';
import { unitRulesOf } from '../../shared/domain/detect/unit-rules.ts';
import { answerRulesOf } from '../../shared/domain/experiment/answer-rules.ts';
import { median } from '../../shared/stats/median.ts';
import { loadExperiment } from '../../shared/usecases/known/load-experiment.ts';
import { type StackProcess, startStack } from '../../test/support/local-stack.ts';
import { MemoryObjects } from '../../test/support/memory-ports.ts';
import { StackClient } from '../../test/support/stack-client.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { portsOf, seedDay } from '../seed-day.ts';
import { EXPERIMENT, seededHome } from '../seeded-home.ts';
import { CHANNEL, dayFrames, ninetyDaysDefinition, pointsOf } from '../sets/ninety-days.ts';

const UNIT = 'FU1';
const ASKED = 41;

/** Segments in memory: what is asked for here is read from the table alone. */
async function seed(stack: StackFile): Promise<void> {
  const archive = new MemoryObjects();
  const { ports, close } = await portsOf(stack, archive);
  const { index, generation } = await loadExperiment(ports, EXPERIMENT);
  const rules = { ...unitRulesOf(index, UNIT, []), answer: answerRulesOf(index, UNIT) };
  for (const frame of dayFrames()) {
    await seedDay(ports, { experiment: EXPERIMENT, generation, unit: UNIT }, frame, rules);
    archive.objects.clear();
  }
  close();
}

const home = seededHome('request-ninety-days', ninetyDaysDefinition, seed);

async function ours(): Promise<BenchSide> {
  let running: { readonly process: StackProcess; readonly client: StackClient } | null = null;
  return {
    async run(directory) {
      if (running === null) {
        const process = startStack(home.pathIn(directory));
        // The runner ends its sides by a signal, after which the stack must not stay.
        globalThis.process.once('SIGTERM', () => globalThis.process.exit(0));
        running = { process, client: new StackClient(await process.ready) };
      }
      const millis = new Float64Array(ASKED);
      let check = 0;
      for (let i = 0; i < ASKED; i++) {
        const began = performance.now();
        const response = await running.client.ask(
          `/v1/experiments/${EXPERIMENT}/telemetry?unit=${UNIT}&channel=${CHANNEL}&maxPoints=${pointsOf()}`,
        );
        const text = await response.text();
        millis[i] = performance.now() - began;
        if (response.status !== 200) throw new Error(`the stack answered ${response.status}: ${text}`);
        check = text.length;
      }
      return { value: median(millis)!, check };
    },
  };
}

const row: BenchRow = {
  row: 'request-ninety-days',
  unit: 'ms',
  better: 'less',
  goal: { value: 50 },
  note: 'real HTTP, gateway, bundle and tables on disk; 90 buckets of 32 channels in 16 downlinks a day; a warm instance',
  prepare: home.prepare,
  sides: { ours },
};
export default row;

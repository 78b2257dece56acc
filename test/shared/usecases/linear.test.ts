/** Four times the units cost four times as much: nothing looks through all of them for one. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ingestDownlink } from '../../../shared/usecases/arrive/ingest-downlink.ts';
import { applyExperiment } from '../../../shared/usecases/define/apply-experiment.ts';
import { countedPorts } from '../../support/counted-ports.ts';
import { definitionOfMany, fileOfMany } from '../../support/many-units.ts';
import { type MemoryPorts, memoryPorts } from '../../support/memory-ports.ts';
import { settleAll, upload } from '../../support/run-stack.ts';

const ROUNDS = 3;
/** Of the units of the large one: so many small ones hold as many, and leave as much garbage. */
const SMALL_ONES = 4;
/** Times what the small ones take together: by the square it would be four. */
const MOST_TIMES = 1.5;

/** A definition is dear to check only where it is large. */
const UNITS = {
  apply: [100, 400],
  ingest: [24, 96],
  'align and flag': [24, 96],
} as const;
type Step = keyof typeof UNITS;
const STEPS: readonly Step[] = ['apply', 'ingest', 'align and flag'];

interface Cost {
  readonly calls: number;
  readonly millis: number;
}

/** What each step takes: calls to the ports, and processor time of this thread. */
async function costsOf(size: 0 | 1): Promise<Readonly<Record<Step, Cost>>> {
  const large = definitionOfMany(UNITS.apply[size]);
  const apply = await costOf(memoryPorts(), (ports) => applyExperiment(ports, 'many', large));
  const memory = memoryPorts();
  const units = UNITS.ingest[size];
  await applyExperiment(memory, 'many', definitionOfMany(units));
  const downlink = await upload(memory, 'many', 'wide.csv', fileOfMany(units));
  memory.queues.ingest.hints.length = 0;
  const ingest = await costOf(memory, (ports) => ingestDownlink(ports, { experiment: 'many', downlink }));
  expect(memory.queues.align.hints).toHaveLength(units);
  return { apply, ingest, 'align and flag': await costOf(memory, settleAll) };
}

async function costOf(memory: MemoryPorts, act: (ports: MemoryPorts) => Promise<unknown>): Promise<Cost> {
  const { ports, calls } = countedPorts(memory);
  const before = process.threadCpuUsage();
  await act(ports);
  const { user, system } = process.threadCpuUsage(before);
  return { calls: calls.length, millis: (user + system) / 1000 };
}

describe('four times the units', () => {
  const few: Readonly<Record<Step, Cost>>[][] = [];
  const many: Readonly<Record<Step, Cost>>[] = [];

  beforeAll(async () => {
    // In turn, so that a busy machine slows both.
    for (let round = 0; round < ROUNDS; round++) {
      const small: Readonly<Record<Step, Cost>>[] = [];
      for (let i = 0; i < SMALL_ONES; i++) small.push(await costsOf(0));
      few.push(small);
      many.push(await costsOf(1));
    }
  }, 600_000);

  it.each(STEPS)('call the ports at most four times as often: %s', (step) => {
    expect(many[0]![step].calls).toBeLessThanOrEqual(SMALL_ONES * few[0]![0]![step].calls);
  });

  it.each(STEPS)('take as long as four times the quarter: %s', (step) => {
    // What disturbs a round only ever lengthens it.
    const together = few.map((small) => small.reduce((total, costs) => total + costs[step].millis, 0));
    const whole = many.map((costs) => costs[step].millis);
    expect(Math.min(...whole) / Math.min(...together)).toBeLessThan(MOST_TIMES);
  });
});

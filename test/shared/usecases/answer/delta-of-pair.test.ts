import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ports } from '../../../../shared/ports.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { PairBudget } from '../../../../shared/usecases/answer/pair-budget.ts';
import { answerDeltas } from '../../../../shared/usecases/answer/query-deltas.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { recordEvents } from '../../../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../../../support/memory-ports.ts';
import { actOnce, settleAll, upload } from '../../../support/run-stack.ts';

const E = 'kept';
const START = Date.parse('2026-03-01T06:00:00Z');
const DAYS = 5;
/** Of five days at 1 Hz, of which few samples came: so many cells that they stand for the pairs. */
const EVERY_SECONDS = 600;
const DEFINITION = `
id: ${E}
reference: activation
phases:
  - { id: growth, from: activation, to: stimulus }
  - { id: rest, from: stimulus, armed: false }
arms:
  - { id: flight, kind: SPACEFLIGHT }
  - { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T06:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-01T06:00:00Z }] }
pairs:
  - { id: P1, flight: FU1, ground: GU1 }
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1S, stuckAfter: none, spike: none, twin: { margin: 0.5, tolerance: PT10S } }
sources:
  - { id: f, match: "f*.csv", time: { column: t, formats: [epoch-ms] }, columns: { c: { unit: FU1, channel: temperature } } }
  - { id: g, match: "g*.csv", time: { column: t, formats: [epoch-ms] }, columns: { c: { unit: GU1, channel: temperature } } }
`;

/** What came of one side in the days given. */
function csv(side: 'f' | 'g', from: number, to: number): string {
  const random = randomStream(10, `${side} ${from} ${to}`);
  const rows = ['t,c'];
  for (let second = from * 86_400; second < to * 86_400; second += EVERY_SECONDS)
    rows.push(`${START + second * 1000},${(37 + 0.1 * random.normal()).toFixed(2)}`);
  return `${rows.join('\n')}\n`;
}

/** All that came but for the last day of either side. */
async function begun(): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, DEFINITION);
  for (const side of ['f', 'g'] as const) await upload(memory, E, `${side}.csv`, csv(side, 0, DAYS - 1));
  await settleAll(memory);
  return memory;
}

/** The same table for an instance that has asked it nothing yet. */
function coldOver(memory: MemoryPorts): Ports {
  const catalogue = new Proxy(memory.catalogue, {
    get: (table, name) => {
      const own = Reflect.get(table, name);
      return typeof own === 'function' ? own.bind(table) : own;
    },
  });
  return { ...memory, catalogue };
}

const WHOLE = { pair: ['P1'], channel: ['temperature'], resolution: 21_600 };
const CUT = { ...WHOLE, from: (START + 3.6e6) * 1000 };

async function textOf(ports: Ports, query: object, budget = new PairBudget()): Promise<string> {
  const answer = await answerDeltas(ports, E, query, budget);
  return 'bytes' in answer ? answer.bytes.toString() : JSON.stringify(answer);
}

type Happening = (memory: MemoryPorts, sent: string[], turn: number) => Promise<unknown>;

const happenings: Record<string, Happening> = {
  flightComes: async (memory, sent, turn) =>
    sent.push(await upload(memory, E, `f-${turn}.csv`, csv('f', DAYS - 1, DAYS + turn))),
  groundComes: async (memory, sent, turn) =>
    sent.push(await upload(memory, E, `g-${turn}.csv`, csv('g', DAYS - 1, DAYS + turn))),
  someWork: async (memory) => (await actOnce(memory)) && (await actOnce(memory)),
  allWork: settleAll,
  stimulus: (memory, _sent, turn) => {
    const at = new Date(START + (20 + turn) * 3.6e6).toISOString();
    const events = ['FU1', 'GU1'].map((unit) => ({
      unit,
      name: 'stimulus',
      at,
      accuracy: 'PT1S',
      source: 'log',
    }));
    return recordEvents(memory, E, events, 'ada');
  },
  withdrawn: async (memory, sent) => {
    const downlink = sent.pop();
    if (downlink === undefined) return;
    await settleAll(memory);
    await withdrawDownlink(memory, { experiment: E, downlink }, { by: 'ada', reason: 'wrong unit' });
  },
};

it('answers as an instance does that has kept nothing, whatever came, was withdrawn or is half done meanwhile', async () => {
  const someHappenings = fc.array(fc.constantFrom(...Object.keys(happenings)), {
    minLength: 3,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(someHappenings, async (turns) => {
      const memory = await begun();
      const sent: string[] = [];
      for (const [turn, happening] of turns.entries()) {
        for (const query of [WHOLE, CUT]) await textOf(memory, query);
        await happenings[happening]!(memory, sent, turn);
        for (const query of [WHOLE, CUT])
          expect(await textOf(memory, query)).toBe(await textOf(coldOver(memory), query));
      }
    }),
    { seed: 10, numRuns: 8 },
  );
}, 120_000);

it('reads no pair and no object for what is kept', async () => {
  const memory = await begun();
  const text = await textOf(memory, WHOLE);
  const { archive } = memory;
  archive.readRange = () => Promise.reject(new Error('nothing of it is to be read'));
  expect(await textOf(memory, WHOLE, new PairBudget(0))).toBe(text);
});

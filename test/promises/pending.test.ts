/**
 * An absence is never shown as health: whoever asks at any call of a whole run gets an answer that holds what is known,
 * or one that says that something is still to come.
 */
import { describe, expect, it } from 'vitest';
import { receiptKey, receiptKind } from '../../shared/domain/downlink/receipt.ts';
import { experimentKey, experimentKind } from '../../shared/domain/experiment/experiment-record.ts';
import type { Ports } from '../../shared/ports.ts';
import { listAnomalies } from '../../shared/usecases/answer/list-anomalies.ts';
import { queryCompleteness } from '../../shared/usecases/answer/query-completeness.ts';
import { queryDelta } from '../../shared/usecases/answer/query-deltas.ts';
import { queryRedownlink } from '../../shared/usecases/answer/query-redownlink.ts';
import { queryTelemetry } from '../../shared/usecases/answer/query-telemetry.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { listEvents, recordEvents } from '../../shared/usecases/define/record-events.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { type Around, observed } from '../support/observed-ports.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';
import { TWO_UNITS } from '../support/two-units.ts';

const E = 'x';
const definition = (margin: number) => `
id: x
${TWO_UNITS}
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels:
  - { id: temperature, unit: Cel, storage: decimal(2), period: PT1H, stuckAfter: PT12H, twin: { margin: ${margin}, tolerance: PT2M },
      limits: [{ warning: [36, 38] }] }
sources:
  - { id: flight, match: 'fu1-*.csv', time: { column: t }, columns: { temp: { unit: FU1, channel: temperature } } }
  - { id: ground, match: 'gu1-*.csv', time: { column: t }, columns: { temp: { unit: GU1, channel: temperature } } }
`;

/** Across the end of a bucket, with an hour missing; the flight unit is a degree warmer from hour 12 on and freezes at 60. */
function csv(side: 'flight' | 'ground', from: number, to: number): string {
  const lines = ['t,temp'];
  for (let hour = from; hour < to; hour++) {
    if (hour === 9) continue;
    const at = new Date(Date.UTC(2026, 2, 1) + hour * 3_600_000).toISOString();
    const own = 37 + ((hour * 7) % 11) / 100 + (side === 'flight' && hour >= 12 ? 1 : 0);
    lines.push(`${at},${(side === 'flight' && hour >= 60 ? 38.4 : own).toFixed(2)}`);
  }
  return `${lines.join('\n')}\n`;
}

interface Act {
  readonly name: string;
  /** What the outside does, and how to see that the system knows of it. */
  begin(memory: MemoryPorts): Promise<(memory: MemoryPorts) => Promise<boolean>>;
  /** What the API does within its request. */
  request?(ports: Ports): Promise<unknown>;
}

const file = (fileName: string, content: string): Act => ({
  name: fileName,
  begin: async (memory) => {
    const id = await upload(memory, E, fileName, content);
    return async ({ catalogue }) => {
      const receipt = await catalogue.get(receiptKind, receiptKey(E, id));
      return receipt?.item.state !== 'AWAITING_UPLOAD';
    };
  },
});

const CORRECTION = {
  name: 'activation',
  unit: 'GU1',
  at: '2026-03-01T01:00:00Z',
  accuracy: 'PT1S',
  source: 'log',
  supersedes: 'definition:GU1:activation',
};

const ACTS: readonly Act[] = [
  file('fu1-a.csv', csv('flight', 0, 30)),
  file('gu1-a.csv', csv('ground', 0, 80)),
  file('fu1-b.csv', csv('flight', 25, 80)),
  {
    name: 'an event that moves the ground unit',
    begin: async () => async (memory) =>
      (await listEvents(memory, E)).events.some(({ source }) => source === 'log'),
    request: (ports) => recordEvents(ports, E, [CORRECTION], 'test'),
  },
  {
    name: 'a definition under which nothing is beyond the margin',
    begin:
      async () =>
      async ({ catalogue }) =>
        ((await catalogue.get(experimentKind, experimentKey(E)))?.item.revision ?? 0) > 1,
    request: (ports) => applyExperiment(ports, E, definition(5)),
  },
];

/** An answer without its counts; null while it says that something is still to come. */
function settled(answer: { readonly pending: number }): string | null {
  const { pending, ...rest } = answer;
  return pending > 0 ? null : JSON.stringify({ ...rest, awaiting: 0, failed: 0, unsent: 0 });
}

/** By the question. */
async function settledAnswers(ports: Ports): Promise<Record<string, string | null>> {
  const channel = 'temperature';
  return {
    anomalies: settled(await listAnomalies(ports, E, {})),
    completeness: settled(await queryCompleteness(ports, E, {})),
    telemetry: settled(await queryTelemetry(ports, E, { unit: 'FU1', channel, maxPoints: 20 })),
    deltas: settled(await queryDelta(ports, E, { pair: 'P1', channel })),
    redownlink: settled(await queryRedownlink(ports, E, {})),
    receipt: await verdictOf(ports),
  };
}

/** Of the newest file that is taken in: a receipt speaks of the heads that it touched. */
async function verdictOf(ports: Ports): Promise<string | null> {
  const { verdict } = (await listReceipts(ports, E)).downlinks.at(-1)!;
  const isUnderWay = verdict.some((line) => /still being|not known before/.test(line));
  return isUnderWay ? null : verdict.join('\n');
}

async function begun(acts: number): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, E, definition(0.5));
  for (const act of ACTS.slice(0, acts)) {
    await act.begin(memory);
    await act.request?.(memory);
    await settleAll(memory);
  }
  return memory;
}

/** Runs an act and all that follows from it. */
async function run(act: Act, memory: MemoryPorts, ports: Ports): Promise<void> {
  await act.request?.(ports);
  while (await actOnce(memory, ports));
}

describe('who asks while something is under way', () => {
  it.each(ACTS.map((act, i) => ({ act, i, name: act.name })))(
    'gets the whole answer, or is told that it is not: $name',
    async ({ act, i }) => {
      const after = await settledAnswers(await begun(i + 1));
      const memory = await begun(i);
      const isKnown = await act.begin(memory);
      const wrong = new Set<string>();
      let asked = 0;
      const ask = async (call: string) => {
        if (!(await isKnown(memory))) return;
        asked++;
        for (const [question, answer] of Object.entries(await settledAnswers(memory)))
          if (answer !== null && answer !== after[question]) wrong.add(`${question} at ${call}`);
      };
      const around: Around = async (call, make) => {
        await ask(`${asked} before ${call}`);
        const made = await make();
        await ask(`${asked} after ${call}`);
        return made;
      };
      await run(act, memory, observed(memory, around));
      expect([...wrong]).toEqual([]);
      expect(asked).toBeGreaterThan(100);
      expect(await settledAnswers(memory)).toEqual(after);
      expect(Object.values(after)).not.toContain(null);
    },
    120_000,
  );

  it('gets it too where the work goes on and ends between two calls of the question', async () => {
    const after = await settledAnswers(await begun(3));
    const wrong = new Set<string>();
    let pauses = 0;
    for (let pause = 0; ; pause += 5) {
      const ended = await askAcross(pause, after, wrong);
      if (ended) break;
      pauses++;
    }
    expect([...wrong]).toEqual([]);
    expect(pauses).toBeGreaterThan(15);
  }, 240_000);
});

/** Stops the work at a call, asks, and lets the work end at each call of the question in turn; true where it had ended. */
async function askAcross(
  pause: number,
  after: Record<string, string | null>,
  wrong: Set<string>,
): Promise<boolean> {
  for (let at = 0; ; at++) {
    const memory = await begun(2);
    const act = ACTS[2]!;
    const isKnown = await act.begin(memory);
    let calls = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    let stopped = () => {};
    const isStopped = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    const work = run(
      act,
      memory,
      observed(memory, async (_call, make) => {
        if (calls++ === pause) {
          stopped();
          await gate;
        }
        return make();
      }),
    );
    await Promise.race([work, isStopped]);
    if (calls <= pause) return true;
    if (!(await isKnown(memory))) {
      open();
      await work;
      return false;
    }
    let questions = 0;
    const asking = observed(memory, async (_call, make) => {
      if (questions++ === at) {
        open();
        await work;
      }
      return make();
    });
    const answer = settled(await listAnomalies(asking, E, {}));
    open();
    await work;
    if (answer !== null && answer !== after.anomalies)
      wrong.add(`paused at ${pause}, ended at call ${at} of the question`);
    if (questions <= at) return false;
  }
}

/** docs/promises.md#p2 and #p7: order, splits and repetitions of downlinks change no answer. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Dump, simulateCampaignFiles } from '../../shared/simulator/dumps.ts';
import { listReceipts } from '../../shared/usecases/answer/show-receipt.ts';
import { applyExperiment } from '../../shared/usecases/define/apply-experiment.ts';
import { differenceOf, referenceOf, takenIn } from '../support/arrival-orders.ts';
import { answersOf } from '../support/end-state.ts';
import { type MemoryPorts, memoryPorts } from '../support/memory-ports.ts';
import { hasRealData, realFile } from '../support/real-data.ts';
import { actOnce, settleAll, upload } from '../support/run-stack.ts';

const read = (path: string) => readFileSync(new URL(`../../examples/${path}`, import.meta.url));

async function take(
  id: string,
  definition: string,
  files: readonly Dump[],
  atOnce: number,
): Promise<MemoryPorts> {
  const memory = memoryPorts();
  await applyExperiment(memory, id, definition);
  for (const { name, text } of files) await upload(memory, id, name, text);
  // As many messages are worked on side by side as Lambda would run functions.
  const worker = async () => {
    while (await actOnce(memory));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await settleAll(memory);
  return memory;
}

describe.runIf(hasRealData)('RR-1 (skipped only where HOWSHIP_DATA is absent)', async () => {
  const definition = read('rodent-research/rr1.yaml').toString();
  const whole = {
    name: 'RR1_CSV.csv',
    text: hasRealData ? realFile('iss-rodent-research/RR1_CSV.csv').toString() : '',
  };
  const expected = hasRealData ? await answersOf(await take('rr1', definition, [whole], 1), 'rr1') : null;

  it.each([1, 2, 3])(
    'cut into 10 pieces, shuffled, one sent twice, two at the same time, gives the same (seed %i)',
    async (seed) => {
      const pieces = simulateCampaignFiles(whole, { seed, dumps: 10, repeated: 1 });
      expect(pieces).toHaveLength(11);
      const named = pieces.map((piece) => ({ ...piece, name: 'RR1_CSV.csv' }));
      expect(await answersOf(await take('rr1', definition, named, 2), 'rr1')).toEqual(expected);
    },
  );
});

/** `npm run campaign:arrivals` takes a thousand. */
const ORDERS = 12;
/** Every so manieth order is compared by all answers, the others by the pages that these are made from. */
const IN_FULL_EVERY = 6;

describe('a small simulated campaign', async () => {
  const reference = await referenceOf();

  it('has faults of every kind, samples that come twice, and conflicts', async () => {
    const kinds = reference.answers.anomalies.anomalies.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['GAP', 'LIMIT', 'OFFSET', 'SPIKE', 'STUCK']));
    const ofPairs = reference.answers.anomalies.anomalies.filter(({ pair }) => pair !== undefined);
    expect(ofPairs.map(({ kind, pair }) => `${kind} ${pair}`)).toContain('LIMIT P2');
    const { downlinks } = await listReceipts(await takenIn(reference, 4), 'small');
    const total = (count: 'duplicates' | 'conflicts') =>
      downlinks.reduce((sum, { counts }) => sum + counts[count], 0);
    expect(total('duplicates')).toBeGreaterThan(0);
    expect(total('conflicts')).toBeGreaterThan(5);
    expect(downlinks.length).toBeGreaterThan(3);
  });

  it(`gives the same in ${ORDERS} orders, splits and repetitions`, { timeout: 180_000 }, async () => {
    const differing: (string | null)[] = [];
    for (let seed = 1; seed <= ORDERS; seed++) {
      differing.push(await differenceOf(reference, seed, seed % IN_FULL_EVERY === 0));
    }
    expect(differing.filter((difference) => difference !== null)).toEqual([]);
  });

  it('would tell an order that lost most of a file', async () => {
    const [header, first, second] = reference.conflicting.text.split('\n');
    const conflicting = { ...reference.conflicting, text: `${header}\n${first}\n${second}\n` };
    const poorer = { ...reference, conflicting };
    expect(await differenceOf(poorer, 1, false)).toMatch(/^seed 1: archive\S*: expected \S+, got \S+$/);
  });
});

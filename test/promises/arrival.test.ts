/** P2 and P7: order, splits and repetitions of downlinks change no answer. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Dump, simulateCampaignFiles } from '../../shared/simulator/dumps.ts';
import { applyExperiment } from '../../shared/usecases/apply-experiment.ts';
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

describe('the OSTEO example', async () => {
  const definition = read('osteo/definition.yaml').toString();
  const flight = {
    name: 'fu1-2026-03-13.csv',
    text: gunzipSync(read('osteo/fu1-2026-03-13.csv.gz')).toString(),
  };
  const ground = { name: 'gu1-2026-03-14.csv', text: read('osteo/gu1-2026-03-14.csv').toString() };
  const expected = await answersOf(await take('osteo', definition, [flight, ground], 1), 'osteo');

  it('finds its three faults and nothing else', () => {
    const found = expected.anomalies.anomalies.map(({ kind, unit, pair, channels }) => [
      kind,
      unit ?? pair,
      channels.length,
    ]);
    expect(found.sort()).toEqual([
      ['GAP', 'GU1', 3],
      ['OFFSET', 'P1', 1],
      ['STUCK', 'FU1', 1],
    ]);
  });

  it.each([11, 12])('in any order, split and repetition gives the same (seed %i)', async (seed) => {
    const files = [
      ...simulateCampaignFiles(ground, { seed, dumps: 4, repeated: 2 }),
      ...simulateCampaignFiles(flight, { seed, dumps: 7, repeated: 2 }),
    ];
    expect(await answersOf(await take('osteo', definition, files, 4), 'osteo')).toEqual(expected);
  });
});

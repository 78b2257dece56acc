import { beforeAll, describe, expect, it } from 'vitest';
import { pairNamed } from '../../../../shared/domain/experiment/lookups.ts';
import type { AskedPair } from '../../../../shared/usecases/answer/delta-body.ts';
import { askPair } from '../../../../shared/usecases/answer/delta-of-pair.ts';
import { pairsForeseen } from '../../../../shared/usecases/answer/foresee-pairs.ts';
import { PairBudget } from '../../../../shared/usecases/answer/pair-budget.ts';
import { answerDeltas } from '../../../../shared/usecases/answer/query-deltas.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';
import { twinsDefined, twinsIn } from '../../../support/twins-in.ts';

const EVER = { from: -Infinity, to: Infinity };
let memory: MemoryPorts;
beforeAll(async () => {
  memory = await twinsIn();
});

const temperature = ({ rules }: AskedPair) => rules.channels.find(({ series }) => series === 'temperature')!;

/** How often an object was opened meanwhile, and what came of it. */
async function opened(query: object, budget: PairBudget) {
  const { archive } = memory;
  const own = archive.readRange.bind(archive);
  let reads = 0;
  archive.readRange = (...asked) => {
    reads++;
    return own(...asked);
  };
  const answer = await answerDeltas(memory, 'twins', query, budget).catch((error: unknown) => error);
  archive.readRange = own;
  return { reads, answer };
}

describe('the pairs that a delta will read', () => {
  it('are told by the heads: 300 over all and 300 of the phase that they lie in, and as many for the environment where a sensor stood still', async () => {
    const loaded = await loadExperiment(memory, 'twins');
    const pair = pairNamed(loaded.index, 'P1');
    const asked = await askPair(memory, loaded, pair, new PairBudget());
    const foreseen = (range: { from: number; to: number }) =>
      pairsForeseen(loaded.index, asked, temperature(asked), range);
    expect(foreseen(EVER)).toBeCloseTo(1200, 6);
    const first = Date.parse('2026-03-01T06:00:00Z') * 1000;
    expect(foreseen({ from: first - 3600e6, to: first + 60 * 60e6 })).toBeCloseTo(120, 0);
    expect(foreseen({ from: first - 7200e6, to: first })).toBe(0);
  });

  it('are those of heads that were compacted too, and of no downlink that does not count', async () => {
    const many = await twinsDefined();
    const { flight, ground } = twinFiles();
    const [header, ...rows] = flight.trimEnd().split('\n');
    const part = (i: number) => `${[header, ...rows.slice(i * 30, i * 30 + 30)].join('\n')}\n`;
    for (let i = 0; i < 10; i++) await upload(many, 'twins', `fu1-${i}.csv`, part(i));
    await upload(many, 'twins', 'gu1.csv', ground);
    await settleAll(many);
    const loaded = await loadExperiment(many, 'twins');
    const asked = await askPair(many, loaded, pairNamed(loaded.index, 'P1'), new PairBudget());
    const { heads } = asked.opened;
    expect(heads.some(({ entries }) => entries.some(({ downlink }) => downlink === null))).toBe(true);
    const foreseen = (of: typeof heads) =>
      pairsForeseen(
        loaded.index,
        { ...asked, opened: { ...asked.opened, heads: of } },
        temperature(asked),
        EVER,
      );
    expect(foreseen(heads)).toBeCloseTo(1200, 6);
    const leaving = heads.map((head) => ({
      ...head,
      entries: head.entries.map((entry) => ({ ...entry, visible: false })),
    }));
    expect(foreseen(leaving)).toBe(0);
  });

  it('are no more than a channel has periods, whatever else its head counts', async () => {
    const loaded = await loadExperiment(memory, 'twins');
    const asked = await askPair(memory, loaded, pairNamed(loaded.index, 'P1'), new PairBudget());
    const heads = asked.opened.heads.map((head) => ({
      ...head,
      entries: head.entries.map((entry) => ({ ...entry, counts: { ...entry.counts, accepted: 1e9 } })),
    }));
    const opened = { ...asked.opened, heads };
    expect(pairsForeseen(loaded.index, { ...asked, opened }, temperature(asked), EVER)).toBeCloseTo(1200, 6);
  });

  it('are counted of each head once, however many channels share it', async () => {
    const loaded = await loadExperiment(memory, 'twins');
    const asked = await askPair(memory, loaded, pairNamed(loaded.index, 'P1'), new PairBudget());
    let looks = 0;
    const heads = asked.opened.heads.map((head) =>
      Object.defineProperty({ ...head }, 'entries', {
        get: () => {
          looks++;
          return head.entries;
        },
      }),
    );
    expect(asked.rules.channels.length).toBeGreaterThan(1);
    const opened = { ...asked.opened, heads };
    pairsForeseen(loaded.index, { ...asked, opened }, temperature(asked), EVER);
    expect(looks).toBe(heads.length);
  });

  it('are refused where they are too many, before an object is opened', async () => {
    const one = { pair: ['P1'], channel: ['temperature'] };
    const { reads, answer } = await opened(one, new PairBudget(1199));
    expect(answer).toMatchObject({
      code: 'deltas.too-many-pairs',
      message: expect.stringMatching(
        /^the answer would read 1,200 pairs of samples by what came of them, at most 1,199/,
      ),
    });
    expect(reads).toBe(0);
    const enough = await opened(one, new PairBudget(1200));
    expect(enough.answer).not.toBeInstanceOf(Error);
    expect(enough.reads).toBeGreaterThan(0);
  });

  it('are those of all deltas of a list, not of the first', async () => {
    const { reads, answer } = await opened({}, new PairBudget(2399));
    expect([reads, answer]).toMatchObject([0, { code: 'deltas.too-many-pairs' }]);
    expect((await opened({}, new PairBudget(6000))).answer).toMatchObject({ deltas: [{}, {}] });
  });

  it('are of every channel with a margin where a phase begins within what is kept together', async () => {
    const fixed = 'to: fixation, armed: true';
    const definition = TWIN_DEFINITION.replace('armed: true', fixed).replace(
      /(activation, at: 2026-03-01T06:00:00Z, accuracy: PT1S })/,
      '$1, { name: fixation, at: 2026-03-01T10:00:00Z, accuracy: PT1S }',
    );
    memory = await twinsDefined(definition);
    const { flight, ground } = twinFiles({ isFrozen: false });
    await upload(memory, 'twins', 'fu1.csv', flight);
    await upload(memory, 'twins', 'gu1.csv', ground);
    await settleAll(memory);
    // 300 over all and 240 of the phase; 300 of either channel, whose facts are not of the phase alone.
    const one = { pair: ['P1'], channel: ['temperature'] };
    const less = await opened(one, new PairBudget(1130));
    expect(less).toMatchObject({ reads: 0, answer: { code: 'deltas.too-many-pairs' } });
    const enough = await opened(one, new PairBudget(1150));
    expect(enough.answer).not.toBeInstanceOf(Error);
  });
});

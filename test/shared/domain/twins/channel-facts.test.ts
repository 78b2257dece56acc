import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';
import {
  blocksOfFacts,
  ChannelFactsInParts,
  channelFacts,
  joinStretches,
  judgeFacts,
  judgePairs,
} from '../../../../shared/domain/twins/channel-facts.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { medianBlocks } from '../../../../shared/domain/twins/median-blocks.ts';
import { goodPairs } from '../../../../shared/domain/twins/pair-filter.ts';
import { pairsOf } from './pairs-of.ts';

const SECOND = 1e6;
const RULE = { margin: 0.5, periodSeconds: 1 };
const NEVER = { flight: [], ground: [] };

/** Pairs a second or more apart, some beyond the margin, some bad, with gaps that end an excursion and that do not. */
const anyPairs: fc.Arbitrary<ChannelPairs> = fc
  .array(
    fc.record({
      difference: fc.constantFrom(0, 0, 0.5, 1, 1, 2, -1, -3),
      after: fc.constantFrom(1, 1, 1, 2, 3, 4, 9),
      flags: fc.constantFrom(0, 0, 0, 0, 1),
    }),
    { maxLength: 60 },
  )
  .map((rows) => {
    let at = 0;
    const times = Float64Array.from(rows, ({ after }) => {
      at += after * SECOND;
      return at;
    });
    const pairs = pairsOf(rows.map(({ difference, flags }) => [20 + difference, 20, flags] as const));
    return { ...pairs, flightTimes: times, groundTimes: times.map((time) => time + 100 * SECOND) };
  });

function cutAt(pairs: ChannelPairs, cuts: readonly number[]): ChannelPairs[] {
  const ends = [...cuts.map((cut) => cut % (pairs.flight.length + 1)), pairs.flight.length];
  let from = 0;
  return ends
    .sort((a, b) => a - b)
    .map((to) => {
      const part = {
        ...pairs,
        flightTimes: pairs.flightTimes.slice(from, to),
        groundTimes: pairs.groundTimes.slice(from, to),
        flight: pairs.flight.slice(from, to),
        ground: pairs.ground.slice(from, to),
        flightFlags: pairs.flightFlags.slice(from, to),
        groundFlags: pairs.groundFlags.slice(from, to),
      };
      from = to;
      return part;
    });
}

const intervals = (most: number): fc.Arbitrary<Interval[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: most }), { maxLength: 4 })
    .map((bounds) => bounds.sort((a, b) => a - b))
    .map((bounds) =>
      bounds.flatMap((from, i) =>
        i % 2 === 0
          ? [{ from: from * SECOND, to: (bounds[i + 1] ?? Number.POSITIVE_INFINITY) * SECOND }]
          : [],
      ),
    );

describe('the facts of stretches, laid end to end', () => {
  it('judge a channel as all its pairs do, whatever is judged, stuck, and wherever it is cut', () => {
    const stuck = fc.record({
      flight: intervals(200),
      ground: intervals(200).map((all) =>
        all.map(({ from, to }) => ({ from: from + 100 * SECOND, to: to + 100 * SECOND })),
      ),
    });
    fc.assert(
      fc.property(
        anyPairs,
        fc.array(fc.nat(60), { maxLength: 5 }),
        fc.oneof(fc.constant(NEVER), stuck),
        fc.oneof(fc.constant([{ from: 0, to: Number.POSITIVE_INFINITY }]), intervals(200)),
        (pairs, cuts, stuckHere, judged) => {
          const whole = judgePairs(pairs, RULE, stuckHere, judged);
          const stretches = cutAt(pairs, cuts).map(
            (part) =>
              judgeFacts(channelFacts(part, RULE), RULE, stuckHere, judged) ??
              judgePairs(part, RULE, stuckHere, judged),
          );
          const got = joinStretches(stretches, RULE);
          // The mean of means differs in the last bits.
          const { mean, ...rest } = got.differences!;
          const { mean: expected, ...others } = whole.differences!;
          expect({ ...got, differences: rest }).toEqual({ ...whole, differences: others });
          if (expected === null) expect(mean).toBeNull();
          else expect(mean).toBeCloseTo(expected, 12);
        },
      ),
      { seed: 20260301, numRuns: 1500 },
    );
  });

  it('say an excursion across a boundary whole', () => {
    const pairs = pairsOf(
      [0, 1, 1, 3, 1, 1, 0].map((difference) => [20 + difference, 20] as const),
      {
        periodMicros: SECOND,
      },
    );
    const facts = cutAt(pairs, [2, 3, 5]).map((part) => channelFacts(part, RULE));
    const judged = [{ from: 0, to: 100 * SECOND }];
    const stretches = facts.map((one) => judgeFacts(one, RULE, NEVER, judged)!);
    expect(joinStretches(stretches, RULE).differences).toMatchObject({
      n: 7,
      beyond: 5,
      longest: { from: SECOND, to: 5 * SECOND, sign: 1, worst: 3 },
    });
  });
});

describe('judgeFacts', () => {
  const pairs = pairsOf(
    Array.from({ length: 10 }, () => [21, 20] as const),
    { periodMicros: SECOND },
  );
  const facts = channelFacts(pairs, RULE);
  const all = [{ from: 0, to: 10 * SECOND }];

  it('answers without the pairs where all of them are judged, or none, and no sensor stood still', () => {
    expect(judgeFacts(facts, RULE, NEVER, all)?.differences).toMatchObject({ n: 10, mean: 1, beyond: 10 });
    const elsewhere = judgeFacts(facts, RULE, NEVER, [{ from: 20 * SECOND, to: 30 * SECOND }]);
    expect(elsewhere).toMatchObject({ pairs: 10, differences: { n: 0 } });
  });

  it('asks for the pairs where a phase begins or ends among them, or a sensor of either unit stood still', () => {
    expect(judgeFacts(facts, RULE, NEVER, [{ from: SECOND, to: 10 * SECOND }])).toBeNull();
    expect(judgeFacts(facts, RULE, NEVER, [{ from: 0, to: 9 * SECOND }])).toBeNull();
    const still = [{ from: 9 * SECOND, to: 11 * SECOND }];
    expect(judgeFacts(facts, RULE, { flight: still, ground: [] }, all)).toBeNull();
    expect(judgeFacts(facts, RULE, { flight: [], ground: still }, all)).toBeNull();
    const later = [{ from: 10 * SECOND, to: 11 * SECOND }];
    expect(judgeFacts(facts, RULE, { flight: later, ground: later }, all)).not.toBeNull();
  });

  it('asks for the pairs where margin or period changed since', () => {
    expect(judgeFacts(facts, { ...RULE, margin: 0.4 }, NEVER, all)).toBeNull();
    expect(judgeFacts(facts, { ...RULE, periodSeconds: 2 }, NEVER, all)).toBeNull();
    expect(judgeFacts(facts, { ...RULE, margin: null }, NEVER, all)).toMatchObject({ differences: null });
  });
});

describe('blocksOfFacts', () => {
  const HOUR = 3600 * SECOND;
  const hourly = (flags: number) =>
    pairsOf(
      [9, 1, 2, 3, 8, 8, 8].map((difference, i) => [20 + difference, 20, i === 0 ? flags : 0] as const),
      { periodMicros: HOUR },
    );
  const rule = { margin: 0.5, periodSeconds: 3600 };
  const facts = channelFacts(hourly(1), rule);

  it('are those of the good pairs, as the pairs themselves say', () => {
    const blocks = medianBlocks(hourly(1), goodPairs(NEVER), 3600);
    expect(blocks).toEqual([{ start: 0, median: 3, pairs: 5 }]);
    expect(blocksOfFacts(facts, 3600, NEVER)).toEqual(blocks);
    const elsewhere = { flight: [{ from: 7 * HOUR, to: 9 * HOUR }], ground: [] };
    expect(blocksOfFacts(facts, 3600, elsewhere)).toEqual(blocks);
    expect(blocksOfFacts(channelFacts(pairsOf([]), rule), 3600, NEVER)).toEqual([]);
  });

  it('ask for the pairs where a sensor stood still among them, the period changed, or the page does not say', () => {
    const still = [{ from: 6 * HOUR, to: 7 * HOUR }];
    expect(blocksOfFacts(facts, 3600, { flight: still, ground: [] })).toBeNull();
    expect(blocksOfFacts(facts, 3600, { flight: [], ground: still })).toBeNull();
    expect(blocksOfFacts(facts, 1800, NEVER)).toBeNull();
    expect(blocksOfFacts({ ...facts, good: null }, 3600, NEVER)).toBeNull();
    expect(blocksOfFacts({ ...facts, good: { ...facts.good!, blocks: null } }, 3600, NEVER)).toBeNull();
  });
});

describe('the facts of pairs that come part by part', () => {
  it('are those of all at once, to the last bit: the mean and the medians too', () => {
    let blocks = 0;
    fc.assert(
      fc.property(anyPairs, fc.array(fc.nat(60), { maxLength: 3 }), (pairs, cuts) => {
        for (const rule of [RULE, { margin: 1, periodSeconds: 9000 }, { margin: null, periodSeconds: 1 }]) {
          const parts = new ChannelFactsInParts(rule);
          for (const part of cutAt(pairs, cuts)) parts.add(part);
          const whole = channelFacts(pairs, rule);
          expect(parts.finish()).toEqual(whole);
          blocks += whole.good?.blocks?.length ?? 0;
        }
      }),
      { seed: 29, numRuns: 200 },
    );
    expect(blocks).toBeGreaterThan(20);
  });
});

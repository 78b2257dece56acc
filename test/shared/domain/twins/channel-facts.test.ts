import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';
import {
  blocksOfFacts,
  ChannelFactsInParts,
  channelFacts,
  goodPairsIn,
  goodPairsOfFacts,
  joinStretches,
  judgeFacts,
  judgePairs,
} from '../../../../shared/domain/twins/channel-facts.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import type { Differences } from '../../../../shared/domain/twins/differences.ts';
import { goodPairs } from '../../../../shared/domain/twins/pair-filter.ts';
import { medianBlocks } from './median-blocks-of.ts';
import { pairsOf } from './pairs-of.ts';

const SECOND = 1e6;
/** Three of them are a block of twelve minutes. */
const PERIOD = 240 * SECOND;
const BLOCK = 3 * PERIOD;
const RULE = { margin: 0.5, periodSeconds: 240 };
const NEVER = { flight: [], ground: [] };

/** Pairs a period or more apart, some beyond the margin, some bad, with gaps that end an excursion and that do not. */
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
      at += after * PERIOD;
      return at;
    });
    const pairs = pairsOf(rows.map(({ difference, flags }) => [20 + difference, 20, flags] as const));
    return { ...pairs, flightTimes: times, groundTimes: times.map((time) => time + 100 * SECOND) };
  });

/** Pages are cut between blocks. */
function endOfBlock({ flightTimes }: ChannelPairs, cut: number): number {
  const blockOf = (i: number) => Math.floor(flightTimes[i]! / BLOCK);
  let end = Math.min(cut, flightTimes.length);
  while (end > 0 && end < flightTimes.length && blockOf(end - 1) === blockOf(end)) end += 1;
  return end;
}

function cutAt(
  pairs: ChannelPairs,
  cuts: readonly number[],
  endAt: (pairs: ChannelPairs, cut: number) => number = endOfBlock,
): ChannelPairs[] {
  const ends = [...cuts.map((cut) => endAt(pairs, cut)), pairs.flight.length];
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
          ? [{ from: from * PERIOD, to: (bounds[i + 1] ?? Number.POSITIVE_INFINITY) * PERIOD }]
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
          // Sums of sums differ in the last bits.
          const rounded = ({ mean, ...rest }: Differences) => ({
            ...rest,
            mean: mean === null ? null : expect.closeTo(mean, 12),
          });
          const expected = {
            ...whole,
            differences: rounded(whole.differences!),
            asRead: rounded(whole.asRead!),
          };
          expect(got).toEqual(expected);
        },
      ),
      { seed: 20260301, numRuns: 1500 },
    );
  });

  it('say an excursion across a boundary whole', () => {
    const blocks = [0, 1, 1, 3, 1, 1, 0].flatMap((difference) => [difference, difference, difference]);
    const pairs = pairsOf(
      blocks.map((difference) => [20 + difference, 20] as const),
      { periodMicros: PERIOD },
    );
    const facts = cutAt(pairs, [6, 9, 15]).map((part) => channelFacts(part, RULE));
    const judged = [{ from: 0, to: 100 * BLOCK }];
    const stretches = facts.map((one) => judgeFacts(one, RULE, NEVER, judged)!);
    const whole = { from: BLOCK, to: 6 * BLOCK, sign: 1, worst: 3, dose: (4 * 0.5 + 2.5) * 720 };
    expect(joinStretches(stretches, RULE).differences).toMatchObject({
      ...{ n: 21, blocks: 7, beyond: 5, head: whole, tail: whole, longest: whole, heaviest: whole },
    });
  });
});

describe('judgeFacts', () => {
  const pairs = pairsOf(
    Array.from({ length: 10 }, () => [21, 20] as const),
    { periodMicros: PERIOD },
  );
  const facts = channelFacts(pairs, RULE);
  const all = [{ from: 0, to: 10 * PERIOD }];

  it('answers without the pairs where all of them are judged, or none, and no sensor stood still', () => {
    expect(judgeFacts(facts, RULE, NEVER, all)?.differences).toMatchObject({
      n: 10,
      mean: 1,
      blocks: 3,
      beyond: 3,
    });
    const elsewhere = judgeFacts(facts, RULE, NEVER, [{ from: 20 * PERIOD, to: 30 * PERIOD }]);
    expect(elsewhere).toMatchObject({ pairs: 10, differences: { n: 0 } });
  });

  it('asks for the pairs where a phase begins or ends among them, or a sensor of either unit stood still', () => {
    expect(judgeFacts(facts, RULE, NEVER, [{ from: PERIOD, to: 10 * PERIOD }])).toBeNull();
    expect(judgeFacts(facts, RULE, NEVER, [{ from: 0, to: 9 * PERIOD }])).toBeNull();
    const still = [{ from: 9 * PERIOD, to: 11 * PERIOD }];
    expect(judgeFacts(facts, RULE, { flight: still, ground: [] }, all)).toBeNull();
    expect(judgeFacts(facts, RULE, { flight: [], ground: still }, all)).toBeNull();
    const later = [{ from: 10 * PERIOD, to: 11 * PERIOD }];
    expect(judgeFacts(facts, RULE, { flight: later, ground: later }, all)).not.toBeNull();
  });

  it('asks for the pairs where margin or period changed since', () => {
    expect(judgeFacts(facts, { ...RULE, margin: 0.4 }, NEVER, all)).toBeNull();
    expect(judgeFacts(facts, { ...RULE, periodSeconds: 480 }, NEVER, all)).toBeNull();
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
    expect(blocksOfFacts(facts, 3600, NEVER)).toEqual({ blocks, lags: [] });
    const elsewhere = { flight: [{ from: 7 * HOUR, to: 9 * HOUR }], ground: [] };
    expect(blocksOfFacts(facts, 3600, elsewhere)).toEqual({ blocks, lags: [] });
    expect(blocksOfFacts(channelFacts(pairsOf([]), rule), 3600, NEVER)).toEqual({ blocks: [], lags: [] });
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

it('facts for the environment judge it as all facts do, and have the pairs read for blocks and lags', () => {
  fc.assert(
    fc.property(anyPairs, (pairs) => {
      const facts = new ChannelFactsInParts(RULE, 'ENVIRONMENT');
      facts.add(pairs);
      const all = channelFacts(pairs, RULE);
      const good = all.good && { ...all.good, blocks: null, lags: [] };
      expect(facts.finish()).toEqual({ ...all, good });
      if (pairs.flight.length > 0)
        expect(blocksOfFacts(facts.finish(), RULE.periodSeconds, NEVER)).toBeNull();
    }),
    { seed: 30, numRuns: 100 },
  );
});

describe('the facts of pairs that come part by part', () => {
  /** Parts end within blocks too. */
  const anywhere = ({ flight }: ChannelPairs, cut: number) => Math.min(cut, flight.length);

  it('are those of all at once, to the last bit: the mean and the medians too', () => {
    let blocks = 0;
    fc.assert(
      fc.property(anyPairs, fc.array(fc.nat(60), { maxLength: 3 }), (pairs, cuts) => {
        for (const rule of [RULE, { margin: 1, periodSeconds: 9000 }, { margin: null, periodSeconds: 1 }]) {
          const parts = new ChannelFactsInParts(rule);
          for (const part of cutAt(pairs, cuts, anywhere)) parts.add(part);
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

it('good pairs within some times are as many by the facts, where these say, as counted one by one', () => {
  const time = fc.integer({ min: -2, max: 70 });
  fc.assert(
    fc.property(anyPairs, time, time, (pairs, a, b) => {
      const times = [{ from: Math.min(a, b) * PERIOD, to: Math.max(a, b) * PERIOD }];
      const stuck = { flight: [{ from: 5 * PERIOD, to: 7 * PERIOD }], ground: [] };
      for (const stood of [NEVER, stuck]) {
        const known = goodPairsOfFacts(channelFacts(pairs, RULE), stood, times);
        if (known !== null) expect(known).toBe(goodPairsIn(pairs, stood, times));
      }
    }),
    { seed: 20260302, numRuns: 500 },
  );
  const ten = channelFacts(pairsOf(Array.from({ length: 10 }, () => [21, 20] as const)), RULE);
  expect(goodPairsOfFacts(ten, NEVER, [{ from: 0, to: 1e12 }])).toBe(10);
  expect(goodPairsOfFacts(ten, NEVER, [{ from: 1e12, to: 2e12 }])).toBe(0);
  expect(goodPairsOfFacts(ten, NEVER, [{ from: 60e6, to: 1e12 }])).toBeNull();
});

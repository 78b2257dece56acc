import { describe, expect, it } from 'vitest';
import type { OneGOfUnit } from '../../../../shared/domain/g-level/one-g-of-unit.ts';
import { withQuality } from '../../../../shared/domain/telemetry/flags.ts';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';
import { goodPairsIn, judgePairs } from '../../../../shared/domain/twins/channel-facts.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { environmentOf } from '../../../../shared/domain/twins/environment.ts';
import type { EnvironmentChannel } from '../../../../shared/domain/twins/environment-reasons.ts';
import { type LimitsOfTwins, loneLimits } from '../../../../shared/domain/twins/lone-limits.ts';
import type { StuckIntervals } from '../../../../shared/domain/twins/pair-filter.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { pairsOf } from './pairs-of.ts';

const MINUTE = 60e6;
const UNSURE = withQuality(0, 'UNCERTAIN');
const NEVER: StuckIntervals = { flight: [], ground: [] };
const NO_LIMITS = { flight: [], ground: [] };
interface Measured extends Omit<EnvironmentChannel, 'judged' | 'limits'> {
  readonly limits: LimitsOfTwins;
  readonly pairs: ChannelPairs;
  readonly stuck: StuckIntervals;
}
const channelOf = (differences: readonly number[], rest: Partial<Measured> = {}): Measured => ({
  channel: 'temperature',
  ucum: 'Cel',
  margin: 0.5,
  periodSeconds: 60,
  pairs: pairsOf(differences.map((difference) => [20 + difference, 20] as const)),
  stuck: NEVER,
  ...{ findings: [], limits: NO_LIMITS, dose: null, accuracy: null },
  ...rest,
});
const judge = (
  channels: readonly Measured[],
  intervals: readonly Interval[],
  asked = { channel: 'temperature', isDisputed: false },
  oneG: readonly OneGOfUnit[] = [],
) =>
  environmentOf(
    channels.map(({ pairs, stuck, limits, ...channel }) => ({
      ...channel,
      limits: loneLimits(limits, intervals).map((limit) => ({
        ...limit,
        pairs: goodPairsIn(pairs, stuck, limit.times),
      })),
      judged: judgePairs(pairs, channel, stuck, intervals),
    })),
    intervals,
    {
      ...{ ...asked, oneG, sides: { flight: 'flight', ground: 'ground' } },
      over: { seconds: intervals.reduce((sum, { from, to }) => sum + (to - from) / 1e6, 0), basis: 'ASKED' },
    },
  );
const minutes = (count: number) => [{ from: 0, to: count * MINUTE }];
const flat = (count: number, difference = 0) => new Array<number>(count).fill(difference);
const codes = (differences: readonly number[], rest: Partial<Measured> = {}) => {
  const { verdict, reasons } = judge([channelOf(differences, rest)], minutes(differences.length));
  return [verdict, ...reasons.map(({ code }) => code)];
};

describe('a sensor that stood still', () => {
  const day = [...flat(700), ...flat(45, 5), ...flat(695)];
  const still = (from: number, to: number): StuckIntervals => ({
    flight: [{ from: from * MINUTE, to: to * MINUTE }],
    ground: [],
  });

  it('leaves unknown what would confound if it told the truth: 42 °C for 45 minutes', () => {
    const { verdict, reasons, judged } = judge([channelOf(day, { stuck: still(700, 745) })], minutes(1440));
    expect([verdict, judged[0]?.verdict]).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(reasons.map(({ code }) => code)).toContain('stood-beyond-margin');
    expect(reasons.find(({ evidence }) => 'dose' in evidence)?.sentence).toMatch(
      /flight was up to 5 °C above ground .* if the readings of a stuck sensor are right/,
    );
  });

  it('is CONFOUNDED by the same where it did not stand still, and CLEAN where it stood within the margin', () => {
    expect(codes(day)[0]).toBe('CONFOUNDED');
    expect(codes(flat(1440, 0.2), { stuck: still(700, 745) })).toEqual(['CLEAN', 'stuck-samples']);
  });

  it('decides nothing outside of the time judged', () => {
    const { verdict } = judge([channelOf(day, { stuck: still(700, 745) })], minutes(690));
    expect(verdict).toBe('CLEAN');
  });
});

describe('environmentOf', () => {
  it('is CLEAN where flight and ground agree', () => {
    expect(codes(flat(1000))).toEqual(['CLEAN']);
    expect(codes(flat(1000, 0.5))).toEqual(['CLEAN']);
  });

  it('is CONFOUNDED where the mean is beyond the margin, and says by how much', () => {
    const { verdict, reasons } = judge([channelOf(flat(100, -2))], minutes(100));
    expect(verdict).toBe('CONFOUNDED');
    expect(reasons[0]).toMatchObject({
      code: 'mean-beyond-margin',
      sentence: 'temperature: flight minus ground is -2 °C on average, beyond the margin of 0.5 °C',
      evidence: { channel: 'temperature', mean: -2, margin: 0.5, pairs: 100 },
    });
  });

  it('is CONFOUNDED where over 1 % of the blocks are beyond, not at 1 %', () => {
    const scattered = (blocks: number) =>
      flat(10_000).map((_, i) => (Math.floor(i / 10) % 50 === 0 && i / 500 < blocks ? 0.6 : 0));
    expect(codes(scattered(10))).toEqual(['CLEAN']);
    expect(codes(scattered(11))).toEqual(['CONFOUNDED', 'blocks-beyond-margin']);
  });

  it('does not let a single odd reading be a block, nor a few of them', () => {
    const odd = flat(10_000).map((_, i) => (i % 10 < 4 ? 9 : 0));
    expect(codes(odd)).toEqual(['CONFOUNDED', 'mean-beyond-margin']);
    expect(codes(flat(1000).map((_, i) => (i % 100 < 3 ? 9 : 0)))).toEqual(['CLEAN']);
  });

  it('is CONFOUNDED by one excursion longer than 2 h, not by 2 h', () => {
    const excursion = (length: number) => flat(20_000).map((_, i) => (i >= 50 && i < 50 + length ? -0.6 : 0));
    expect(codes(excursion(120))).toEqual(['CLEAN']);
    expect(codes(excursion(130))).toEqual(['CONFOUNDED', 'excursion']);
    const { reasons } = judge([channelOf(excursion(130))], minutes(20_000));
    expect(reasons[0]?.evidence).toEqual({
      ...{ channel: 'temperature', from: 50 * MINUTE, seconds: 7800, margin: 0.5 },
      worst: expect.closeTo(-0.6, 9),
    });
    expect(reasons[0]?.sentence).toContain('flight stayed below ground');
  });

  it('is CONFOUNDED by 12 h at +0.6 with sd 0.15 against 0.5 in 50 days, whatever single blocks say', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const noise = randomStream(seed, 'difference').normal;
      const all = flat(50 * 288).map((_, i) => (i >= 5000 && i < 5144 ? 0.6 : 0) + 0.15 * noise());
      const pairs = pairsOf(
        all.map((difference) => [20 + difference, 20] as const),
        { periodMicros: 5 * MINUTE },
      );
      const { verdict, reasons } = judge([channelOf([], { pairs, periodSeconds: 300 })], minutes(72_000));
      expect(verdict).toBe('CONFOUNDED');
      expect(reasons.map(({ code }) => code)).toContain('excursion');
    }
  });

  it('is CLEAN over noise of sd 0.2 around 0 at a margin of 0.5', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const noise = randomStream(seed, 'difference').normal;
      const pairs = pairsOf(
        flat(2000).map(() => [20 + 0.2 * noise(), 20] as const),
        { periodMicros: 5 * MINUTE },
      );
      expect(judge([channelOf([], { pairs, periodSeconds: 300 })], minutes(10_000)).verdict).toBe('CLEAN');
    }
  });

  it('is CONFOUNDED by the dose of 42 °C for 45 minutes, and not by a single reading of it', () => {
    const heated = (from: number, length: number) =>
      flat(4 * 1440).map((_, i) => (i >= from && i < from + length ? 5 : 0));
    const { verdict, reasons } = judge([channelOf(heated(3000, 45))], minutes(4 * 1440));
    expect([verdict, reasons.map(({ code }) => code)]).toEqual(['CONFOUNDED', ['dose']]);
    expect(reasons[0]).toMatchObject({
      sentence:
        'temperature: flight was up to 5 °C above ground within 50 min, 3.333 °C·h beyond the margin of 0.5 °C; 1 °C·h are allowed',
      evidence: { dose: 12_000, allowed: 3600, worst: 5, seconds: 3000 },
    });
    expect(codes(heated(3000, 1))).toEqual(['CLEAN']);
    expect(judge([channelOf(heated(3000, 45), { dose: 3600 * 4 })], minutes(4 * 1440)).verdict).toBe('CLEAN');
  });

  it('joins blocks with one between them to one excursion, not across a change of sign or two blocks', () => {
    const blocks = (signs: readonly number[]) => [
      ...flat(10_000),
      ...signs.flatMap((sign) => flat(10, 0.55 * sign)),
      ...flat(10_000),
    ];
    const ones = (count: number) => flat(count, 1);
    expect(codes(blocks([...ones(7), 0, ...ones(6)]))).toEqual(['CONFOUNDED', 'excursion']);
    expect(codes(blocks([...ones(7), 0, 0, ...ones(6)]))).toEqual(['CLEAN']);
    expect(codes(blocks([...ones(7), ...flat(6, -1)]))).toEqual(['CLEAN']);
  });

  describe('a LIMIT that one twin had', () => {
    const limit = (from: number, to: number | null, side = 'high') => ({
      ...{ kind: 'LIMIT', severity: 'CRITICAL' as const, side },
      ...{ from: from * MINUTE, to: to === null ? null : to * MINUTE },
    });
    const limits = (flight: ReturnType<typeof limit>[], ground: ReturnType<typeof limit>[]) =>
      codes(flat(100), { limits: { flight, ground } });

    it('is CONFOUNDED where the other twin had none, also without a margin', () => {
      expect(limits([limit(10, 20)], [])).toEqual(['CONFOUNDED', 'limit-on-one-twin']);
      expect(limits([], [limit(10, null)])).toEqual(['CONFOUNDED', 'limit-on-one-twin']);
      expect(limits([limit(10, 20)], [limit(15, 25)])).toEqual(['CLEAN']);
      expect(limits([limit(10, 20)], [limit(15, 25, 'low')])).toEqual([
        ...['CONFOUNDED', 'limit-on-one-twin', 'limit-on-one-twin'],
      ]);
      expect(limits([limit(200, 210)], [])).toEqual(['CLEAN']);
      const { verdict, reasons } = judge(
        [channelOf(flat(100), { margin: null, limits: { flight: [], ground: [limit(1, 2)] } })],
        minutes(100),
      );
      expect(verdict).toBe('CONFOUNDED');
      expect(reasons[0]?.sentence).toBe(
        'temperature: the ground unit was beyond its high limit (CRITICAL); no such LIMIT was found on the flight unit then',
      );
    });

    it('is UNKNOWN where nobody looked at the other twin then, whatever was seen of it at other times', () => {
      const without = (from: number, to: number) => {
        const pairs = pairsOf(flat(1000).map((_, i) => [20, 20, i >= from && i < to ? UNSURE : 0] as const));
        return judge(
          [channelOf([], { pairs, limits: { flight: [limit(10, 20)], ground: [] } })],
          minutes(1000),
        );
      };
      const { verdict, reasons } = without(5, 25);
      expect(verdict).toBe('UNKNOWN');
      expect(reasons).toMatchObject([
        {
          code: 'limit-not-compared',
          sentence:
            'temperature: the flight unit was beyond its high limit (CRITICAL); of that time there are no good pairs, so that nobody can tell whether the ground unit was too',
          evidence: { pairs: 0 },
        },
      ]);
      expect(without(5, 19).reasons[0]?.sentence).toContain('of that time there are 2 good pairs');
      expect(without(5, 18).verdict).toBe('CONFOUNDED');
    });

    it('of which no pair is judged at all says the same', () => {
      const unseen = channelOf([], { limits: { flight: [limit(10, 20)], ground: [] } });
      expect(judge([unseen], minutes(100)).reasons.map(({ code }) => code)).toEqual([
        ...['limit-not-compared', 'low-coverage'],
      ]);
    });
  });

  it('judges a block that lost one of its three samples, and is UNKNOWN where too many lost two', () => {
    const without = (isLost: (i: number) => boolean) => {
      const kept = flat(1152).flatMap((_, i) => (isLost(i) ? [] : [i]));
      const pairs = pairsOf(kept.map((i) => [i >= 576 ? 20.8 : 20, 20] as const));
      const flightTimes = Float64Array.from(kept, (i) => i * 5 * MINUTE);
      const rest = { pairs: { ...pairs, flightTimes }, periodSeconds: 300 };
      return judge([channelOf([], rest)], minutes(1152 * 5));
    };
    expect(without((i) => i >= 576 && i % 3 === 0).verdict).toBe('CONFOUNDED');
    const late = (i: number) => i >= 576 && Math.floor(i / 3) % 2 === 0 && i % 3 < 2;
    const { reasons, judged } = without(late);
    expect(judged[0]).toMatchObject({ coverage: 0.75, blocks: 288 });
    expect(reasons.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(
        /^temperature: 288 of 384 blocks hold enough good pairs to be judged \(75 %\) over [^;]+; 80 % are needed to tell$/,
      ),
    );
  });

  it('says whether an arm on board counts as 1 g, and is CONFOUNDED where it does not', () => {
    const unit = (countsAsOneG: OneGOfUnit['countsAsOneG'], near: number): OneGOfUnit => ({
      ...{ unit: 'C1', gradient: null, countsAsOneG, near, off: 1 - near, unmeasured: 0 },
      ...{ measured: `of ${near}`, message: `${countsAsOneG} of ${near}` },
    });
    const asked = { channel: 'temperature', isDisputed: false };
    const told = (oneG: readonly OneGOfUnit[]) => {
      const { verdict, reasons } = judge([channelOf(flat(1000))], minutes(1000), asked, oneG);
      return [verdict, ...reasons.map(({ code, sentence }) => `${code} ${sentence}`)];
    };
    expect(told([unit('YES', 0.97)])).toEqual(['CLEAN', 'counts-as-one-g C1: YES of 0.97']);
    expect(told([unit('NO', 0.5)])).toEqual(['CONFOUNDED', 'not-one-g C1: NO of 0.5']);
    expect(told([unit('UNKNOWN', 0)])).toEqual(['UNKNOWN', 'one-g-unknown C1: UNKNOWN of 0']);
  });

  it('is UNKNOWN where the margin is below what two sensors can tell, or the alignment is disputed', () => {
    expect(codes(flat(100), { accuracy: 0.6 })).toEqual(['UNKNOWN', 'margin-below-accuracy']);
    expect(codes(flat(100), { accuracy: 0.5 })).toEqual(['CLEAN']);
    const asked = { channel: 'temperature', isDisputed: true };
    const { verdict, reasons } = judge([channelOf(flat(100))], minutes(100), asked);
    expect([verdict, reasons[0]?.code]).toEqual(['UNKNOWN', 'alignment-disputed']);
  });

  it('says which channels it judged, over what time and how well, and never calls one CLEAN that it did not', () => {
    const co2 = channelOf(flat(100), { channel: 'co2', margin: null });
    const all = [channelOf(flat(90)), co2];
    const { verdict, judged, notJudged } = judge(all, minutes(100));
    expect(verdict).toBe('CLEAN');
    expect(judged).toEqual([
      {
        ...{ channel: 'temperature', verdict: 'CLEAN', margin: 0.5 },
        ...{ seconds: 6000, coverage: 0.9, blocks: 9, blockSeconds: 600 },
      },
    ]);
    expect(notJudged.map(({ channel }) => channel)).toEqual(['co2']);
    const ofCo2 = judge(all, minutes(100), { channel: 'co2', isDisputed: false });
    expect([ofCo2.verdict, ofCo2.reasons[0]?.sentence]).toEqual([
      'UNKNOWN',
      'co2: no twin margin is declared, so nothing is judged: add twin: { margin: … }',
    ]);
  });

  it('is CONFOUNDED by an OFFSET, SHIFT or DRIFT that touches the time judged', () => {
    const finding = (kind: 'OFFSET' | 'SHIFT' | 'DRIFT', from: number, to: number | null) =>
      codes(flat(100), { findings: [{ kind, from: from * MINUTE, to: to === null ? null : to * MINUTE }] });
    expect(finding('OFFSET', 50, null)).toEqual(['CONFOUNDED', 'offset-open']);
    expect(finding('SHIFT', -9, 1)).toEqual(['CONFOUNDED', 'shift-open']);
    expect(finding('DRIFT', -9, null)).toEqual(['CONFOUNDED', 'drift-open']);
    expect(finding('OFFSET', -9, 0)).toEqual(['CLEAN']);
    expect(finding('OFFSET', 100, null)).toEqual(['CLEAN']);
  });

  it('is UNKNOWN under 80 % good coverage, not at 80 %', () => {
    const covered = (count: number) => judge([channelOf(flat(count))], minutes(1000));
    expect(covered(800).verdict).toBe('CLEAN');
    const { verdict, reasons } = covered(799);
    expect(verdict).toBe('UNKNOWN');
    expect(reasons[0]).toMatchObject({
      code: 'low-coverage',
      sentence:
        'temperature: 799 good pairs of 1,000 expected (79.9 %) over 16 h 40 min; 80 % are needed to tell',
    });
  });

  it('is UNKNOWN where nothing is paired, nothing was to be expected, or no channel has a margin', () => {
    expect(judge([channelOf([])], minutes(10)).verdict).toBe('UNKNOWN');
    expect(judge([channelOf(flat(10))], []).verdict).toBe('UNKNOWN');
    expect(codes(flat(10), { margin: null })).toEqual(['UNKNOWN', 'no-margin']);
    expect(judge([], minutes(10)).verdict).toBe('UNKNOWN');
  });

  it('says of a phase that never is that no time is judged, not that it is short', () => {
    const sentence = (intervals: readonly Interval[]) =>
      judge([channelOf(flat(5))], intervals).reasons.map((reason) => reason.sentence)[0];
    expect(sentence([])).toBe('temperature: no time is judged, so that nothing can be told');
    expect(sentence([{ from: 0, to: 1 }])).toMatch(/is shorter than from one sample to the next/);
  });

  it('says of how many pairs a sensor stood still, also outside of the time judged: summaryAll counts them', () => {
    const stuck = {
      flight: [{ from: 10 * MINUTE, to: 30 * MINUTE }],
      ground: [{ from: 20 * MINUTE, to: 40 * MINUTE }],
    };
    const { verdict, reasons } = judge([channelOf(flat(1000), { stuck })], minutes(1000));
    expect(verdict).toBe('CLEAN');
    expect(reasons).toEqual([
      {
        code: 'stuck-samples',
        sentence:
          'temperature: 30 of 1000 pairs hold a reading of a stuck sensor; summary leaves them out, summaryAll counts them',
        evidence: { channel: 'temperature', stuck: 30, pairs: 1000 },
      },
    ]);
    const later = judge([channelOf(flat(1000), { stuck })], [{ from: 500 * MINUTE, to: 1000 * MINUTE }]);
    expect(later).toMatchObject({ verdict, reasons });
  });

  it('judges only the time asked for', () => {
    const late = flat(1000).map((_, i) => (i < 500 ? 9 : 0));
    expect(judge([channelOf(late)], [{ from: 500 * MINUTE, to: 1000 * MINUTE }]).verdict).toBe('CLEAN');
  });

  it('lets CONFOUNDED win and keeps all reasons, each naming its channel', () => {
    const humidity = channelOf(flat(10), { channel: 'humidity' });
    const { verdict, reasons } = judge([humidity, channelOf(flat(1000, 2))], minutes(1000));
    expect(verdict).toBe('CONFOUNDED');
    expect(reasons.map(({ code, evidence }) => [code, evidence.channel])).toEqual([
      ['mean-beyond-margin', 'temperature'],
      ['blocks-beyond-margin', 'temperature'],
      ['excursion', 'temperature'],
      ['dose', 'temperature'],
      ['low-coverage', 'humidity'],
    ]);
  });
});

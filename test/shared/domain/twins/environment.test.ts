import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../shared/domain/timeline/interval.ts';
import { judgePairs } from '../../../../shared/domain/twins/channel-facts.ts';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { type EnvironmentChannel, environmentOf } from '../../../../shared/domain/twins/environment.ts';
import type { StuckIntervals } from '../../../../shared/domain/twins/pair-filter.ts';
import { pairsOf } from './pairs-of.ts';

const MINUTE = 60e6;
const NEVER = { flight: [], ground: [] };
interface Measured extends Omit<EnvironmentChannel, 'judged'> {
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
  findings: [],
  ...rest,
});
const judge = (channels: readonly Measured[], intervals: readonly Interval[]) =>
  environmentOf(
    channels.map(({ pairs, stuck, ...channel }) => ({
      ...channel,
      judged: judgePairs(pairs, channel, stuck, intervals),
    })),
    intervals,
  );
const minutes = (count: number) => [{ from: 0, to: count * MINUTE }];
const flat = (count: number, difference = 0) => new Array<number>(count).fill(difference);
const codes = (differences: readonly number[], rest: Partial<Measured> = {}) => {
  const { verdict, reasons } = judge([channelOf(differences, rest)], minutes(differences.length));
  return [verdict, ...reasons.map(({ code }) => code)];
};

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
      sentence: 'temperature: flight minus ground is -2 Cel on average, beyond the margin of 0.5 Cel',
      evidence: { channel: 'temperature', mean: -2, margin: 0.5, pairs: 100 },
    });
  });

  it('is CONFOUNDED where over 1 % of the pairs are beyond, not at 1 %', () => {
    const scattered = (count: number) => flat(1000).map((_, i) => (i % 50 === 0 && i / 50 < count ? 3 : 0));
    expect(codes(scattered(10))).toEqual(['CLEAN']);
    expect(codes(scattered(11))).toEqual(['CONFOUNDED', 'pairs-beyond-margin']);
  });

  it('is CONFOUNDED by one excursion longer than 2 h, not by 2 h', () => {
    const excursion = (length: number) => flat(20_000).map((_, i) => (i >= 50 && i < 50 + length ? -1 : 0));
    expect(codes(excursion(121))).toEqual(['CLEAN']);
    expect(codes(excursion(122))).toEqual(['CONFOUNDED', 'excursion']);
    const { reasons } = judge([channelOf(excursion(122))], minutes(20_000));
    expect(reasons[0]?.evidence).toEqual({
      channel: 'temperature',
      from: 50 * MINUTE,
      seconds: 7260,
      worst: -1,
      margin: 0.5,
    });
    expect(reasons[0]?.sentence).toContain('flight stayed below ground');
  });

  it('does not join excursions across a change of sign, a pair within, or a gap', () => {
    const broken = flat(20_000).map((_, i) => (i < 50 || i >= 190 ? 0 : i < 120 ? 1 : -1));
    expect(codes(broken)).toEqual(['CLEAN']);
    expect(codes(flat(20_000).map((_, i) => (i >= 50 && i < 190 && i !== 120 ? 1 : 0)))).toEqual(['CLEAN']);
    const excursion = flat(20_000).map((_, i) => (i >= 50 && i < 190 ? 1 : 0));
    const stuck = { flight: [{ from: 118 * MINUTE, to: 121 * MINUTE }], ground: [] };
    expect(codes(excursion, { stuck })).toEqual(['CLEAN', 'stuck-samples']);
    const shorter = { flight: [{ from: 118 * MINUTE, to: 120 * MINUTE }], ground: [] };
    expect(codes(excursion, { stuck: shorter })).toEqual(['CONFOUNDED', 'excursion', 'stuck-samples']);
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
      sentence: 'temperature: 799 good pairs of 1000 expected (79.9 %); 80 % are needed to tell',
    });
  });

  it('is UNKNOWN where nothing is paired, nothing was to be expected, or no channel has a margin', () => {
    expect(judge([channelOf([])], minutes(10)).verdict).toBe('UNKNOWN');
    expect(judge([channelOf(flat(10))], []).verdict).toBe('UNKNOWN');
    expect(codes(flat(10), { margin: null })).toEqual(['UNKNOWN', 'no-margin']);
    expect(judge([], minutes(10)).verdict).toBe('UNKNOWN');
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
          'temperature: 30 of 1000 pairs hold a reading of a sensor that stood still; summary leaves them out, summaryAll counts them',
        evidence: { channel: 'temperature', stuck: 30, pairs: 1000 },
      },
    ]);
    const later = judge([channelOf(flat(1000), { stuck })], [{ from: 500 * MINUTE, to: 1000 * MINUTE }]);
    expect(later).toEqual({ verdict, reasons });
  });

  it('judges only the time asked for', () => {
    const late = flat(1000).map((_, i) => (i < 500 ? 9 : 0));
    expect(judge([channelOf(late)], [{ from: 500 * MINUTE, to: 1000 * MINUTE }]).verdict).toBe('CLEAN');
  });

  it('lets CONFOUNDED win and keeps all reasons, each naming its channel', () => {
    const humidity = channelOf(flat(10), { channel: 'humidity' });
    const { verdict, reasons } = judge([humidity, channelOf(flat(100, 2))], minutes(100));
    expect(verdict).toBe('CONFOUNDED');
    expect(reasons.map(({ code, evidence }) => [code, evidence.channel])).toEqual([
      ['mean-beyond-margin', 'temperature'],
      ['pairs-beyond-margin', 'temperature'],
      ['low-coverage', 'humidity'],
    ]);
  });
});

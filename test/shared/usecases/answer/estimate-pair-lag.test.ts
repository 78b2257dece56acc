import { describe, expect, it, vi } from 'vitest';
import { queryDelta } from '../../../../shared/usecases/answer/query-deltas.ts';
import { type LaggingTwins, laggingTwins } from '../../../support/lagging-twins.ts';
import { wander } from '../../domain/lag/signals.ts';

const HOURS = 3600;
const SIGNAL = wander(4320, 0.99, 0.3);
const THREE_DAYS: LaggingTwins = {
  periodSeconds: 60,
  samples: 4320,
  signals: { temperature: (elapsed) => SIGNAL(elapsed / 60) },
  own: 0.05,
};
const alignmentOf = async (twins: LaggingTwins, range: { from?: number; to?: number } = {}) => {
  const memory = await laggingTwins(twins);
  return (await queryDelta(memory, 'lagging', { pair: 'P1', channel: 'temperature', ...range })).alignment;
};

describe('the alignment of a delta', () => {
  it('is AGREED by the vote of the data, which is named', async () => {
    const alignment = await alignmentOf(THREE_DAYS);
    expect(alignment).toMatchObject({
      verdict: 'AGREED',
      lagSeconds: 0,
      estimatedLagSeconds: 0,
      lagUncertaintySeconds: 60,
      realisedOffset: { medianSeconds: 0, maxSeconds: 0 },
    });
    expect(alignment.votes.map(({ channel }) => channel)).toEqual(['temperature']);
    expect(alignment.lagsByThird.map(({ lagSeconds }) => lagSeconds)).toEqual([0, 0, 0]);
    expect(alignment.searched.channels).toEqual([]);
  });

  it('is DISPUTED where a clock is 26 h off and the events are not, with the lag to a sample', async () => {
    for (const late of [26 * HOURS, -26 * HOURS]) {
      const { verdict, estimatedLagSeconds, reasons } = await alignmentOf({
        ...THREE_DAYS,
        groundLate: () => late,
      });
      expect([verdict, estimatedLagSeconds]).toEqual(['DISPUTED', late]);
      expect(reasons[0]).toContain(`the data show a lag of ${late} ± 60 s (temperature`);
    }
  });

  it('leaves unknown whether units are equal within the margin where it is DISPUTED, and only there', async () => {
    const equivalenceOf = async (twins: LaggingTwins) => {
      const delta = await queryDelta(await laggingTwins(twins), 'lagging', {
        pair: 'P1',
        channel: 'temperature',
      });
      return [delta.summary.equivalence, delta.summaryAll.equivalence];
    };
    for (const agreed of await equivalenceOf(THREE_DAYS)) expect(agreed).toMatchObject({ equivalent: true });
    for (const disputed of await equivalenceOf({ ...THREE_DAYS, groundLate: () => HOURS })) {
      expect(disputed).toMatchObject({ equivalent: null, reason: expect.stringContaining('disputed') });
      expect(disputed?.ci90).not.toBeNull();
    }
  });

  it('is DISPUTED where one file was read in a zone an hour off, though only one channel of four shows it', async () => {
    const alignment = await alignmentOf({
      ...THREE_DAYS,
      signals: { ...THREE_DAYS.signals, co2: () => 5, flat: () => 1 },
      flightLate: () => HOURS,
    });
    expect(alignment).toMatchObject({ verdict: 'DISPUTED', estimatedLagSeconds: -HOURS });
  });

  it('of a long series is looked for in the pages of the time that was asked about, and no other', async () => {
    const memory = await laggingTwins({
      ...{ periodSeconds: 1, samples: 190_000, own: 0.05 },
      // So many samples a day that a page is of one.
      signals: { temperature: (elapsed) => SIGNAL(Math.floor(elapsed / 60)), light: () => 1 },
    });
    const read = vi.spyOn(memory.archive, 'readRange');
    const until = 1000 * Date.UTC(2026, 1, 2, 6);
    const { alignment } = await queryDelta(memory, 'lagging', {
      pair: 'P1',
      channel: 'temperature',
      to: until,
    });
    expect(alignment.verdict).toBe('AGREED');
    const keys = read.mock.calls.map(([name]) => (typeof name === 'string' ? name : name.key));
    read.mockRestore();
    const pages = new Set(
      keys.flatMap((key) => /^pages.*unit=(\w+).*bucket=([\d-]+)/.exec(key)?.slice(1).join(' ') ?? []),
    );
    expect([...pages].sort()).toEqual([
      'FU1 2026-02-01',
      'FU1 2026-02-02',
      'GU1 2026-02-02',
      'GU1 2026-02-03',
    ]);
  });

  it('is AGREED_BY_EVENTS on flat data, with the reason', async () => {
    const { verdict, votes, searched, reasons } = await alignmentOf({
      ...THREE_DAYS,
      signals: { temperature: () => 37 },
      own: 0,
    });
    expect([verdict, votes]).toEqual(['AGREED_BY_EVENTS', []]);
    expect(searched.channels).toMatchObject([{ channel: 'temperature', samples: 4320, silent: 'unmoved' }]);
    expect(reasons[1]).toContain('temperature: does not move on one side');
  });

  it('follows the events of an asynchronous control without a plan', async () => {
    const unplanned = { ...THREE_DAYS, plannedDelay: null };
    expect(await alignmentOf(unplanned)).toMatchObject({
      verdict: 'AGREED',
      lagSeconds: 0,
      estimatedLagSeconds: 0,
    });
    expect(await alignmentOf({ ...unplanned, groundLate: () => -7200 })).toMatchObject({
      verdict: 'DISPUTED',
      estimatedLagSeconds: -7200,
    });
  });

  it('tells a lag that grows to 864 s, in words and by thirds', async () => {
    const { verdict, reasons, lagsByThird } = await alignmentOf({
      ...THREE_DAYS,
      groundLate: (elapsed) => (864 * elapsed) / (72 * HOURS),
    });
    expect(verdict).toBe('DISPUTED');
    expect(lagsByThird).toHaveLength(3);
    [144, 432, 720].forEach((lag, k) => {
      expect(Math.abs(lagsByThird[k]!.lagSeconds - lag)).toBeLessThanOrEqual(
        lagsByThird[k]!.uncertaintySeconds,
      );
      expect(lagsByThird[k]!.uncertaintySeconds).toBeLessThanOrEqual(240);
    });
    expect(reasons.at(-1)).toMatch(
      /the lag does not stay the same: .* ± .* s in the thirds .* so one clock runs fast or slow/,
    );
  });

  it('is found in a long series by its rollups, and sharpened to a sample', async () => {
    const minutes = wander(2000, 0.95, 0.5);
    const between = (elapsed: number) => {
      const minute = Math.floor(elapsed / 60);
      const part = elapsed / 60 - minute;
      return minutes(minute) * (1 - part) + minutes(minute + 1) * part;
    };
    const { verdict, estimatedLagSeconds, lagUncertaintySeconds } = await alignmentOf({
      periodSeconds: 1,
      samples: 105_000,
      signals: { temperature: between },
      own: 0.02,
      groundLate: () => 4321,
    });
    expect([verdict, Math.abs(estimatedLagSeconds! - 4321) <= lagUncertaintySeconds!]).toEqual([
      'DISPUTED',
      true,
    ]);
    expect(lagUncertaintySeconds).toBeLessThanOrEqual(30);
  }, 60_000);

  describe('of twins in incubators that warm up, one file read in the zone an hour off', () => {
    const warm = (elapsed: number) => 37 - 15 * Math.exp(-elapsed / 900);
    const step = (elapsed: number) => (elapsed > 216_000 ? 0.8 : 0);
    const skin: LaggingTwins = {
      periodSeconds: 60,
      samples: 7200,
      signals: { temperature: (elapsed) => warm(elapsed) + step(elapsed) / 2, co2: () => 5 },
      own: 0.05,
      groundLate: () => 20,
    };

    it('is never AGREED, and the hour is remarked', async () => {
      const alignment = await alignmentOf({ ...skin, flightLate: () => HOURS });
      expect(alignment.verdict).not.toBe('AGREED');
      expect(alignment.reasons.at(-1)).toMatch(
        /^the samples of FU1 begin at .* exactly 1 hour after its first event/,
      );
    });

    it('has no such remark where the zone is right', async () => {
      const { reasons } = await alignmentOf(skin);
      expect(reasons.join()).not.toContain('whole');
      expect(reasons.join()).not.toContain('exactly');
    });
  });
});

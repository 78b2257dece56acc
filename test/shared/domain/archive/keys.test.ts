import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anomaliesKey,
  checkpointObjectKey,
  closedAnomaliesKey,
  deltaPageKey,
  pageKey,
  parseRawKey,
  rawKey,
  rejectsKey,
  segmentKey,
  trialRawKey,
} from '../../../../shared/domain/archive/keys.ts';
import { RAW_PREFIX, TRIAL_RAW_PREFIX } from '../../../../shared/runtime/environment-names.ts';

describe('the key of an uploaded object', () => {
  it('names experiment and downlink, below the prefix that the stack grants and is told of', () => {
    expect(rawKey('rr1', 'd1')).toBe('raw/rr1/d1');
    expect(rawKey('rr1', 'd1').startsWith(RAW_PREFIX)).toBe(true);
  });

  it('is read back, and nothing else is', () => {
    const identifier = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    fc.assert(
      fc.property(identifier, identifier, (experiment, downlink) => {
        expect(parseRawKey(rawKey(experiment, downlink))).toEqual({ experiment, downlink });
        const trial = trialRawKey(experiment, downlink);
        expect(trial.startsWith(TRIAL_RAW_PREFIX)).toBe(true);
        expect(parseRawKey(trial)).toEqual({ experiment, downlink, dryRun: true });
      }),
      { seed: 2, numRuns: 200 },
    );
    for (const key of [
      '',
      'raw',
      'raw/',
      'raw/rr1',
      'raw/rr1/',
      'raw//d1',
      'raw/rr1/d1/',
      'raw/rr1/d1/x',
      'Raw/a/b',
    ]) {
      expect(parseRawKey(key), key).toBeNull();
    }
  });
});

describe('the keys of the archive', () => {
  it('are partitioned as Athena and DuckDB read them', () => {
    expect(segmentKey('rr1', 'FU1', '2014-09-07', 'ab')).toBe(
      'segments/experiment=rr1/unit=FU1/bucket=2014-09-07/ab.parquet',
    );
    expect(deltaPageKey({ experiment: 'rr1', generation: 1 }, 'P1', '2014-09-07', '2014-09-07T06')).toBe(
      'deltas/experiment=rr1/generation=1/pair=P1/bucket=2014-09-07/part=2014-09-07T06.parquet',
    );
  });

  it('never collide: neither those of one kind, nor of a unit and a pair of one name', () => {
    const places = [1, 2].flatMap((generation) =>
      ['A', 'B'].map((id) => ({ at: { experiment: 'e', generation }, id })),
    );
    const all = places.flatMap(({ at, id }) => [
      ...['2014-09-07', '2014-10-07'].flatMap((bucket) => [
        pageKey(at, id, bucket),
        deltaPageKey(at, id, bucket, 'a'),
        deltaPageKey(at, id, bucket, 'b'),
        checkpointObjectKey(at, `unit=${id}`, bucket),
        checkpointObjectKey(at, `pair=${id}`, bucket),
      ]),
      ...[`unit=${id}`, `pair=${id}`].flatMap((subject) => [
        anomaliesKey(at, subject),
        closedAnomaliesKey(at, subject),
      ]),
    ]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('of rejects sort in file order', () => {
    const pieces = [0, 2, 10, 999_999].map((piece) => rejectsKey('rr1', 'd1', piece));
    expect(pieces.toSorted()).toEqual(pieces);
    expect(pieces[1]).toBe('rejects/experiment=rr1/d1/000002.csv');
  });
});

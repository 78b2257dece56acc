import { describe, expect, it } from 'vitest';
import { boundsOf, limitTracesOf } from '../../../../../shared/domain/detect/limit/limit-runs.ts';
import { evidenceOf } from '../../../../support/evidence.ts';
import { anomaliesOf, band, HOUR, pagesOf, regular, ruleFor, T0 } from '../unit-history.ts';

function found(values: readonly number[], limits: Parameters<typeof band>[0], cut = 2000) {
  const series = [regular('temperature', [...values])];
  const rules = [ruleFor('temperature', { stuckAfterSeconds: null, limits: [band(limits)] })];
  const cuts = cut === 2000 ? [T0, at(2000)] : [T0, at(cut), at(2000)];
  return anomaliesOf(pagesOf(series, rules, cuts));
}
const at = (hours: number) => T0 + hours * HOUR;

/** What is found on an hourly temperature: side, onset and end in hours, severity and severity now, samples. */
function episodes(values: readonly number[], limits: Parameters<typeof band>[0]) {
  return found(values, limits).map(({ from, to, severity, current, ...anomaly }) => [
    evidenceOf(anomaly).side,
    (from - T0) / HOUR,
    to === null ? null : (to - T0) / HOUR,
    severity,
    current?.severity ?? null,
    evidenceOf(anomaly).samples,
  ]);
}
const LIMITS = { watch: [20, 30], severe: [10, 40], distress: [null, 35] } satisfies Parameters<
  typeof band
>[0];

describe('the bounds of a band', () => {
  it('are those declared for a side, from mildest to worst', () => {
    expect(boundsOf(band(LIMITS), 'HIGH')).toEqual([
      { severity: 'WATCH', bound: 30 },
      { severity: 'DISTRESS', bound: 35 },
      { severity: 'SEVERE', bound: 40 },
    ]);
    expect(boundsOf(band({ warning: [null, 0] }), 'LOW')).toEqual([]);
    expect(boundsOf(band({ warning: [null, 0] }), 'HIGH')).toEqual([{ severity: 'WARNING', bound: 0 }]);
  });
});

describe('the severity of an episode', () => {
  it('does not come of a value that equals the bound', () => {
    expect(episodes([30, 30, 30, 20, 20, 20], LIMITS)).toEqual([]);
    expect(episodes([40, 40, 40], LIMITS)).toEqual([['HIGH', 0, null, 'DISTRESS', 'DISTRESS', 3]]);
    expect(episodes([0, 0.1, 0.1, 0.1], { warning: [null, 0] })).toEqual([
      ['HIGH', 1, null, 'WARNING', 'WARNING', 3],
    ]);
  });

  it('is not raised by fewer consecutive samples beyond the worse bound than open an episode', () => {
    expect(episodes([31, 31, 41, 31, 41, 41, 31], LIMITS)).toEqual([['HIGH', 0, null, 'WATCH', 'WATCH', 7]]);
    expect(episodes([31, 36, 41, 36], LIMITS)).toEqual([['HIGH', 0, null, 'DISTRESS', 'DISTRESS', 4]]);
    expect(episodes([41, 31, 41, 41, 41], LIMITS)).toEqual([['HIGH', 0, null, 'SEVERE', 'SEVERE', 5]]);
  });

  it('stays the worst there was, while the severity now falls after as many samples within as close an episode', () => {
    const rise = [31, 41, 41, 41];
    expect(episodes([...rise, 31, 31], LIMITS)).toEqual([['HIGH', 0, null, 'SEVERE', 'SEVERE', 6]]);
    expect(episodes([...rise, 31, 31, 31], LIMITS)).toEqual([['HIGH', 0, null, 'SEVERE', 'WATCH', 7]]);
    expect(episodes([...rise, 36, 36, 36], LIMITS)).toEqual([['HIGH', 0, null, 'SEVERE', 'DISTRESS', 7]]);
    expect(episodes([...rise, 36, 31, 36, 29, 29, 29], LIMITS)).toEqual([['HIGH', 0, 6, 'SEVERE', null, 7]]);
  });

  it('never falls where the limits latch', () => {
    const latching = { ...LIMITS, minConformance: null };
    expect(episodes([41, 41, 41, 25, 25, 25, 25], latching)).toEqual([
      ['HIGH', 0, null, 'SEVERE', 'SEVERE', 3],
    ]);
  });

  it('names since when it is the worst, however the samples are cut into buckets', () => {
    const rise = [31, 31, 31, 31, 41, 41, 41, 31, 31];
    for (const cut of [1, 4, 5, 6, 8, 2000])
      expect(found(rise, LIMITS, cut)).toMatchObject([{ evidence: { worseFrom: at(4) } }]);
    expect(found([41, 41, 41], LIMITS)[0]!.evidence).not.toHaveProperty('worseFrom');
  });

  it('of limits that latch tells the last reading beyond, and how many within followed', () => {
    const latching = { ...LIMITS, minConformance: null };
    const gone = [41, 41, 41, 25, 25, 25, 25];
    const told = (evidence: object) => [{ evidence }];
    for (const cut of [1, 3, 4, 6, 2000])
      expect(found(gone, latching, cut)).toMatchObject(told({ lastBeyond: at(2), readingsWithin: 4 }));
    expect(found([...gone, 41], latching)).toMatchObject(told({ lastBeyond: at(7), readingsWithin: 0 }));
    expect(found([41, 41, 41], LIMITS)[0]!.evidence).not.toHaveProperty('lastBeyond');
  });

  it('is judged on each side by itself', () => {
    const found = episodes([9, 9, 9, 25, 25, 25, 31, 31, 31], LIMITS);
    expect(found).toEqual([
      ['LOW', 0, 2, 'SEVERE', null, 3],
      ['HIGH', 6, null, 'WATCH', 'WATCH', 3],
    ]);
  });

  it('belongs to its own episode, not to the next', () => {
    expect(episodes([41, 41, 41, 25, 25, 25, 31, 31, 31], LIMITS)).toEqual([
      ['HIGH', 0, 2, 'SEVERE', null, 3],
      ['HIGH', 6, null, 'WATCH', 'WATCH', 3],
    ]);
  });
});

describe('the trace of a limit in a bucket', () => {
  it('keeps few runs of a signal that flickers about its limit all day', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => (i % 5 < 2 ? 31 : 29));
    const traces = limitTracesOf(regular('temperature', values, 1), [band({ watch: [null, 30] })]);
    expect(traces).toHaveLength(1);
    expect(traces[0]!.runs).toEqual([
      { kind: 'BEYOND', n: 2, from: T0, to: T0 + 1e6, first: 31, worst: 31, last: 31 },
      { kind: 'WITHIN', n: 12_000, last: 29 },
    ]);
  });

  it('joins the samples beyond that too few within interrupt', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i % 5 < 3 ? 31 + i / 10_000 : 29));
    const [trace] = limitTracesOf(regular('temperature', values, 1), [band({ watch: [null, 30] })]);
    expect(trace!.runs).toEqual([
      { kind: 'BEYOND', n: 6000, from: T0, to: T0 + 9_997e6, first: 31, worst: 31.9997, last: 31.9997 },
      { kind: 'WITHIN', n: 2, last: 29 },
    ]);
  });

  it('is of the samples in the band’s own time, its end excluded', () => {
    const limits = [band({ watch: [null, 0], from: T0 + HOUR, to: T0 + 3 * HOUR })];
    const [trace] = limitTracesOf(regular('temperature', [1, 2, 3, 4, 5]), limits);
    expect(trace!.runs).toMatchObject([{ n: 2, first: 2, last: 3 }]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TwinsNamed } from '../../../../../shared/domain/anomaly/pair-detector.ts';
import type { LimitBand } from '../../../../../shared/domain/detect/limit/band.ts';
import { deltaBandsOf } from '../../../../../shared/domain/detect/limit/delta-bands.ts';
import { deltaLimitDetector } from '../../../../../shared/domain/detect/limit/delta-detector.ts';
import type { Anomaly } from '../../../../../shared/domain/detect/registry.ts';
import { indexDefinition } from '../../../../../shared/domain/experiment/definition-index.ts';
import { unitSeries } from '../../../../../shared/domain/experiment/lookups.ts';
import type { ChannelPairs } from '../../../../../shared/domain/twins/channel-pairs.ts';
import { readDefinition } from '../../../../../shared/formats/definition/read-definition.ts';

const MINUTE = 60e6;
const T0 = Date.parse('2026-03-01T00:00:00Z') * 1000;
const at = (minute: number) => T0 + minute * MINUTE;
const TWINS: TwinsNamed = { id: 'P1', flight: 'FU1', ground: 'GU1' };

const definition = (limits: string) => `
id: limits
reference: activation
arms: [{ id: flight, kind: SPACEFLIGHT }, { id: ground, kind: GROUND_CONTROL_ASYNCHRONOUS }]
phases:
  - { id: stowage, to: activation, armed: false }
  - { id: culture, from: activation, to: fixation, armed: true }
units:
  - { id: FU1, arm: flight, events: [{ name: activation, at: 2026-03-01T01:00:00Z }, { name: fixation, at: 2026-03-01T05:00:00Z }] }
  - { id: GU1, arm: ground, events: [{ name: activation, at: 2026-03-02T01:00:00Z }, { name: fixation, at: 2026-03-02T04:00:00Z }] }
pairs: [{ id: P1, flight: FU1, ground: GU1 }]
channels: [{ id: temperature, unit: Cel, period: PT1M, twin: { limits: ${limits} } }]
sources:
  - { id: f, match: 'f.csv', time: { column: t }, columns: { c: { unit: FU1, channel: temperature } } }
  - { id: g, match: 'g.csv', time: { column: t }, columns: { c: { unit: GU1, channel: temperature } } }
`;

function bandsOf(limits: string): LimitBand[] {
  const index = indexDefinition(readDefinition(definition(limits)).definition);
  const events = index.definition.units.flatMap(({ id: unit, events: own }) =>
    own.map((event) => ({ ...event, unit })),
  );
  const [channel] = unitSeries(index, 'FU1');
  return deltaBandsOf(channel!.twin.limits, { index, pair: index.pairs.get('P1')!, events });
}

describe('limits on flight minus ground', () => {
  it('hold of the flight in its phase while both units are armed, on the flight axis', () => {
    // Ground was fixed an hour early: what follows is no difference that counts.
    const span = { from: at(60), to: at(240) };
    expect(bandsOf('[{ warning: [-0.5, 0.5] }]')).toMatchObject([span]);
    expect(bandsOf('[{ phases: [culture], warning: [-0.5, 0.5], minViolations: 1 }]')).toMatchObject([
      { ...span, warning: [-0.5, 0.5], minViolations: 1, minConformance: 3 },
    ]);
    expect(bandsOf('[{ phases: [stowage], warning: [-0.5, 0.5] }]')).toEqual([]);
  });
});

const BAND: LimitBand = {
  ...{ from: at(2), to: null, minViolations: 3, minConformance: 3 },
  ...{ watch: [-0.3, 0.3], warning: [-0.5, 0.5] },
};

/** A pair a minute from T0 on; the readings of a second sensor are 37. */
function pairsOf(differences: readonly number[], from = 0, ground = 37): ChannelPairs {
  const flightTimes = Float64Array.from(differences, (_, i) => at(from + i));
  return {
    ...{ series: 'temperature', flightTimes, groundTimes: flightTimes },
    flight: Float64Array.from(differences, (one) => Number((ground + one).toFixed(2))),
    ground: new Float64Array(differences.length).fill(ground),
    flightFlags: new Uint8Array(differences.length),
    groundFlags: new Uint8Array(differences.length),
    unpaired: { flight: {}, ground: {} },
    conflicts: { flight: 0, ground: 0 },
  };
}

const channel = unitSeries(indexDefinition(readDefinition(definition('[]')).definition), 'FU1')[0]!;

/** Pages of runs of differences, the good ones those that are no NaN. */
function found(pages: readonly (readonly (readonly number[])[])[], band = BAND): Anomaly[] {
  const rule = { LIMIT: [band] };
  let state: unknown = deltaLimitDetector.start;
  const all: Anomaly[] = [];
  let minute = 0;
  for (const runs of pages) {
    const look = deltaLimitDetector.lookWith(rule.LIMIT)!;
    const seen = runs.map((run) => {
      const pairs = pairsOf(run, minute);
      minute += run.length;
      return look(pairs, (_, i) => !Number.isNaN(run[i]!));
    });
    const paged = {
      series: 'temperature',
      blocks: [],
      lags: [],
      last: at(minute - 1),
      seen: { LIMIT: seen },
    };
    const step = deltaLimitDetector.fold(state, { pair: TWINS, channels: [{ channel, rule, paged }] });
    state = JSON.parse(JSON.stringify(step.state));
    all.push(...step.closed);
  }
  return [...all, ...deltaLimitDetector.finish(state, { pair: TWINS, judged: [{ channel, rule }] })];
}

describe('LIMIT of a pair', () => {
  it('opens after as many good pairs as a unit opens after readings, and closes so, with the units named', () => {
    expect(found([[[0, 0, 0.4, 0.6, 0.6, 0.6, 0.4, 0, 0, 0]]])).toEqual([
      {
        ...{ id: 'LIMIT:P1:temperature:DELTA_HIGH:2026-03-01T00:02:00Z', kind: 'LIMIT', pair: 'P1' },
        ...{ channels: ['temperature'], from: at(2), to: at(6), severity: 'WARNING', blame: null },
        detector: { name: 'limit', version: '3' },
        evidence: {
          ...{ side: 'HIGH', limit: 0.5, margin: 0.1, triggerValue: 0.4, mostSevereValue: 0.6 },
          ...{ currentValue: 0.4, samples: 5, worseFrom: at(3), twins: { flight: 'FU1', ground: 'GU1' } },
        },
      },
    ]);
  });

  it('does not count a difference that equals its bound as it is written, nor pairs outside the band', () => {
    // In doubles 37.3 - 37 is above 0.3.
    expect(found([[[0, 0, 0.3, 0.3, 0.3, 0.3]]])).toEqual([]);
    expect(found([[[0.9, 0.9, 0.9, 0, 0.9]]])).toEqual([]);
  });

  it('passes over pairs that are not good, and holds at the newest pair', () => {
    const [open, ...others] = found([[[0, 0, -0.6, Number.NaN, -0.6, Number.NaN, -0.6, -0.4]]]);
    expect(others).toEqual([]);
    expect(open).toMatchObject({ from: at(2), to: null, current: { asOf: at(7), severity: 'WARNING' } });
    expect(open!.evidence).toMatchObject({ side: 'LOW', samples: 4, currentValue: -0.4 });
  });

  it('ends with its band, also where the page after it has none', () => {
    const last = { series: 'temperature', blocks: [], lags: [], last: at(30), seen: {} };
    const [run] = [[0, 0, 0.6, 0.6, 0.6]];
    const look = deltaLimitDetector.lookWith([BAND])!;
    const seen = { LIMIT: [look(pairsOf(run!), () => true)] };
    const first = { ...last, last: at(4), seen };
    const of = (rule: Record<string, unknown>, paged: typeof last) => ({
      pair: TWINS,
      channels: [{ channel, rule, paged }],
    });
    const open = deltaLimitDetector.fold(deltaLimitDetector.start, of({ LIMIT: [BAND] }, first));
    expect(open.closed).toEqual([]);
    const after = deltaLimitDetector.fold(open.state, of({ LIMIT: [] }, last));
    expect(after.closed).toMatchObject([{ from: at(2), to: at(4), severity: 'WARNING' }]);
    expect(after.state).toEqual({});
  });

  it('latches where its limit does', () => {
    const latching = { ...BAND, minConformance: null };
    expect(found([[[0, 0, 0.6, 0.6, 0.6, 0, 0, 0, 0]]], latching)).toMatchObject([
      { to: null, evidence: { readingsWithin: 4, lastBeyond: at(4) } },
    ]);
  });

  it('is the same however the pairs are cut into pages and runs', () => {
    const value = fc.constantFrom(0, 0, 0.4, 0.6, -0.6, Number.NaN);
    const cuts = fc.array(fc.nat(60), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 60 }), cuts, cuts, (values, pages, runs) => {
        const pieces = (all: readonly number[], ends: readonly number[]) => {
          const sorted = [0, ...ends.filter((end) => end < all.length).sort((a, b) => a - b), all.length];
          return sorted.slice(1).map((end, i) => all.slice(sorted[i]!, end));
        };
        const cut = pieces(values, pages)
          .filter((page) => page.length > 0)
          .map((page) => pieces(page, runs).filter((run) => run.length > 0));
        const byId = (a: Anomaly, b: Anomaly) => (a.id < b.id ? -1 : 1);
        expect(found(cut).sort(byId)).toEqual(found([[values]]).sort(byId));
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

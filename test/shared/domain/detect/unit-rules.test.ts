import { describe, expect, it } from 'vitest';
import { limitBandSchema } from '../../../../shared/domain/detect/limit/band.ts';
import { unitRulesOf } from '../../../../shared/domain/detect/unit-rules.ts';
import type { TimelineEvent } from '../../../../shared/domain/timeline/event.ts';
import { indexed } from '../experiment/minimal.ts';

const at = (text: string): number => Date.parse(text) * 1000;
const NEW_YEAR = '2026-01-01T00:00:00Z';
const ACTIVATION = at('2026-03-01T06:00:00Z');
const FIXATION = at('2026-03-13T06:00:00Z');

const event = (name: string, instant: number, unit = 'FU1'): TimelineEvent => ({
  name,
  unit,
  at: instant,
  accuracy: 1,
});
const EVENTS = [event('activation', ACTIVATION), event('fixation', FIXATION)];

const PHASES = [
  { id: 'stowage', to: 'activation', armed: false },
  { id: 'culture', from: 'activation', to: 'fixation', armed: true },
];

function rulesUnder(limits: readonly object[], phases: readonly object[] = PHASES) {
  return indexed({
    phases,
    channels: [
      { id: 'temperature', unit: 'Cel', period: 'PT1S', stuckAfter: 'PT20M', limits },
      { id: 'co2', unit: '%', period: 'PT1M', stuckAfter: 'none' },
    ],
  });
}

function bands(limits: readonly object[], events: readonly TimelineEvent[] = EVENTS, phases = PHASES) {
  const { detect } = unitRulesOf(rulesUnder(limits, phases), 'FU1', events);
  return limitBandSchema.array().parse(detect.LIMIT?.temperature ?? []);
}

/** Since when which warning holds: what most tests look at. */
function warnings(limits: readonly object[], events = EVENTS) {
  return bands(limits, events).map(({ from, to, warning }) => [from, to, warning]);
}

describe('the rules of a unit', () => {
  it('have one for every series, with its period and when it is stuck; limits hold for redundant sensors too', () => {
    const { series, detect } = unitRulesOf(rulesUnder([{ warning: [36, 38] }]), 'FU1', EVENTS);
    expect(series).toEqual([
      { series: 'temperature', channel: 'temperature', periodSeconds: 1 },
      { series: 'temperature@T2', channel: 'temperature', periodSeconds: 1 },
      { series: 'co2', channel: 'co2', periodSeconds: 60 },
    ]);
    expect(detect.STUCK).toEqual({
      temperature: { stuckAfterSeconds: 1200, fallenAfterSeconds: 600 },
      'temperature@T2': { stuckAfterSeconds: 1200, fallenAfterSeconds: 600 },
      co2: { stuckAfterSeconds: null, fallenAfterSeconds: null },
    });
    expect(Object.keys(detect.LIMIT ?? {})).toEqual(['temperature', 'temperature@T2']);
  });
});

describe('limits', () => {
  it('without phase and date hold always, with three samples to open and three to close', () => {
    expect(bands([{ warning: [36, 38], critical: [null, 40] }], EVENTS, [])).toEqual([
      { from: null, to: null, minViolations: 3, minConformance: 3, warning: [36, 38], critical: [null, 40] },
    ]);
  });

  it('take counts as declared, and infinity as latching', () => {
    const entry = { watch: [0, null], minViolations: 1, minConformance: 'infinity' };
    expect(bands([entry], EVENTS, [])).toEqual([
      { from: null, to: null, minViolations: 1, minConformance: null, watch: [0, null] },
    ]);
  });

  it('hold from the instant they became effective, until later ones do', () => {
    const limits = [
      { effective: '2026-02-01T00:00:00Z', warning: [35, 39] },
      { effective: NEW_YEAR, warning: [36, 38] },
    ];
    expect(bands(limits, EVENTS, []).map(({ from, to, warning }) => [from, to, warning])).toEqual([
      [at(NEW_YEAR), at('2026-02-01T00:00:00Z'), [36, 38]],
      [at('2026-02-01T00:00:00Z'), null, [35, 39]],
    ]);
  });

  it('of a phase hold in it only, to the microsecond of the events of this unit', () => {
    const limits = [{ phases: ['culture'], warning: [36, 38] }];
    const others = [event('activation', 5, 'GU1'), event('fixation', 7, 'GU1')];
    expect(warnings(limits, [...EVENTS, ...others])).toEqual([[ACTIVATION, FIXATION, [36, 38]]]);
  });

  it('of a phase that has not begun hold nowhere, of one that has not ended, for ever', () => {
    const limits = [{ phases: ['culture'], warning: [36, 38] }];
    expect(warnings(limits, [])).toEqual([]);
    expect(warnings(limits, [EVENTS[0]!])).toEqual([[ACTIVATION, null, [36, 38]]]);
  });

  it('follow an event that supersedes another', () => {
    const [activation, fixation] = EVENTS;
    const corrected = { ...event('activation', ACTIVATION + 1e6), id: 'e2', supersedes: 'e1' };
    const limits = [{ phases: ['culture'], warning: [36, 38] }];
    expect(warnings(limits, [{ ...activation!, id: 'e1' }, fixation!, corrected])).toEqual([
      [ACTIVATION + 1e6, FIXATION, [36, 38]],
    ]);
  });

  const general = { effective: NEW_YEAR, warning: [10, 45] };
  const ofCulture = { effective: NEW_YEAR, phases: ['culture'], warning: [36, 38] };
  const together = [
    [at(NEW_YEAR), ACTIVATION, [10, 45]],
    [ACTIVATION, FIXATION, [36, 38]],
    [FIXATION, null, [10, 45]],
  ];

  it('of a phase win over general ones of the same instant, in whatever order they are declared', () => {
    expect(warnings([general, ofCulture])).toEqual(together);
    expect(warnings([ofCulture, general])).toEqual(together);
  });

  it('of a phase win over general ones where neither is dated, in whatever order', () => {
    const undated = [{ warning: [10, 45] }, { phases: ['culture'], warning: [36, 38] }];
    const expected = [[null, ACTIVATION, [10, 45]], ...together.slice(1)];
    expect(warnings(undated)).toEqual(expected);
    expect(warnings(undated.toReversed())).toEqual(expected);
  });

  it('that stay in force over an event, or over others that do not hold, are one band: no episode ends there', () => {
    const ofStowage = { effective: '2026-03-05T00:00:00Z', phases: ['stowage'], warning: [0, 1] };
    expect(warnings([general])).toEqual([[at(NEW_YEAR), null, [10, 45]]]);
    expect(warnings([ofCulture, ofStowage])).toEqual([[ACTIVATION, FIXATION, [36, 38]]]);
    expect(warnings([{ warning: [10, 45] }])).toEqual([[null, null, [10, 45]]]);
  });

  it('that come back after others are a band of their own', () => {
    expect(warnings([general, ofCulture]).map(([from]) => from)).toEqual([
      at(NEW_YEAR),
      ACTIVATION,
      FIXATION,
    ]);
  });

  it('of a phase win over general ones that became effective later', () => {
    const later = { effective: '2026-03-05T00:00:00Z', warning: [0, 50] };
    for (const limits of [
      [later, ofCulture],
      [ofCulture, later],
    ]) {
      expect(warnings(limits)).toEqual([
        [ACTIVATION, FIXATION, [36, 38]],
        [FIXATION, null, [0, 50]],
      ]);
    }
  });

  it('of a phase follow each other by date within it', () => {
    const later = { effective: '2026-03-05T00:00:00Z', phases: ['culture'], warning: [36.5, 37.5] };
    expect(warnings([later, general, ofCulture])).toEqual([
      [at(NEW_YEAR), ACTIVATION, [10, 45]],
      [ACTIVATION, at(later.effective), [36, 38]],
      [at(later.effective), FIXATION, [36.5, 37.5]],
      [FIXATION, null, [10, 45]],
    ]);
  });

  it('of a phase that become effective in it leave the general ones in force until then', () => {
    const later = { ...ofCulture, effective: '2026-03-05T00:00:00Z' };
    expect(warnings([general, later])).toEqual([
      [at(NEW_YEAR), at(later.effective), [10, 45]],
      [at(later.effective), FIXATION, [36, 38]],
      [FIXATION, null, [10, 45]],
    ]);
  });
});

describe('rates', () => {
  const rates = (rate: readonly object[]) => {
    const definition = indexed({
      phases: PHASES,
      channels: [
        { id: 'temperature', unit: 'Cel', period: 'PT1S', rate },
        { id: 'co2', unit: '%', period: 'PT1M' },
      ],
    });
    return Object.entries(unitRulesOf(definition, 'FU1', EVENTS).detect.RATE ?? {});
  };

  it('hold by phase and date as limits do, with the time they are measured over and per', () => {
    const band = { minViolations: 3, minConformance: 3, from: ACTIVATION, to: FIXATION };
    const expected = [{ ...band, watch: [-0.5, 0.5], rate: { overSeconds: 90, perSeconds: 60 } }];
    expect(rates([{ phases: ['culture'], watch: [-0.5, 0.5], over: 'PT90S' }])).toEqual([
      ['temperature', expected],
      ['temperature@T2', expected],
    ]);
  });
});

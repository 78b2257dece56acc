/** One anomaly of each kind as detectors report it, and how people are told of its numbers. */
import type { Anomaly } from '../../shared/domain/detect/registry.ts';

const ONSET = Date.parse('2026-03-01T06:00:00Z') * 1000;
const NEWEST = Date.parse('2026-03-01T08:14:00Z') * 1000;

const OF_UNIT = {
  ...{ unit: 'FU1', channels: ['temperature'], from: ONSET, to: null, blame: 'FU1' },
  ...{ severity: 'CRITICAL' as const, current: { asOf: NEWEST, severity: 'CRITICAL' as const } },
};
const BOUND = {
  ...{ side: 'HIGH' as const, limit: 38.5, margin: 0.7000000000000028, triggerValue: 38.6 },
  ...{ mostSevereValue: 39.2, currentValue: 38.9, samples: 4 },
};

const DEPARTED = {
  ...{ reference: 'siblings' as const, against: ['FU2', 'FU3'], sign: 1 as const, departure: 0.2104 },
  ...{ raised: ONSET + 3_600e6, mayPage: true },
};

export const LIMIT: Extract<Anomaly, { kind: 'LIMIT' }> = {
  ...OF_UNIT,
  ...{ id: 'LIMIT:FU1:temperature:HIGH:2026-03-01T06:00:00Z', kind: 'LIMIT', evidence: BOUND },
  detector: { name: 'limit', version: '2' },
};

export const TOLD: readonly { readonly it: string; readonly anomaly: Anomaly; readonly figures: string }[] = [
  {
    it: 'a limit, with the value now and at worst',
    anomaly: LIMIT,
    figures: '38.9 °C, at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings)',
  },
  {
    it: 'a limit at its worst now',
    anomaly: { ...LIMIT, evidence: { ...BOUND, currentValue: 39.2, samples: 1 } },
    figures: '39.2 °C, 0.7 °C above the critical limit of 38.5 °C (1 reading)',
  },
  {
    it: 'a limit of the past, whose last value says nothing',
    anomaly: { ...LIMIT, to: NEWEST, current: undefined },
    figures: 'at worst 39.2 °C, 0.7 °C above the critical limit of 38.5 °C (4 readings)',
  },
  {
    it: 'a limit below, at a reading of 0',
    anomaly: {
      ...LIMIT,
      channels: ['co2'],
      evidence: {
        ...{ side: 'LOW', limit: 4, margin: 4, triggerValue: 0 },
        ...{ mostSevereValue: 0, currentValue: 0, samples: 2592 },
      },
    },
    figures: '0 %, 4 points below the critical limit of 4 % (2,592 readings)',
  },
  {
    it: 'a limit on the difference of twins, with the units and the sign',
    anomaly: {
      ...{ id: 'LIMIT:P1:temperature:DELTA_HIGH:2026-03-01T06:00:00Z', kind: 'LIMIT', pair: 'P1' },
      ...{ channels: ['temperature'], from: ONSET, to: null, blame: null, severity: 'WARNING' },
      current: { asOf: NEWEST, severity: 'WARNING' },
      evidence: {
        ...{ side: 'HIGH', limit: 0.5, margin: 0.32, triggerValue: 0.55, mostSevereValue: 0.82 },
        ...{ currentValue: 0.62, samples: 4, twins: { flight: 'FU1', ground: 'GU1' } },
      },
      detector: { name: 'limit', version: '3' },
    },
    figures:
      'FU1 minus GU1 +0.62 °C, at worst +0.82 °C, 0.32 °C above the warning limit of +0.5 °C (4 pairs)',
  },
  {
    it: 'a rate, with the time that it is a change over',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'RATE:FU1:temperature:LOW:2026-03-01T06:00:00Z', kind: 'RATE', severity: 'WATCH' },
      evidence: {
        ...{ side: 'LOW', limit: -0.5, margin: 0.4, triggerValue: -0.6 },
        ...{ mostSevereValue: -0.9, currentValue: -0.9, samples: 3, perSeconds: 60, overSeconds: 90 },
      },
      detector: { name: 'rate', version: '1' },
    },
    figures:
      '-0.9 °C in 1 min, 0.4 °C in 1 min below the watch limit of -0.5 °C in 1 min (3 readings, each a slope over 1 min 30 s)',
  },
  {
    it: 'a command that is not seen',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'STEP:FU1:fixation:2026-03-01T06:00:00Z', kind: 'STEP' },
      evidence: {
        ...{ found: 'COMMANDED_NOT_SEEN', side: 'BELOW', threshold: 10, forSeconds: 180, farthest: 36.5 },
        ...{ event: 'fixation', commandedAt: ONSET, expectedBy: ONSET + 601_000_000 },
      },
      detector: { name: 'step', version: '1' },
    },
    figures:
      'fixation was commanded and is not seen: not below 10 °C for 3 min by 1 Mar 06:10:01 UTC, lowest 36.5 °C',
  },
  {
    it: 'a step that nobody commanded',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'STEP:FU1:temperature@39:HIGH:2026-03-01T06:00:00Z', kind: 'STEP' },
      evidence: {
        ...{ found: 'SEEN_NOT_COMMANDED', side: 'ABOVE', threshold: 39, forSeconds: 600, farthest: 39.4 },
      },
      detector: { name: 'step', version: '1' },
    },
    figures: 'seen, not commanded: above 39 °C for 10 min or longer, highest 39.4 °C',
  },
  {
    it: 'a stuck sensor',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'STUCK:FU1:temperature:2026-03-01T06:00:00Z', kind: 'STUCK', severity: 'WARNING' },
      evidence: { rule: 'C', values: { temperature: 36 }, samples: 1837, lengthSeconds: 183_700 },
      detector: { name: 'stuck', version: '1' },
    },
    figures: 'the same reading, 36 °C, 1,837 times in a row',
  },
  {
    it: 'a frozen unit, each channel in its unit',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'STUCK:FU1:unit:2026-03-01T06:00:00Z', kind: 'STUCK', severity: 'WARNING' },
      channels: ['co2', 'temperature'],
      evidence: { rule: 'U', values: { co2: 0, temperature: 36.5 }, samples: 80, lengthSeconds: 24_000 },
      detector: { name: 'stuck', version: '1' },
    },
    figures: 'the same reading, co2 0 %, temperature 36.5 °C, 80 times in a row',
  },
  {
    it: 'a gap of several channels',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'GAP:FU1:co2:2026-03-01T06:00:00Z', kind: 'GAP', severity: 'WATCH', blame: null },
      channels: ['co2', 'temperature'],
      evidence: { cause: 'UNKNOWN', missingSamples: 40, periodSeconds: 60, lengthSeconds: 2460 },
      detector: { name: 'gap', version: '1' },
    },
    figures: '40 samples of each channel missing over 41 min',
  },
  {
    it: 'a gap whose cause is told',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'GAP:FU1:temperature:2026-03-01T06:00:00Z', kind: 'GAP', severity: 'WATCH', blame: null },
      evidence: { cause: 'LOST', missingSamples: 1, periodSeconds: 20, lengthSeconds: 59.7 },
      detector: { name: 'gap', version: '1' },
    },
    figures: '1 sample missing over 59.7 s, cause LOST',
  },
  {
    it: 'a gap at the end, judged by the step that the samples show',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'GAP:FU1:temperature:2026-03-01T06:00:00Z', kind: 'GAP', severity: 'WATCH', blame: null },
      current: { asOf: NEWEST, severity: 'WATCH' },
      evidence: {
        ...{ cause: 'UNKNOWN', missingSamples: 134, periodSeconds: 1, lengthSeconds: 8040 },
        ...{ stepSeconds: 60, open: 'END' },
      },
      detector: { name: 'gap', version: '1' },
    },
    figures: '134 samples missing over 2 h 14 min since its last, judged by the median step of 1 min',
  },
  {
    it: 'a dead sensor, by what came in place of its readings',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'DEAD:FU1:temperature:2026-03-01T05:59:00Z', kind: 'DEAD', severity: 'WARNING' },
      current: { asOf: NEWEST, severity: 'WARNING' },
      evidence: {
        ...{ lastValid: ONSET - 60e6, missingSamples: 135, missingCodes: 100, outOfRange: 1, absent: 34 },
        ...{ stepSeconds: 60, lengthSeconds: 8100 },
      },
      detector: { name: 'dead', version: '1' },
    },
    figures:
      'no valid reading for 2 h 15 min, the last 1 Mar 05:59 UTC (34 readings absent or unreadable, 100 missing codes, 1 reading outside its valid range)',
  },
  {
    it: 'a sensor that was dead from the beginning',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'DEAD:FU1:temperature:2026-03-01T06:00:00Z', kind: 'DEAD', severity: 'WARNING', to: NEWEST },
      current: undefined,
      evidence: {
        ...{ missingSamples: 10, missingCodes: 10, outOfRange: 0, absent: 0 },
        ...{ stepSeconds: 60, lengthSeconds: 600 },
      },
      detector: { name: 'dead', version: '1' },
    },
    figures: 'no valid reading for 10 min, never before (10 missing codes)',
  },
  {
    it: 'twins that stand apart',
    anomaly: {
      ...{ id: 'OFFSET:P1:temperature:2026-03-01T06:00:00Z', kind: 'OFFSET', pair: 'P1', blame: null },
      ...{ channels: ['temperature'], from: ONSET, to: null, severity: 'WARNING' },
      current: { asOf: NEWEST, severity: 'WARNING' },
      evidence: {
        ...{ margin: 0.5, sign: 1, medians: [1.01, 0.9, 1], worstMedian: 1.0200000000000031 },
        triggerValue: 1.01,
      },
      detector: { name: 'offset', version: '1' },
    },
    figures: 'flight minus ground at worst 1.02 °C (median of 6 h), 0.5 °C allowed',
  },
  {
    it: 'clocks that run apart',
    anomaly: {
      ...{ id: 'CLOCK:P1:lag:2026-03-01T06:00:00Z', kind: 'CLOCK', pair: 'P1', blame: null },
      ...{ channels: ['temperature'], from: ONSET, to: null, severity: 'WATCH' },
      current: { asOf: NEWEST, severity: 'WATCH' },
      evidence: {
        ...{ lagsSeconds: [144.4, 432, 720], uncertaintiesSeconds: [60, 60, 60], secondsPerDay: 288.04 },
      },
      detector: { name: 'clock', version: '1' },
    },
    figures:
      'the ground lags by 144 ± 60 s, 432 ± 60 s, 720 ± 60 s in three stretches of the time, 288 s more per day',
  },
  {
    it: 'a unit that drifts from its siblings',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'DRIFT:FU1:temperature:2026-03-01T06:00:00Z', kind: 'DRIFT', severity: 'WARNING' },
      evidence: {
        ...DEPARTED,
        ...{ perDay: 0.1014, perDayError: 0.0113, trendPerDay: 0.1, trendChance: 0.001 },
        ...{ bound: { what: 'WARNING', value: 37.5 }, crosses: NEWEST + 11 * 3_600e6 },
        ...{ crossesSoonest: NEWEST + 9 * 3_600e6, crossesLatest: NEWEST + 14 * 3_600e6 },
      },
      detector: { name: 'drift', version: '1' },
    },
    figures:
      '0.21 °C above the value expected from FU2, FU3, 0.101 ± 0.011 °C per day, reaches WARNING 37.5 °C in 9 h to 14 h',
  },
  {
    it: 'a unit that stands apart from its set-point',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'SHIFT:FU1:temperature:2026-03-01T06:00:00Z', kind: 'SHIFT', severity: 'WATCH' },
      evidence: {
        ...DEPARTED,
        reference: 'setpoint',
        against: [],
        sign: -1,
        departure: -0.3,
        mayPage: false,
      },
      detector: { name: 'shift', version: '1' },
    },
    figures:
      '0.3 °C below the value expected from its set-point (WATCH only: a set-point keeps no budget of false pages)',
  },
  {
    it: 'a silent unit',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'SILENCE:FU1:unit:2026-03-01T06:00:00Z', kind: 'SILENCE', severity: 'CRITICAL', blame: null },
      ...{ channels: [], current: { asOf: NEWEST, severity: 'CRITICAL' } },
      evidence: {
        ...{ aos: ONSET - 3_600e6, los: ONSET - 3_000e6, station: 'Kiruna', newestSample: ONSET - 86_400e6 },
        ...{ latencySeconds: 600, maxSilenceSeconds: 1200 },
      },
      detector: { name: 'silence', version: '1' },
    },
    figures:
      'nothing newer than 28 Feb 06:00 UTC, though the contact 1 Mar 05:00 to 05:10 UTC over Kiruna should have brought it',
  },
  {
    it: 'noise that grew',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'VARIANCE:FU1:temperature:2026-03-01T06:00:00Z', kind: 'VARIANCE', severity: 'WATCH' },
      evidence: { before: 0.0204, since: 0.0412, factor: 2.0196, hours: 5, raised: ONSET + 3 * 3_600e6 },
      detector: { name: 'variance', version: '1' },
    },
    figures: 'scatters 2 times as much as before: 0.041 °C from reading to reading over 5 h, 0.02 °C before',
  },
  {
    it: 'a spike',
    anomaly: {
      ...OF_UNIT,
      ...{ id: 'SPIKE:FU1:temperature:2026-03-01T06:00:00Z', kind: 'SPIKE', severity: 'WATCH' },
      evidence: { value: 39.5, median: 37, deviation: 0.044478, samples: 2, ofDay: 1 },
      detector: { name: 'spike', version: '1' },
    },
    figures: '39.5 °C between readings around 37 °C',
  },
];

import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../shared/domain/detect/registry.ts';
import type { Threshold } from '../../../../shared/domain/detect/threshold.ts';
import { thresholdsOf, twinThresholds } from '../../../../shared/domain/detect/thresholds.ts';
import { channelSchema } from '../../../../shared/domain/experiment/channel-schema.ts';

const channelOf = (keys: object) =>
  channelSchema.parse({ id: 'temperature', unit: 'Cel', period: 'PT1M', ...keys });
const NO_CONTACTS = { maxSilence: null, latency: null };
const told = (thresholds: readonly Threshold[]) =>
  thresholds.map(({ name, value, isDefault }) => `${name} ${value}${isDefault ? '*' : ''}`);
const of = (
  kind: (typeof KINDS)[number],
  keys: object,
  contacts: { maxSilence: number | null; latency: number | null } = NO_CONTACTS,
) => told(thresholdsOf(kind, channelOf(keys), contacts));

const DRIFT_DEFAULT = [
  'reference the first of sensor, siblings, setpoint with readings*',
  'noise phi learnt, sd learnt, mean learnt*',
  'budget.falsePages 0.05*',
];

describe('what a detector holds a channel against', () => {
  it('is by the period and by rule where nothing is declared', () => {
    const all = Object.fromEntries(
      KINDS.map((kind) => [kind, of(kind, {})]).filter(([, one]) => one!.length > 0),
    );
    expect(all).toEqual({
      STUCK: ['stuckAfter P2D*', 'whole unit unchanged PT6H*'],
      DEAD: ['deadAfter PT10M*'],
      GAP: ['longer than PT3M (3 periods)*'],
      SHIFT: DRIFT_DEFAULT,
      DRIFT: DRIFT_DEFAULT,
    });
    expect(of('DEAD', { period: 'PT10M' })).toEqual(['deadAfter PT50M*']);
    expect(told(twinThresholds(channelOf({})))).toEqual(['tolerance PT30S*']);
  });

  it('is what is declared', () => {
    expect(of('STUCK', { stuckAfter: 'PT20M' })[0]).toBe('stuckAfter PT20M');
    expect(of('STUCK', { stuckAfter: 'none' })).toEqual(['whole unit unchanged PT6H*']);
    expect(of('DEAD', { deadAfter: 'none' })).toEqual([]);
    expect(
      of('LIMIT', { limits: [{ warning: [36.5, null], critical: [35, 39], phases: ['culture'] }] }),
    ).toEqual([
      'bounds in culture warning 36.5…, critical 35…39 Cel (begins after 3 samples beyond, ends after 3 within)',
    ]);
    expect(of('RATE', { rate: [{ warning: [-0.5, 0.5], over: 'PT10M', minViolations: 1 }] })).toEqual([
      'bounds warning -0.5…0.5 Cel (begins after 1 sample beyond, ends after 3 within) per PT1M over PT10M',
    ]);
    const noise = { phi: 0.6, sd: 0.03, mean: 0 };
    const declared = channelOf({ noise, reference: ['siblings'] });
    const from = { phi: 'declared', sd: 'declared', mean: 'declared' } as const;
    const ofUnits = ['FU1', 'FU2'].map((unit) => ({ unit, noise, from }));
    const budget = { ...NO_CONTACTS, falsePages: 0.01 };
    expect(told(thresholdsOf('DRIFT', declared, { ...budget, noise: ofUnits }))).toEqual([
      'reference the first of siblings with readings',
      'noise phi 0.6 declared, sd 0.03 Cel declared, mean 0 Cel declared',
      'budget.falsePages 0.01',
    ]);
    const rehearsed = {
      ...{ unit: 'FU2', rehearsal: 'r1', noise: { phi: 0.6, sd: 0.0312, mean: 0, meanSd: 0.0707 } },
      from: { phi: 'rehearsal', sd: 'rehearsal', mean: 'calibration' } as const,
    };
    const differing = thresholdsOf('DRIFT', declared, { ...budget, noise: [ofUnits[0]!, rehearsed] });
    expect(differing[1]!.text).toBe(
      'noise FU1: phi 0.6 declared, sd 0.03 °C declared, mean 0 °C declared; FU2: phi 0.6 from rehearsal r1, sd 0.0312 °C from rehearsal r1, mean 0 ± 0.071 °C by calibration',
    );
    expect(of('SPIKE', { storage: 'decimal(2)' })).toEqual([
      'resolution 0.01 Cel*',
      'farther than 7 robust standard deviations (each at least 2 resolutions) from the median of the 15 samples before*',
    ]);
    expect(of('SPIKE', { storage: 'decimal(2)', spike: 'none' })).toEqual([]);
    expect(of('SILENCE', {}, { maxSilence: 21_600, latency: null })).toEqual([
      'maxSilence PT6H',
      'latency PT0S*',
    ]);
  });

  it('is told to people with units and times as they say them', () => {
    const channel = channelOf({
      ...{ period: 'PT10S', stuckAfter: 'PT4H', storage: 'decimal(2)' },
      ...{ twin: { margin: 0.5 }, limits: [{ critical: [35, 39] }] },
      rate: [{ warning: [-1, 1], per: 'PT1H', over: 'PT30M' }],
    });
    const contacts = { maxSilence: 172_800, latency: 1800 };
    const all = KINDS.flatMap((kind) => thresholdsOf(kind, channel, contacts));
    const said = [...all, ...twinThresholds(channel)].map(({ text }) => text);
    expect(said).toEqual(
      expect.arrayContaining([
        'stuck after 4 h',
        'whole unit unchanged for 6 h',
        'dead after 10 min',
        'longer than 30 s (3 periods)',
        'limits critical 35…39 °C (begins after 3 samples beyond, ends after 3 within)',
        'limits warning -1…1 °C (begins after 3 samples beyond, ends after 3 within) per 1 h over 30 min',
        'resolution 0.01 °C',
        'longest silence 2 d',
        'latency 30 min',
        'tolerance 5 s',
        'margin 0.5 °C',
        'dose 1 °C·h',
      ]),
    );
    expect(said.filter((text) => /PT\d|P\d+D|Cel|[a-z][A-Z]/.test(text))).toEqual([]);
  });

  it('is of a twin with its margin the dose and the blocks, too', () => {
    expect(of('OFFSET', { twin: { margin: 0.5 } })).toEqual(['margin 0.5 Cel', 'blocks 3 of PT6H in a row*']);
    expect(told(twinThresholds(channelOf({ twin: { margin: 0.5 } })))).toEqual([
      ...['tolerance PT30S*', 'margin 0.5 Cel', 'dose 1 Cel·h*', 'blocks of the environment PT10M*'],
    ]);
    const declared = channelOf({ period: 'PT6M', twin: { margin: 1, tolerance: 'PT1M', dose: 3 } });
    expect(told(twinThresholds(declared))).toEqual([
      ...['tolerance PT1M', 'margin 1 Cel', 'dose 3 Cel·h', 'blocks of the environment PT18M*'],
    ]);
  });
});

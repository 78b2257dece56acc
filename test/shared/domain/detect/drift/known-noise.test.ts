import { describe, expect, it } from 'vitest';
import { noiseOf } from '../../../../../shared/domain/detect/drift/known-noise.ts';
import { referencesOf } from '../../../../../shared/domain/detect/drift/reference.ts';
import type { Rehearsed } from '../../../../../shared/domain/detect/drift/rehearsed.ts';
import { indexed } from '../../experiment/minimal.ts';

const BEGINS = Date.parse('2026-03-01T00:00:00Z') * 1000;
const IN_FORCE = { from: '2026-01-10T00:00:00Z', to: '2027-01-10T00:00:00Z', polynomial: [0.02, 1.001] };
const UNITS = ['FU1', 'FU2', 'FU3'];

/** @param calibrations of the sensors of the three units, in order */
function known(
  calibrations: readonly object[][],
  { channel = {}, rehearsed = null }: { channel?: object; rehearsed?: Rehearsed | null } = {},
) {
  const index = indexed({
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: UNITS.map((id, i) => ({
      ...{ id, arm: 'flight' },
      sensors: [{ id: 'T1', serial: `PT-${i}`, measures: 'temperature', calibrations: calibrations[i] }],
    })),
    pairs: [],
    channels: [{ id: 'temperature', unit: 'Cel', period: 'PT1M', ...channel }],
    sources: [],
    reference: undefined,
  });
  return noiseOf(index, referencesOf(index, 'FU1')[0]!, BEGINS, rehearsed);
}

const ALL = [[IN_FORCE], [IN_FORCE], [IN_FORCE]];
const REHEARSED: Rehearsed = {
  rehearsals: [{ experiment: 'r1', revision: 1, sha256: 'a', asOf: 0 }],
  noise: { 'FU1 temperature': { phi: 0.6, phiSd: 0.03, sd: 0.04, degrees: 1000, rehearsal: 'r1' } },
};

describe('what is known of a noise before its first block', () => {
  it('is a mean of 0 where each sensor of series and reference has a calibration in force', () => {
    expect(known(ALL)).toEqual({ noise: { mean: 0, meanSd: 0 }, from: { mean: 'calibration' } });
  });

  it('is no mean where one has none, one that is over when judging begins, or one of words', () => {
    const over = { ...IN_FORCE, to: '2026-02-01T00:00:00Z' };
    const words = { enumeration: { 0: 'OFF' } };
    for (const other of [[], [over], [words]])
      expect(known([[IN_FORCE], [IN_FORCE], other])).toEqual({ noise: {}, from: {} });
  });

  it('is as uncertain as the accuracy that is declared leaves it: 0.1 °C of each of three sensors', () => {
    const { noise } = known(ALL, { channel: { accuracy: 0.1 } });
    expect(noise.meanSd).toBeCloseTo((0.1 / Math.sqrt(3)) * Math.sqrt(1.5), 12);
  });

  it('is what the definition declares, then what a rehearsal has shown, then what calibrations say', () => {
    expect(known(ALL, { rehearsed: REHEARSED })).toEqual({
      noise: { phi: 0.6, phiSd: 0.03, sd: 0.04, degrees: 1000, mean: 0, meanSd: 0 },
      from: { phi: 'rehearsal', sd: 'rehearsal', mean: 'calibration' },
      rehearsal: 'r1',
    });
    const declared = known(ALL, { rehearsed: REHEARSED, channel: { noise: { phi: 0.7, mean: 0.01 } } });
    expect(declared).toEqual({
      noise: { phi: 0.7, sd: 0.04, degrees: 1000, mean: 0.01 },
      from: { phi: 'declared', sd: 'rehearsal', mean: 'declared' },
      rehearsal: 'r1',
    });
    const whole = { phi: 0.7, sd: 0.05, mean: 0 };
    expect(known(ALL, { rehearsed: REHEARSED, channel: { noise: whole } })).not.toHaveProperty('rehearsal');
  });
});

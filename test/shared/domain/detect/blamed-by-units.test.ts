import { describe, expect, it } from 'vitest';
import { blamedByUnits } from '../../../../shared/domain/detect/blamed-by-units.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';

const PAIR = { flight: 'FU1', ground: 'GU1' };
const HOUR = 3_600_000_000;
const SHIFT = 26 * HOUR;

const offset = (keys: Partial<Anomaly> = {}) =>
  ({
    ...{ id: 'o', kind: 'OFFSET', pair: 'P1', channels: ['temperature'], from: 10 * HOUR, to: null },
    ...{ severity: 'WARNING', blame: null, detector: { name: 'offset', version: '1' } },
    evidence: { margin: 0.5, sign: 1, medians: [], worstMedian: 0.6, triggerValue: 0.6 },
    ...keys,
  }) as Anomaly;
const drift = (unit: string, sign: 1 | -1, keys: object = {}) =>
  ({
    ...{ id: unit, kind: 'DRIFT', unit, channels: ['temperature'], from: 5 * HOUR, to: null, blame: unit },
    evidence: { sign },
    ...keys,
  }) as Anomaly;
const blame = (...ofUnits: Anomaly[]) => blamedByUnits(PAIR, SHIFT, [offset()], ofUnits)[0]!.blame;

describe('whose an offset between twins is', () => {
  it('is the unit that drifts to its side', () => {
    expect(blame(drift('FU1', 1))).toBe('FU1');
    expect(blame(drift('GU1', -1, { from: 5 * HOUR + SHIFT }))).toBe('GU1');
  });

  it('is not known where no drift explains it, or one of each', () => {
    const elsewhere = [
      ...[drift('FU1', -1), drift('FU2', 1), drift('FU1', 1, { channels: ['co2'] })],
      ...[drift('FU1', 1, { to: 8 * HOUR }), drift('GU1', -1, { to: 8 * HOUR + SHIFT })],
      ...[drift('FU1', 1, { blame: null }), drift('FU1', 1, { kind: 'STUCK' })],
    ];
    for (const one of elsewhere) expect(blame(one)).toBeNull();
    expect(blame(drift('FU1', 1), drift('GU1', -1))).toBeNull();
  });
});

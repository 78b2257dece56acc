import { describe, expect, it } from 'vitest';
import { BLOCK_MICROS } from '../../../../../shared/domain/detect/drift/block.ts';
import { driftAnomaly } from '../../../../../shared/domain/detect/drift/drift-anomaly.ts';
import { driftFigures } from '../../../../../shared/domain/detect/drift/evidence.ts';
import { NO_GAIN } from '../../../../../shared/domain/detect/drift/expected.ts';
import type { SeenDrift } from '../../../../../shared/domain/detect/drift/fold-arm.ts';
import { startLevels } from '../../../../../shared/domain/detect/drift/levels.ts';
import { urgencyOf } from '../../../../../shared/domain/detect/drift/urgency.ts';
import { blocksOf, DAY, FIRST, fold, RULE, ramp } from '../../../../support/drift-blocks.ts';

const HOUR = 3_600_000_000;
const DAYS = 4;
const NOW = (FIRST + DAYS * DAY) * BLOCK_MICROS;
const at = (aos: number) => ({ aos, los: aos + 600_000_000, station: null, id: null });

/** A ramp of 0.5 °C a day from the third day on: half a degree above its reference after four. */
function seen({ critical = 37.7 }: { critical?: number | null } = {}): SeenDrift {
  const { state } = fold(blocksOf(ramp(0.5, 3 * DAY), 'one', DAYS * DAY));
  const band = { from: null, to: null, critical: [null, critical] };
  return {
    rule: {
      ...{ unit: 'FU1', series: 'temperature', channel: 'temperature' },
      references: [{ kind: 'siblings', of: [] }],
      ...{
        thresholds: RULE.thresholds,
        budget: { falsePages: 0.05, blocks: 1, charts: 2 },
        noise: RULE.noise,
        from: {},
        leastSd: 0,
        margin: 0.5,
        isDriven: false,
        perDegree: null,
      },
      bands: critical === null ? [] : [band as never],
      ...{ times: [], shift: 0, twin: null },
    },
    drift: state.open!,
    closed: null,
    state: {
      ...{ drift: state, choice: { option: 0, of: [] }, astray: 0, isExplained: false, reference: 37 },
      ...{ gain: NO_GAIN, apart: [], sides: null, levels: startLevels(), vote: null },
    },
    isOfUnit: false,
  };
}

describe('a drift that leads to a critical limit', () => {
  it('is urgent where it may be crossed before the contact after the next', () => {
    const contacts = [at(NOW - HOUR), at(NOW + 6 * HOUR), at(NOW + 20 * HOUR)];
    const urgency = urgencyOf(seen(), contacts);
    expect(urgency).toMatchObject({ bound: { what: 'CRITICAL', value: 37.7 }, contact: NOW + 20 * HOUR });
    // 0.2 °C of 0.5 a day are left: 9.6 h; the line begins before the ramp did, and is flatter.
    expect((urgency!.soonest - NOW) / HOUR).toBeGreaterThan(9);
    expect((urgency!.soonest - NOW) / HOUR).toBeLessThan(17);
    const anomaly = driftAnomaly(seen(), NOW, contacts);
    expect(anomaly).toMatchObject({ kind: 'DRIFT', severity: 'CRITICAL' });
    expect(driftFigures(anomaly.evidence, NOW, ' °C')).toMatch(
      /, CRITICAL 37\.7 °C in 1\d h( \d+ min)? at the soonest, before the contact after the next \(.* UTC\)$/,
    );
  });

  it('is a WARNING where there are two contacts before, where the plan ends, and without a critical limit', () => {
    const early = [at(NOW + HOUR), at(NOW + 2 * HOUR), at(NOW + 3 * HOUR)];
    expect(urgencyOf(seen(), early)).toBeNull();
    expect(urgencyOf(seen(), [at(NOW + HOUR)])).toBeNull();
    expect(urgencyOf(seen(), [])).toBeNull();
    const late = [at(NOW + HOUR), at(NOW + 40 * HOUR)];
    expect(urgencyOf(seen({ critical: null }), late)).toBeNull();
    expect(driftAnomaly(seen({ critical: null }), NOW, late)).toMatchObject({ severity: 'WARNING' });
  });
});

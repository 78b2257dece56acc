import { expect, it } from 'vitest';
import { anomalyOnWireSchema } from '../../../../shared/domain/detect/registry.ts';
import { findingOn } from '../../../../shared/usecases/answer/figure-marks.ts';
import { someEvidence } from '../../../support/evidence.ts';

const AXIS = { zero: 0, shift: 0 };
const stuck = (rest: object) =>
  anomalyOnWireSchema.parse({
    ...{ id: 'a', kind: 'STUCK', unit: 'FU3', channels: ['co2'], severity: 'WARNING', blame: 'FU3' },
    ...{ from: '2026-01-10T05:00:00Z', to: null, evidence: someEvidence('STUCK') },
    ...{ detector: { name: 'stuck', version: '1' }, ...rest },
  });

it('A finding that goes on is told as of the newest sample, never as going on now', () => {
  const current = { asOf: '2026-01-13T23:59:00Z', severity: 'WARNING' };
  expect(findingOn(AXIS, stuck({ current }))).toMatchObject({
    name: 'STUCK FU3, WARNING, from 2026-01-10T05:00Z, ongoing as of 2026-01-13T23:59Z',
    to: Number.POSITIVE_INFINITY,
  });
  expect(findingOn(AXIS, stuck({ to: '2026-01-11T00:00:00Z' })).name).toBe(
    'STUCK FU3, WARNING, 2026-01-10T05:00Z to 2026-01-11T00:00Z',
  );
});

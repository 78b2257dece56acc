import { expect, it } from 'vitest';
import { endWords } from '../../../../shared/domain/detect/end-words.ts';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

it('an anomaly that holds no more is over, was judged until then, or is left open', () => {
  const rate = { ...LIMIT, kind: 'RATE', evidence: { ...LIMIT.evidence, isUnknown: true } } as Anomaly;
  expect([LIMIT, { ...LIMIT, judgedUntil: 'LIMITS' } as const, rate].map(endWords)).toEqual([
    'over',
    'lasted until its limits ended',
    'not known whether it is over',
  ]);
});

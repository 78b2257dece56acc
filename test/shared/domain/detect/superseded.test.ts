import { expect, it } from 'vitest';
import type { Anomaly } from '../../../../shared/domain/detect/registry.ts';
import { withoutSuperseded } from '../../../../shared/domain/detect/superseded.ts';
import { TOLD } from '../../../support/told-anomalies.ts';

function one(kind: string, channels: string[], from: number, to: number | null, rule?: string): Anomaly {
  const { anomaly } = TOLD.find((told) => told.anomaly.kind === kind)!;
  const evidence = rule === undefined ? anomaly.evidence : { ...anomaly.evidence, rule };
  return { ...anomaly, channels, from, to, evidence } as Anomaly;
}
const left = (...anomalies: Anomaly[]) =>
  withoutSuperseded(anomalies).map(({ kind, channels }) => `${kind} ${channels.join('+')}`);

it('a dead series is told once: not as its gap, and not as a standstill within', () => {
  const dead = one('DEAD', ['co2'], 100, 200);
  expect(left(dead, one('GAP', ['co2', 'humidity'], 90, 210), one('STUCK', ['co2'], 110, 190))).toEqual([
    'DEAD co2',
    'GAP humidity',
  ]);
});

it('what was before it stays, and what concerns others', () => {
  const dead = one('DEAD', ['co2'], 100, null);
  const others = [
    one('STUCK', ['co2'], 50, 99),
    one('GAP', ['co2'], 10, 20),
    one('LIMIT', ['co2'], 100, 110),
  ];
  expect(left(dead, ...others, one('GAP', ['humidity'], 100, 200))).toEqual([
    'DEAD co2',
    'STUCK co2',
    'GAP co2',
    'LIMIT co2',
    'GAP humidity',
  ]);
});

it('a standstill of one that fell is told with those of the others', () => {
  const several = one('STUCK', ['co2', 'humidity'], 100, 200, 'U');
  expect(left(several, one('STUCK', ['co2'], 100, 150, 'F'))).toEqual(['STUCK co2+humidity']);
});

import { expect, it } from 'vitest';
import { type JudgedPhase, phasesNotClean } from '../../../../shared/domain/twins/phases-not-clean.ts';

const phase = (
  id: string,
  verdict: JudgedPhase['environment']['verdict'],
  more: { readonly armed?: boolean; readonly seconds?: number } = {},
): JudgedPhase => ({
  ...{ phase: id, armed: more.armed ?? true },
  environment: { verdict, over: { seconds: more.seconds ?? 3600 } },
});

it('Each phase that is not CLEAN is named with its verdict, and whether it is armed', () => {
  const phases = [
    ...[phase('culture', 'CLEAN'), phase('rest', 'UNKNOWN'), phase('cold', 'CONFOUNDED', { armed: false })],
  ];
  expect(phasesNotClean(phases)).toEqual([
    {
      code: 'phase-not-clean',
      sentence: 'phases that are not CLEAN by themselves: rest UNKNOWN, cold CONFOUNDED (not armed)',
      evidence: { rest: 'UNKNOWN', cold: 'CONFOUNDED' },
    },
  ]);
});

it('A phase of which no time was asked for is not named', () => {
  expect(phasesNotClean([phase('later', 'UNKNOWN', { seconds: 0 }), phase('culture', 'CLEAN')])).toEqual([]);
});

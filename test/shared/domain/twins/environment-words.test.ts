import { expect, it } from 'vitest';
import {
  channelEnvironment,
  environmentCellText,
  environmentWords,
} from '../../../../shared/domain/twins/environment-words.ts';

it('Why an environment is not CLEAN is said without codes', () => {
  const codes = [
    'no-margin',
    'stuck-samples',
    'low-coverage',
    'blocks-beyond-margin',
    'offset-open',
    'new-reason',
  ];
  expect(codes.map(environmentWords)).toEqual([
    'no margin declared',
    'a stuck sensor',
    'too few good pairs',
    'blocks beyond the margin',
    'offset open',
    'new reason',
  ]);
});

it('A channel has its own environment, and one that was not judged has none', () => {
  const judged = [
    { channel: 'temperature', verdict: 'CONFOUNDED' as const, coverage: 1 },
    { channel: 'humidity', verdict: 'CLEAN' as const, coverage: 0.8983 },
  ];
  const reasons = [{ code: 'excursion', evidence: { channel: 'temperature' } }];
  const of = (channel: string) => channelEnvironment(channel, { judged, reasons });
  expect(of('temperature')).toEqual({ text: 'CONFOUNDED', why: ['a long excursion'] });
  expect(of('humidity')).toEqual({ text: 'CLEAN (89.8 % covered)', why: [] });
  expect(of('co2')).toEqual({ text: 'not judged', why: [] });
});

it('A CLEAN says the least coverage of its channels and the phases it does not hold in', () => {
  const judged = [{ coverage: 0.998 }, { coverage: 0.8983 }];
  const reasons = [{ code: 'phase-not-clean', evidence: { cold: 'CONFOUNDED', rest: 'UNKNOWN' } }];
  expect(environmentCellText({ verdict: 'CLEAN', judged, reasons: [] })).toBe('CLEAN (89.8 % covered)');
  expect(environmentCellText({ verdict: 'CLEAN', judged, reasons })).toBe(
    'CLEAN (89.8 % covered), but not in cold, rest',
  );
  expect(environmentCellText({ verdict: 'CONFOUNDED', judged, reasons })).toBe('CONFOUNDED');
});

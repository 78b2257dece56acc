import { expect, it } from 'vitest';
import { idOf, keptNumber, patternOf } from '../../../../shared/domain/source-proposal/match-pattern.ts';

it.each([
  ['fu1-2026-03-13.csv.gz', 'fu1-*.csv*', 'fu1', null],
  ['incubator_01.csv', 'incubator_01.csv', 'incubator-01', '01'],
  ['FU1_20260301.csv', 'FU1_*.csv', 'fu1', null],
  ['dump.0042.ndjson', 'dump.*.ndjson', 'dump', null],
  ['flight-006.csv.gz', 'flight-*.csv*', 'flight', null],
  ['run_012.csv', 'run_*.csv', 'run', null],
  ['rack 2_log-3.csv', 'rack 2_log-3.csv', 'rack-2-log-3', '2'],
  ['20260301.csv', '20260301.csv', 'source', null],
])('%s is read by %s', (name, pattern, id, kept) => {
  expect([patternOf(name), idOf(name), keptNumber(name)]).toEqual([pattern, id, kept]);
});

import { expect, it } from 'vitest';
import { logDifferences } from '../../../shared/runtime/log-differences.ts';

it('says what was found wrong under the code of the alarm, each with its key', () => {
  const lines: unknown[] = [];
  const log = {
    info: () => {},
    error: (_message: string, _error: unknown, facts: unknown) => lines.push(facts),
  };
  const why = 'the file is gone';
  logDifferences(log, { experiment: 'twins', upkeep: 'VERIFY' }, [
    { key: 'raw/twins/d000001', why },
    { key: 'raw/twins/d000002', why },
  ]);
  expect(lines).toEqual([
    { code: 'archive.damaged', key: 'raw/twins/d000001', why, experiment: 'twins', upkeep: 'VERIFY' },
    { code: 'archive.damaged', key: 'raw/twins/d000002', why, experiment: 'twins', upkeep: 'VERIFY' },
  ]);
});

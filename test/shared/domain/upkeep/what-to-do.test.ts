import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMadeAnew, whatToDo } from '../../../../shared/domain/upkeep/what-to-do.ts';

const RUNBOOK = readFileSync(new URL('../../../../docs/alarms.md', import.meta.url), 'utf8');

describe('what to do about a finding', () => {
  it.each([
    ['pages/experiment=x/generation=1/unit=U/bucket=b.page', /^nothing/],
    ['x/SUBJECT#g1#unit#U', /^nothing/],
    ['raw/x/d1', /its sender/],
    ['segments/experiment=x/unit=U/bucket=b/0.parquet', /howship reread/],
    ['rejects/experiment=x/d1/000000.csv', /howship reread d1 -e x/],
    ['kept/x/ACTION/1', /^put the version of before back/],
    ['x/HEAD#g1#U#b', /backup of the table/],
    ['EXPERIMENTS/x', /backup of the table/],
    ['x/UPKEEP#VERIFY', /give the command again/],
  ])('of %s', (key, advice) => {
    expect(whatToDo('x', key)).toMatch(advice);
  });

  it('is nothing exactly where it is made anew by itself', () => {
    const keys = ['x/HOURS#g1#U#b', 'x/DIGEST#d1', 'anomalies/experiment=x/a', 'x/HEAD#g1#U#b', 'raw/x/d1'];
    expect(keys.map((key) => isMadeAnew('x', key))).toEqual([true, true, true, false, false]);
  });

  it.each([
    'raw/',
    'segments/',
    'rejects/',
    'merged/',
    'items/',
    'snapshots/',
    'kept/',
    'pages/',
    'deltas/',
    'anomalies/',
    'checkpoints/',
  ])('has a row of the runbook for %s', (prefix) => {
    expect(RUNBOOK).toMatch(new RegExp(`^\\| [^|]*\`${prefix}\`[^|]*\\|`, 'm'));
  });
});

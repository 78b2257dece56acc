import { describe, expect, it } from 'vitest';
import {
  beginningOf,
  itemTried,
  stoppedBy,
  type TriesRecord,
  triesKey,
  untried,
  versionStopped,
} from '../../../../shared/domain/tries/tries.ts';

const SECOND = 1e6;
const comingAt = (seconds: number, name = 'm1', code = 'c1') => ({
  ...{ name, since: seconds * SECOND },
  ...{ isAgain: true, code },
});
const beginAt = (current: TriesRecord | null, v: number, seconds: number, name = 'm1', code = 'c1') =>
  beginningOf(current, v, comingAt(seconds, name, code), seconds * SECOND);

function recordOf(beginning: ReturnType<typeof beginAt>): TriesRecord {
  if (beginning.how === 'LEAVES') throw new Error('nothing was written');
  return beginning.record;
}

describe('who comes again to a bucket or subject', () => {
  it('is the second where nothing was written, then the third; after that the work is stopped', () => {
    const second = recordOf(beginAt(null, 7, 0));
    expect(second).toEqual({
      ...{ v: 7, code: 'c1', tries: 2, stopped: false },
      lease: { run: 'm1', since: 0, until: 150 * SECOND },
    });
    const third = recordOf(beginAt(second, 7, 180, 'm2'));
    expect(third.tries).toBe(3);
    const fourth = beginAt(third, 7, 360, 'm3');
    expect(fourth).toEqual({
      how: 'STOPS',
      record: { v: 7, code: 'c1', tries: 3, lease: null, stopped: true },
    });
    expect(beginAt(recordOf(fourth), 7, 540, 'm4')).toEqual({ how: 'LEAVES' });
  });

  it('leaves it to a run that may be at it; its own message, which came again, tells that that one is dead', () => {
    const second = recordOf(beginAt(null, 7, 0));
    expect(beginAt(second, 7, 149, 'm2').how).toBe('LEAVES');
    expect(beginAt(second, 7, 150, 'm2').how).toBe('WORKS');
    expect(recordOf(beginAt(second, 7, 20, 'm1')).tries).toBe(3);
  });

  it.each([
    ['another version', 8, 'c1'],
    ['other code', 7, 'c2'],
  ])('begins anew with %s, whoever is stopped or at work', (_, v, code) => {
    const stopped = { ...untried(7, 'c1'), tries: 3, stopped: true };
    expect(recordOf(beginAt(stopped, v, 0, 'm2', code))).toMatchObject({ v, code, tries: 2, stopped: false });
    expect(beginAt(recordOf(beginAt(null, 7, 0)), v, 1, 'm2', code).how).toBe('WORKS');
  });

  it('has three runs under newer code, which has tried nothing', () => {
    expect(recordOf(beginAt(untried(7, 'c2'), 7, 0, 'm2', 'c2')).tries).toBe(1);
  });
});

it('names the item that is tried, and the version that is stopped', () => {
  const item = { partition: 'e', sort: 'HEAD#g1#FU1#2026-03-01' };
  expect(itemTried(triesKey(item))).toEqual(item);
  expect([versionStopped(stoppedBy(12)), versionStopped('recorded-2'), versionStopped('d0001')]).toEqual([
    12,
    null,
    null,
  ]);
});

import { describe, expect, it } from 'vitest';
import { handledApart } from '../../../../shared/domain/assay/handled-apart.ts';
import type { RegisteredSample } from '../../../../shared/domain/assay/sample-register.ts';

type Handling = RegisteredSample['handling'];
const ARMS = { a: 'flight', b: 'ground' };

function apart(flight: readonly Handling[], ground: readonly Handling[]): string[] {
  const of = (arm: string, all: readonly Handling[]): RegisteredSample[] =>
    all.map((handling, i) => ({
      ...{ name: `${arm}${i}`, unit: `${arm}${i}`, arm, donor: null, batch: {}, covariates: {}, handling },
    }));
  return handledApart([...of('flight', flight), ...of('ground', ground)], ARMS).map(({ message }) => message);
}

describe('samples that were handled otherwise in one arm', () => {
  it.each([
    [
      [{ fixative: 'RNAlater' }],
      [{ fixative: 'PFA' }],
      'the fixative is RNAlater in flight and PFA in ground: whatever differs may come of that',
    ],
    [
      [{ storageDays: 12 }, { storageDays: 14 }],
      [{ storageDays: 2 }, { storageDays: 3 }],
      'the time of storage is 12 to 14 days in flight and 2 to 3 days in ground: whatever differs may come of that',
    ],
    [
      [{ timeToFix: 7200 }],
      [{ timeToFix: 600 }],
      'the time to fixation is 2 h in flight and 10 min in ground: whatever differs may come of that',
    ],
    [
      [{ storageCel: -80 }],
      [{ storageCel: 4 }],
      'the temperature of storage is -80 Cel in flight and 4 Cel in ground: whatever differs may come of that',
    ],
    [
      [{ rin: 0 }],
      [{ rin: 8 }],
      'the RNA integrity (RIN) is 0 in flight and 8 in ground: whatever differs may come of that',
    ],
  ])('are named: %j against %j', (flight, ground, message) => {
    expect(apart(flight, ground)).toEqual([message]);
  });

  it('told of one arm alone leave open whether they differ', () => {
    expect(apart([{ fixative: 'PFA' }], [{}])).toEqual([
      'of ground nothing says whether the fixative is that of flight',
    ]);
  });

  it.each([
    ['alike', [{ rin: 8 }, { rin: 9 }], [{ rin: 8.5 }]],
    ['the same', [{ fixative: 'PFA' }], [{ fixative: 'pfa' }]],
    ['not told', [{}], [{}]],
  ])('are not where they are %s', (_, flight, ground) => {
    expect(apart(flight, ground)).toEqual([]);
  });
});

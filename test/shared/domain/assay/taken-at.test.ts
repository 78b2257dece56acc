import { describe, expect, it } from 'vitest';
import { sampleTakenAt, takenKey, unitTakenAt } from '../../../../shared/domain/assay/taken-at.ts';
import { definitionSchema } from '../../../../shared/domain/experiment/definition.ts';

const assayOf = (takenAt: string | undefined, ...own: readonly (string | undefined)[]) =>
  definitionSchema.parse({
    id: 'e',
    arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
    units: [{ id: 'F1', arm: 'flight' }],
    assays: [
      {
        ...{ id: 'a', kind: 'counts', match: '*', ...(takenAt !== undefined && { takenAt }) },
        samples: own.map((one, i) => ({
          name: `S${i}`,
          unit: 'F1',
          ...(one !== undefined && { takenAt: one }),
        })),
      },
    ],
  }).assays[0]!;

const EVENTS = [{ name: 'fixation', unit: 'F1', at: 7, accuracy: 1 }];

describe('when samples were taken', () => {
  it('a sample says before its assay does, by an instant or an event of its unit', () => {
    const assay = assayOf('1970-01-01T00:00:01Z', undefined, 'fixation', 'harvest');
    const of = (name: string) => sampleTakenAt(assay, EVENTS, { name, unit: 'F1' });
    expect([of('S0'), of('S1'), of('S2')]).toEqual([{ at: 1e6 }, { at: 7 }, { at: null, event: 'harvest' }]);
    expect(unitTakenAt(assay, EVENTS, 'F1')).toEqual([
      { at: 1e6 },
      { at: 7 },
      { at: null, event: 'harvest' },
    ]);
  });

  it('is as the assay says where no sample of the unit is listed, and not declared where nobody says', () => {
    expect(unitTakenAt(assayOf('fixation', undefined), EVENTS, 'F2')).toEqual([
      { at: null, event: 'fixation' },
    ]);
    expect(unitTakenAt(assayOf(undefined, undefined), EVENTS, 'F1')).toEqual(['UNDECLARED']);
  });

  it('has one key for assays that were taken alike, and another where a sample says when', () => {
    const named = (id: string, assay: ReturnType<typeof assayOf>) => takenKey({ ...assay, id });
    const fixed = assayOf('fixation', undefined, undefined);
    expect(named('a', fixed)).toBe(named('b', assayOf('fixation', undefined)));
    expect(named('a', fixed)).not.toBe(named('a', assayOf('harvest', undefined)));
    expect(named('a', assayOf(undefined, undefined))).not.toBe(named('a', fixed));
    const own = assayOf('fixation', undefined, 'harvest');
    expect(named('a', own)).not.toBe(named('a', fixed));
    expect(named('a', own)).not.toBe(named('b', own));
  });
});

import { expect, it } from 'vitest';
import { sharedPatternWarnings } from '../../../../shared/domain/experiment/shared-patterns.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { assayDocument } from '../../../support/assay-experiment.ts';

const told = (...assays: readonly Readonly<Record<string, unknown>>[]) => {
  const document = assayDocument();
  const [first] = document.assays;
  const all = assays.map((more, i) => ({ ...first, id: `a${i + 1}`, ...more }));
  const { definition } = readDefinition(JSON.stringify({ ...document, assays: all }));
  return sharedPatternWarnings(definition).map(({ field, message }) => [field, message]);
};

it('says of two assays with one pattern that their files are refused without a name', () => {
  expect(told({ match: '*counts*.csv' }, { match: 'lane2-counts*.csv' })).toEqual([
    [
      'assays[1].match',
      'every file of "lane2-counts*.csv" (assay a2, values) fits "*counts*.csv" (assay a1, values) too, and is refused unless its upload names one of them: narrow the patterns',
    ],
  ]);
});

it('says it of a sheet and the values of one assay, too', () => {
  const sheet = { match: '*sheet*.csv', sample: 'name', unit: 'unit' };
  expect(told({ match: '*.csv', samples: [], sheet }).map(([field]) => field)).toEqual([
    'assays[0].sheet.match',
  ]);
});

it('names the narrower of the two, whichever stands first, and nothing of patterns apart', () => {
  expect(told({ match: 'a?.csv' }, { match: 'a*.csv' })[0]?.[1]).toMatch(/^every file of "a\?\.csv"/);
  expect(told({ match: '*counts*.csv' }, { match: '*counts*.tsv' })).toEqual([]);
});

it('says nothing of masks that the images fit too, and names a pattern that takes every image for a mask', () => {
  const slides = {
    ...{ kind: 'pit-image', match: '*-S?*', foreground: 'dark', threshold: { method: 'otsu' } },
    ...{ references: undefined, strandedness: undefined },
  };
  expect(told({ ...slides, masks: { match: '*-S1-mask.png' } })).toEqual([]);
  expect(told({ ...slides, match: '*.png', masks: { match: '*png' } })).toEqual([
    [
      'assays[0].masks.match',
      'every file of "*.png" fits "*png" too, so that every image is taken for a mask: narrow the pattern of the masks',
    ],
  ]);
});

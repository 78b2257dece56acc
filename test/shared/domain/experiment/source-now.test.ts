import { expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { sourceNow } from '../../../../shared/domain/experiment/source-now.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

const indexOf = (from = '', to = '') =>
  indexDefinition(readDefinition(TWIN_DEFINITION.replaceAll(from, to)).definition);
const source = indexOf().sources.get('flight')!;
const file = { fileName: 'fu1.csv', declaredSource: null, source };
const RENAMED = indexOf('- id: flight\n', '- id: other\n');

it.each([
  ['the one that the file name chooses', indexOf(), file, 'flight'],
  ['the one of another id with the same pattern', RENAMED, file, 'other'],
  ['the declared one', indexOf(), { ...file, declaredSource: 'ground' }, 'ground'],
  ['the one of the same id where no pattern fits', indexOf('fu1*', 'x*'), file, 'flight'],
  [
    'the same pattern where the declared one is gone and the name fits none',
    RENAMED,
    { ...file, fileName: 'a.csv', declaredSource: 'flight' },
    'other',
  ],
])('%s', (_, index, read, expected) => {
  expect(sourceNow(index, read)?.id).toBe(expected);
});

it('none where none reads the file', () => {
  expect(sourceNow(indexOf('fu1*', 'x*'), { ...file, source: { ...source, id: 'gone' } })).toBe(null);
});

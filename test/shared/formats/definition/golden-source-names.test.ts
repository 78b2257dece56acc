import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { sourceFor } from '../../../../shared/domain/experiment/file-reader.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readNewDefinition } from '../../../../shared/formats/definition/read-definition.ts';

/** What becomes of a file by its name alone; UPDATE_GOLDEN=1 writes the expectation. */
const folder = new URL('../../../golden/source-names/', import.meta.url);
const { definition } = readNewDefinition(readFileSync(new URL('definition.yaml', folder), 'utf8'));

/** File name, and the source that is declared with it. */
const UPLOADS: readonly (readonly [string, string | null])[] = [
  ['RR1_CSV.csv', null],
  ['flight-7.csv', null],
  ['flight-7_CSV.csv', null],
  ['flight-7_CSV.csv', 'controller'],
  ['ground-7.csv', null],
  ['ground-7.csv', 'flight'],
  ['ground-7.csv', 'fligth'],
];

function fate(file: string, declared: string | null): object {
  try {
    return { source: sourceFor(declaredBy(definition), file, declared).id };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, message: error.message };
  }
}

it('a file goes to the one source that its name fits or its sender names, and else to none', () => {
  const found = UPLOADS.map(([file, declared]) => ({ file, declared, ...fate(file, declared) }));
  const expected = new URL('definition.expected.json', folder);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(found, null, 2)}\n`);
  expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
});

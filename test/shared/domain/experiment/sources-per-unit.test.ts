import { expect, it } from 'vitest';
import { DefinitionRefusal } from '../../../../shared/domain/experiment/parse-definition.ts';
import { sourcesPerUnit } from '../../../../shared/domain/experiment/sources-per-unit.ts';
import { readNewDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const text = (match: string, more = '', column = '{ channel: temperature }') => `
id: loggers
mode: REHEARSAL
arms: [{ id: bench, kind: GROUND_CONTROL_ASYNCHRONOUS }]
units: [{ id: A1, arm: bench }, { id: B2, arm: bench }]
channels: [{ id: temperature, unit: Cel, period: PT1M }]
sources:
  - { id: first, match: 'x*.csv', unit: A1, time: { column: t }, columns: { temp: { channel: temperature } } }
  - { id: hobo, match: '${match}', ${more} time: { column: t }, columns: { temp: ${column} } }
`;

it('a source whose files are named by units is one for each of them', () => {
  const { definition } = readNewDefinition(text('{unit}_*.csv'));
  expect(definition.sources.map(({ id, match }) => `${id} ${match}`)).toEqual([
    'first x*.csv',
    'hobo.A1 A1_*.csv',
    'hobo.B2 B2_*.csv',
  ]);
  expect(definition.sources.map((source) => (source.layout === 'wide' ? source.unit : null))).toEqual([
    'A1',
    'A1',
    'B2',
  ]);
});

it('what is wrong with it stands where it was written, once', () => {
  try {
    readNewDefinition(text('{unit}_*.csv', '', '{ channel: humidity }'));
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof DefinitionRefusal)) throw error;
    expect(error.problems).toMatchObject([{ field: 'sources[1].columns.temp.channel', line: 9 }]);
  }
});

it('a source that says its unit otherwise is refused', () => {
  const of = (more: string) => () => readNewDefinition(text('{unit}_*.csv', more));
  expect(of('unit: A1,')).toThrow('the name of a file tells the unit');
  expect(of('rows: { unit: { column: u } },')).toThrow('the name of a file tells the unit');
});

it('a document without such a source, or that is none, stays as it is', () => {
  for (const document of [null, 3, [], { sources: 1 }, { units: [], sources: [{ match: 'a.csv' }] }])
    expect(sourcesPerUnit(document).document).toBe(document);
  expect(sourcesPerUnit({}).placeOf(['sources', 2, 'id'])).toEqual(['sources', 2, 'id']);
});

it('more sources than are read together are refused', () => {
  const units = Array.from({ length: 101 }, (_, i) => ({ id: `U${i}`, arm: 'bench' }));
  const source = (i: number) => ({ id: `s${i}`, match: `{unit}_${i}.csv` });
  const document = { units, sources: Array.from({ length: 50 }, (_, i) => source(i)) };
  expect(sourcesPerUnit(document).document).toBe(document);
  const fewer = sourcesPerUnit({ ...document, sources: document.sources.slice(1) }).document;
  expect((fewer as { sources: unknown[] }).sources).toHaveLength(49 * 101);
});

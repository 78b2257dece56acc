import { expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { isOfCounts, readingChanges } from '../../../../shared/domain/experiment/reading-changes.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const TEXT = `
id: k
title: Read otherwise
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight, sensors: [{ id: S1, serial: X1, measures: temperature }] }, { id: GU1, arm: flight }]
channels:
  - { id: temperature, unit: Cel, period: PT1M }
  - { id: co2, unit: '[ppm]', period: PT1M, calibrators: [{ polynomial: [0, 2] }] }
sources:
  - id: w
    match: "*.csv"
    time: { column: t, formats: ["M/d/yyyy H:mm"], zone: UTC }
    columns: { v: { unit: FU1, channel: temperature }, c: { unit: FU1, channel: co2 } }
`;

const indexOf = (text: string) => indexDefinition(readDefinition(text).definition);
function changed(...replaced: readonly [string, string][]) {
  const text = replaced.reduce((said, [from, to]) => said.replaceAll(from, to), TEXT);
  expect(text).not.toBe(TEXT);
  const [was, is] = [indexOf(TEXT), indexOf(text)].map((index) => ({
    index,
    source: index.definition.sources[0]!,
  }));
  return readingChanges(was!, is!);
}

it.each([
  [
    'unit: Cel',
    'unit: K',
    [{ what: 'unit', channel: 'temperature', of: null, source: null, before: 'Cel', after: 'K' }],
  ],
  [
    'unit: Cel, period',
    'unit: Cel, storage: decimal(2), period',
    [
      {
        ...{ what: 'storage', channel: 'temperature', of: null, source: null },
        ...{ before: 'float64', after: 'decimal(2)' },
      },
    ],
  ],
  [
    'channel: temperature }',
    'channel: temperature, as: "[degF]" }',
    [
      {
        what: 'as',
        channel: 'temperature',
        of: null,
        source: 'w',
        before: "none (the channel's unit)",
        after: '[degF]',
      },
    ],
  ],
  [
    'zone: UTC',
    'zone: Asia/Tokyo',
    ['temperature', 'co2'].map((channel) => ({
      ...{ what: 'zone', channel, of: null, source: 'w' },
      ...{ before: 'UTC', after: 'Asia/Tokyo' },
    })),
  ],
])('%s that becomes %s', (from, to, expected) => {
  expect(changed([from, to])).toEqual(expected);
});

it.each([
  ['a unit that is spelt otherwise', "unit: '[ppm]'", "unit: '10*-6'"],
  [
    'a file unit that says what the channel says',
    'channel: temperature }',
    'channel: temperature, as: Cel }',
  ],
  ['curves of other numbers', 'polynomial: [0, 2]', 'polynomial: [1, 3]'],
  [
    'curves that come later',
    'temperature, unit: Cel',
    'temperature, calibrators: [{ polynomial: [0, 3] }], unit: Cel',
  ],
  ['a sensor of another serial', 'serial: X1', 'serial: X2'],
  ['a column beside', 'columns: { v:', 'columns: { w: { unit: GU1, channel: temperature }, v:'],
  ['another period', 'period: PT1M', 'period: PT2M'],
])('%s is none', (_, from, to) => {
  expect(changed([from, to])).toEqual([]);
});

const OF = { unit: 'FU1', series: 'temperature' };

it.each([
  ['another unit', 'v: { unit: FU1,', 'v: { unit: GU1,', 'GU1 temperature'],
  [
    'another channel',
    'v: { unit: FU1, channel: temperature }, c: { unit: FU1, channel: co2 }',
    'v: { unit: FU1, channel: co2 }',
    'FU1 co2',
  ],
])('a column moved to %s', (_, from, to, after) => {
  const moved = { what: 'columns', channel: 'temperature', of: OF, source: 'w' };
  expect(changed([from, to])).toContainEqual({ ...moved, before: 'v is FU1 temperature', after });
});

it.each([
  ['of another header', 'columns: { v:', 'columns: { w:'],
  ['dropped', 'v: { unit: FU1, channel: temperature }, ', ''],
  ['ignored', 'columns: { v: { unit: FU1, channel: temperature }, ', 'ignore: [v]\n    columns: { '],
])('a column %s is no longer read', (_, from, to) => {
  const lost = { what: 'columns', channel: 'temperature', of: OF, source: 'w' };
  const told = { before: 'v is FU1 temperature', after: 'no longer read' };
  expect(changed([from, to])).toEqual([{ ...lost, ...told }]);
});

it('no column is read where no source reads the file', () => {
  const index = indexOf(TEXT);
  const none = readingChanges({ index, source: index.definition.sources[0]! }, { index, source: null });
  expect(none.map(({ before, after }) => [before, after])).toEqual([
    ['v is FU1 temperature', 'no longer read'],
    ['c is FU1 co2', 'no longer read'],
  ]);
});

it.each([
  ['named otherwise', 'names: { T: { channel: temperature }', 'names: { temp: { channel: temperature }'],
  [
    'ignored',
    'names: { T: { channel: temperature }, C: { channel: co2 } }',
    'names: { C: { channel: co2 } }, ignore: [T]',
  ],
])('rows that are %s are no longer read', (_, from, to) => {
  const rows =
    'layout: long\n    rows: { unit: { column: u }, channel: { column: c, names: { T: { channel: temperature }, C: { channel: co2 } } }, value: v }';
  const wide = 'columns: { v: { unit: FU1, channel: temperature }, c: { unit: FU1, channel: co2 } }';
  const [was, is] = [rows, rows.replace(from, to)].map((said) => {
    const index = indexOf(TEXT.replace(wide, said));
    return { index, source: index.definition.sources[0]! };
  });
  expect(readingChanges(was!, is!).map(({ before, after }) => [before, after])).toEqual([
    ['FU1 / T / v is FU1 temperature', 'no longer read'],
    ['GU1 / T / v is GU1 temperature', 'no longer read'],
  ]);
});

it('two columns that change places are both told', () => {
  const swapped = changed(
    ['v: { unit: FU1, channel: temperature }', 'v: { unit: FU1, channel: co2 }'],
    ['c: { unit: FU1, channel: co2 }', 'c: { unit: FU1, channel: temperature }'],
  );
  expect(swapped.map(({ what, before, after }) => [what, before, after])).toEqual([
    ['columns', 'v is FU1 temperature', 'FU1 co2'],
    ['columns', 'c is FU1 co2', 'FU1 temperature'],
  ]);
});

it('another sensor that bears the name of the channel', () => {
  const other =
    'sensors: [{ id: S1, serial: X1, measures: temperature }, { id: S2, serial: X2, measures: temperature, primary: true }]';
  expect(changed(['sensors: [{ id: S1, serial: X1, measures: temperature }]', other])).toEqual([
    { what: 'sensors', channel: 'temperature', of: OF, source: null, before: 'S1', after: 'S2' },
  ]);
});

it.each([
  ['dropped', ', calibrators: [{ polynomial: [0, 2] }]', ''],
  ['turned to words', '{ polynomial: [0, 2] }', '{ enumeration: { 0: OFF } }'],
  ['of a sensor that there is not', '{ polynomial: [0, 2] }', '{ serial: X9, polynomial: [0, 2] }'],
])('curves %s leave counts without one, which no new reading mends', (_, from, to) => {
  const counts = changed([from, to]);
  expect(counts).toEqual([
    {
      ...{ what: 'calibrators', channel: 'co2', of: { unit: 'FU1', series: 'co2' }, source: null },
      ...{ before: 'counts, with a curve to [ppm]', after: 'numbers in [ppm], without a curve' },
    },
  ]);
  expect(counts.map(isOfCounts)).toEqual([true]);
});

it('curves that come with another unit would make counts of readings', () => {
  const counts = changed([
    'temperature, unit: Cel',
    'temperature, calibrators: [{ polynomial: [0, 3] }], unit: K',
  ]);
  expect(counts.map(({ what }) => what)).toEqual(['unit', 'calibrators']);
});

it('the same curves to another unit would give the readings its label', () => {
  const co2 = ["co2, unit: '[ppm]'", 'co2, unit: "%"'] as const;
  expect(changed([...co2]).map(({ what }) => what)).toEqual(['unit', 'calibrators']);
  const curves = changed([...co2], ['polynomial: [0, 2]', 'polynomial: [0, 0.0002]']);
  expect(curves.map(({ what }) => what)).toEqual(['unit']);
});

import { expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { type ReadBy, readTwice } from '../../../../shared/domain/experiment/read-twice.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const wide = (id: string, column: string, more = '') =>
  `{ id: ${id}, match: '${id}', time: { column: t, zone: UTC }, columns: { ${column} }${more} }`;
const long = (
  id: string,
  names: string,
) => `{ id: ${id}, match: '${id}', layout: long, time: { column: t, zone: UTC },
  rows: { unit: { column: who }, channel: { column: what, names: { ${names} } }, value: v } }`;
const SOURCES = {
  one: wide('one', 'v: { unit: U, channel: a }'),
  alike: wide('alike', 'v: { unit: U, channel: a }', ', rank: 7, clock: c, ignore: [x]'),
  wider: wide('wider', 'v: { unit: U, channel: a }, w: { unit: U, channel: b }'),
  otherCell: wide('otherCell', 'w: { unit: U, channel: a }'),
  otherChannel: wide('otherChannel', 'v: { unit: U, channel: b }'),
  otherUnit: wide('otherUnit', 'v: { unit: V, channel: a }'),
  otherAs: wide('otherAs', 'v: { unit: U, channel: a, as: K }, w: { unit: U, channel: b }'),
  otherSensor: wide('otherSensor', 'v: { unit: U, channel: a, sensor: second }'),
  otherOrigin: wide('otherOrigin', 'v: { unit: U, channel: a, origin: DERIVED }'),
  otherDecimal: wide('otherDecimal', 'v: { unit: U, channel: a }', ", decimal: ',', delimiter: ';'"),
  otherZone: wide('otherZone', 'v: { unit: U, channel: a }').replace('UTC', 'Asia/Tokyo'),
  rows: long('rows', 'T: { channel: a }'),
  otherRows: long('otherRows', 'T: { channel: a, as: K }, P: { channel: b }'),
};

function readBy(source: keyof typeof SOURCES): ReadBy {
  const index = indexDefinition(
    readDefinition(`
id: x
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: U, arm: flight, sensors: [{ id: first, measures: a, primary: true }, { id: second, measures: a }] }, { id: V, arm: flight }]
channels: [{ id: a, unit: Cel, period: PT1M }, { id: b, unit: Cel, period: PT1M }]
sources: [${Object.values(SOURCES).join(',\n  ')}]
`).definition,
  );
  return { index, source: index.sources.get(source)!, readingRevision: 'r' };
}

it.each([
  ['one', 'one', []],
  ['one', 'alike', []],
  ['one', 'wider', []],
  ['one', 'otherCell', []],
  ['one', 'otherChannel', []],
  ['one', 'otherUnit', []],
  ['one', 'rows', []],
  ['one', 'otherAs', ['U a']],
  ['wider', 'otherAs', ['U a']],
  ['one', 'otherSensor', ['U a']],
  ['one', 'otherOrigin', ['U a']],
  ['one', 'otherDecimal', ['U a']],
  ['one', 'otherZone', ['U a']],
  ['wider', 'otherZone', ['U a']],
  ['rows', 'otherRows', ['U a', 'V a']],
] as const)('%s and %s read twice: %j', (one, other, expected) => {
  const found = (a: keyof typeof SOURCES, b: keyof typeof SOURCES) =>
    readTwice(readBy(a), readBy(b)).map(({ unit, channel }) => `${unit} ${channel}`);
  expect(found(one, other)).toEqual(expected);
  expect(found(other, one)).toEqual(expected);
});

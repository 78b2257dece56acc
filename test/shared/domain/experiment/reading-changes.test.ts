import { expect, it } from 'vitest';
import { indexDefinition } from '../../../../shared/domain/experiment/definition-index.ts';
import { readingChanges } from '../../../../shared/domain/experiment/reading-changes.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';

const TEXT = `
id: k
title: Read otherwise
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels:
  - { id: temperature, unit: Cel, period: PT1M }
  - { id: co2, unit: '[ppm]', period: PT1M }
sources:
  - id: w
    match: "*.csv"
    time: { column: t, formats: ["M/d/yyyy H:mm"], zone: UTC }
    columns: { v: { unit: FU1, channel: temperature }, c: { unit: FU1, channel: co2 } }
`;

const indexOf = (text: string) => indexDefinition(readDefinition(text).definition);
const changed = (from: string, to: string) => readingChanges(indexOf(TEXT), indexOf(TEXT.replace(from, to)));

it.each([
  [
    'unit: Cel',
    'unit: K',
    [{ what: 'unit', channel: 'temperature', source: null, before: 'Cel', after: 'K' }],
  ],
  [
    'unit: Cel, period',
    'unit: Cel, storage: decimal(2), period',
    [{ what: 'storage', channel: 'temperature', source: null, before: 'float64', after: 'decimal(2)' }],
  ],
  [
    'channel: temperature }',
    'channel: temperature, as: "[degF]" }',
    [
      {
        what: 'as',
        channel: 'temperature',
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
      ...{ what: 'zone', channel, source: 'w' },
      ...{ before: 'UTC', after: 'Asia/Tokyo' },
    })),
  ],
])('%s that becomes %s', (from, to, expected) => {
  expect(changed(from, to)).toEqual(expected);
});

it.each([
  ['a unit that is spelt otherwise', "unit: '[ppm]'", "unit: '10*-6'"],
  [
    'a file unit that says what the channel says',
    'channel: temperature }',
    'channel: temperature, as: Cel }',
  ],
  ['a column of another header', 'columns: { v:', 'columns: { w:'],
  ['another period', 'period: PT1M', 'period: PT2M'],
])('%s is none', (_, from, to) => {
  expect(changed(from, to)).toEqual([]);
});

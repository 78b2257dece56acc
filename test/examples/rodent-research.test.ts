import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { indexDefinition } from '../../shared/domain/experiment/definition-index.ts';
import { sourceFor } from '../../shared/domain/experiment/file-reader.ts';
import { armKindOf, pairNamed, sharesClock, unitSeries } from '../../shared/domain/experiment/lookups.ts';
import { isoOf } from '../../shared/domain/time.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';

const folder = new URL('../../examples/rodent-research/', import.meta.url);
const data = `${process.env.HOWSHIP_DATA ?? new URL('../../../shared/data', import.meta.url).pathname}/iss-rodent-research`;
const isDataThere = existsSync(data);
const definitionOf = (name: string) => readDefinition(readFileSync(new URL(name, folder), 'utf8')).definition;

describe.each([
  ['rr1.yaml', 'RR1_CSV.csv', '2014-09-21T05:52:03Z'],
  ['rr6.yaml', 'RR6_CSV.csv', '2017-12-15T15:36:09Z'],
])('%s', (name, fileName, liftOff) => {
  const definition = definitionOf(name);
  const index = indexDefinition(definition);
  const source = sourceFor(index, fileName, null);
  if (source.layout !== 'wide') throw new Error('expected a wide source');

  it('compares the habitat with the chamber on one clock, counted from the true lift-off', () => {
    expect(armKindOf(index, 'FU1')).toBe('SPACEFLIGHT');
    expect(pairNamed(index, 'P1')).toMatchObject({ flight: 'FU1', ground: 'GU1', plannedDelay: 0 });
    expect(sharesClock(index, pairNamed(index, 'P1'))).toBe(true);
    const [event] = definition.units[0]?.events ?? [];
    expect([event?.name, isoOf(event?.at ?? 0)]).toEqual([definition.reference, liftOff]);
  });

  it('keeps three channels of each unit by the default rules, every reading as measured', () => {
    for (const unit of ['FU1', 'GU1']) {
      expect(
        unitSeries(index, unit).map(({ series, ucum, storage, period, stuckAfter, twin }) => [
          series,
          ucum,
          storage,
          period,
          stuckAfter,
          twin.margin,
        ]),
      ).toEqual([
        ['temperature', 'Cel', { kind: 'decimal', scale: 1 }, 300, 172_800, 0.5],
        ['humidity', '%', { kind: 'decimal', scale: 0 }, 300, 172_800, null],
        ['co2', '[ppm]', { kind: 'decimal', scale: 0 }, 300, 172_800, null],
      ]);
    }
    expect(Object.values(source.columns).map((column) => column.origin)).toEqual(Array(6).fill('MEASURED'));
  });

  it.runIf(isDataThere)(
    'accounts for every column and milestone of the real file (where HOWSHIP_DATA is present)',
    () => {
      const [header, ...rows] = readFileSync(`${data}/${fileName}`, 'utf8')
        .replace('\uFEFF', '')
        .split(/\r?\n/);
      const columns = header?.split(',').filter((column) => column !== '') ?? [];
      const known = [
        source.time.column,
        source.events?.column,
        ...source.ignore,
        ...Object.keys(source.columns),
      ];
      expect(columns.toSorted()).toEqual(known.toSorted());
      const milestone = columns.indexOf('Mission_Milestone');
      const labels = rows.flatMap((row) => row.split(',')[milestone] || []);
      expect(labels.toSorted()).toEqual(Object.keys(source.events?.names ?? {}).toSorted());
    },
  );
});

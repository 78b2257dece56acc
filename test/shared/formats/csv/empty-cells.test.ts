/** A row without a value: a sample that cannot be read where each row is one, no sample where each column is. */
import { describe, expect, it } from 'vitest';
import { declaredBy } from '../../../../shared/domain/experiment/declared.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { planOfSource } from '../../../../shared/formats/source/source-plan.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';
import { bytesOf, collect, DIALECT, inPieces } from './collect.ts';

const HEAD = TWIN_DEFINITION.slice(0, TWIN_DEFINITION.indexOf('sources:'));
const TIME = 'time: { column: t, formats: [ISO8601] }';
const WIDE = `{ id: s, match: "*.csv", format: csv, layout: wide, ${TIME}, rows: { unit: { column: who } }, columns: { temp: { channel: temperature } } }`;
const LONG = `{ id: s, match: "*.csv", format: csv, layout: long, ${TIME}, rows: { unit: { column: who }, channel: { column: what }, value: temp } }`;

const planOf = (source: string) => {
  const { definition } = readDefinition(`${HEAD}sources:\n  - ${source}\n`);
  return { ...planOfSource(declaredBy(definition), definition.sources[0]!).read, dialect: DIALECT };
};

describe('a row without a value', () => {
  it('is no sample of a wide file with units in rows, though it has one column of values', async () => {
    const file =
      't,who,temp\n2026-03-01T06:00:00Z,FU1,37.0\n2026-03-01T06:01:00Z,FU1,\n2026-03-01T06:02:00Z,GU1,36.5\n';
    const { rejects, batches } = await collect(inPieces(bytesOf(file), 7), planOf(WIDE));
    expect(rejects).toEqual([]);
    expect(batches.reduce((sum, { readings }) => sum + readings, 0)).toBe(2);
  });

  it('is a reject of a long file', async () => {
    const file =
      't,who,what,temp\n2026-03-01T06:00:00Z,FU1,temperature,37.0\n2026-03-01T06:01:00Z,FU1,temperature,\n';
    const { rejects } = await collect(inPieces(bytesOf(file), 7), planOf(LONG));
    expect(rejects).toMatchObject([{ code: 'value.empty', line: 3 }]);
  });
});

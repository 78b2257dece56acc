import { describe, expect, it } from 'vitest';
import type { Column, FileShape } from '../../../../shared/domain/source-proposal/file-shape.ts';
import { unitsIn, unitsInFiles } from '../../../../shared/domain/source-proposal/units-in-files.ts';

const column = (header: string, texts: readonly string[] = ['1']): Column => ({
  ...{ header, kind: texts[0] === '1' ? 'numbers' : 'texts', texts, codes: [], unitText: null },
});
const found = (columns: readonly Column[], fileName = 'log.csv') =>
  unitsIn({ fileName } as FileShape, columns).map(({ id, side }) => `${id} ${side}`);

it('units are named by the texts of a column, by columns, or by the file, and one is called U1 otherwise', () => {
  expect(found([column('unit', ['FU1', 'GU2']), column('value')])).toEqual(['FU1 FLIGHT', 'GU2 GROUND']);
  expect(found([column('FU1 temp'), column('FU2 temp'), column('CO2')])).toEqual([
    'FU1 FLIGHT',
    'FU2 FLIGHT',
  ]);
  expect(found([column('temp')], 'INC7_20260301.csv')).toEqual(['INC7 null']);
  expect(found([column('temp')])).toEqual(['U1 null']);
});

it('gases, probes and numbers of channels are none', () => {
  expect(found([column('CO2'), column('T1'), column('ch3'), column('O2 (%)')], 'run_12.csv')).toEqual([
    'U1 null',
  ]);
});

it('columns of flight and of ground are a unit each', () => {
  expect(found([column('Temp_ISS'), column('Temp_Ground')])).toEqual(['FU1 FLIGHT', 'GU1 GROUND']);
});

it('a file whose name says a side is of one unit of this side', () => {
  expect(found([column('temp')], 'flight.csv')).toEqual(['FU1 FLIGHT']);
  expect(found([column('temp')], 'ground-control_2026-03-01.csv')).toEqual(['GU1 GROUND']);
});

describe('files that name no unit', () => {
  const ofFiles = (...names: readonly string[]) =>
    unitsInFiles(
      names.map((fileName) => ({ shape: { fileName } as FileShape, columns: [column('temp')] })),
    ).map(({ id, side }) => `${id} ${side}`);

  it('are of one unit where a pattern fits them all', () => {
    expect(ofFiles('log_2026-03-01.csv', 'log_2026-03-02.csv')).toEqual(['U1 null']);
    expect(ofFiles('flight.csv', 'ground.csv')).toEqual(['FU1 FLIGHT', 'GU1 GROUND']);
  });

  it('are of a unit each where their names differ, for readings of two loggers are never mixed', () => {
    expect(ofFiles('left.csv', 'right chamber.csv')).toEqual(['left null', 'right-chamber null']);
    expect(ofFiles('flight_a.csv', 'flight_b.csv', 'ground.csv')).toEqual([
      'flight-a FLIGHT',
      'flight-b FLIGHT',
      'GU1 GROUND',
    ]);
  });
});

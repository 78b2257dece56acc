import { expect, it } from 'vitest';
import { channelsIn } from '../../../../shared/domain/source-proposal/channels-in-files.ts';
import type { Column, FileShape } from '../../../../shared/domain/source-proposal/file-shape.ts';

const shape = {
  fileName: 'a.csv',
  decimal: '.',
  dialect: {},
  preset: null,
  time: { step: 3_000_036 },
} as FileShape;
const column = (
  header: string,
  texts: readonly string[] = ['36.5', '36.75'],
  unitText: string | null = null,
): Column => ({
  ...{ header, kind: 'numbers', texts, codes: [], unitText },
});
const units = [{ id: 'FU1', side: 'FLIGHT' as const, by: null }];
const found = (...columns: readonly Column[]) => channelsIn(shape, columns, units);

it('a channel has the quantity, unit, period and storage that its column shows', () => {
  expect(found(column('FU1 Temp (°C)'))).toEqual([
    {
      ...{ id: 'temperature', quantity: 'temperature', unit: 'Cel', period: 'PT3S', storage: 'decimal(2)' },
      guesses: { period: 'the median step of the times in a.csv' },
    },
  ]);
});

it('what nothing says is a guess, with what it was decided by', () => {
  expect(found(column('temperature', ['97.5', '98.1']))[0]?.guesses.unit).toContain('if that is °F');
  expect(found(column('RH', ['0.1234567']))[0]).toMatchObject({ unit: '%', storage: 'float64' });
  expect(found(column('Temp_degF'))[0]?.guesses.unit).toContain('°F, which its source converts');
  expect(found(column('pressure', ['101.3'], 'kPa'))[0]).toMatchObject({ unit: 'kPa', guesses: {} });
});

it('set-points, extremes and columns that name no quantity are no channels', () => {
  expect(found(column('Temp setpoint'), column('humidity max'), column('RECORD'), column('x'))).toEqual([]);
});

it('what stands beside the quantity is a part of the id', () => {
  expect(found(column('heater current'), column('AccelX')).map(({ id }) => id)).toEqual([
    'heater-current',
    'accel-x',
  ]);
});

it('a column without a name is a channel of its own only where no column has one', () => {
  const unnamed = column('#2');
  expect(found(unnamed)).toEqual([]);
  const headerless = { ...shape, dialect: { header: 'none' } };
  expect(channelsIn(headerless, [unnamed], units)).toEqual([
    {
      ...{ id: 'column-2', quantity: 'column-2', unit: '1', period: 'PT3S', storage: 'decimal(2)' },
      guesses: {
        id: 'no name says what #2 measures; it holds 36.5; 36.75',
        unit: 'nothing says the unit; the first readings are 36.5 to 36.75',
        period: 'the median step of the times in a.csv',
      },
    },
  ]);
});

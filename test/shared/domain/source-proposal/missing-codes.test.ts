import { expect, it } from 'vitest';
import { codesIn } from '../../../../shared/domain/source-proposal/missing-codes.ts';

const codes = (name: string, ...texts: readonly string[]) =>
  codesIn(name, texts, '.').map(({ value }) => value);
const WARM = ['36.5', '36.6', '37.1'];

it('words among readings that say that there is none are codes, and others are not', () => {
  expect(codes('temp', ...WARM, 'NaN', '---', 'hot', 'n/a', 'low')).toEqual(['NaN', '---', 'n/a']);
});

it('numbers that loggers write for none are codes where no reading is near', () => {
  expect(codes('temp', ...WARM, '-999', '9999', '-127')).toEqual([-999, 9999, -127]);
  expect(codes('CO2', '400', '5000', '-999', '9999')).toEqual([-999]);
  expect(codes('x', '-1000', '500', '-999')).toEqual([]);
  expect(codes('counts', '60000', '65535', '100')).toEqual([]);
});

it('85 is one of thermometers alone, and none where it is as warm as that', () => {
  expect(codes('temp', ...WARM, '85.0')).toEqual([85]);
  expect(codes('humidity', '40', '41', '85')).toEqual([]);
  expect(codes('temp', '36', '60', '80', '85.0')).toEqual([]);
});

it('the code is the number, however it is written', () => {
  expect(codesIn('temp', ['36,5', '36,6', '-999,0'], ',')).toMatchObject([{ text: '-999,0', value: -999 }]);
});

it('of codes alone nobody knows', () => {
  expect(codes('temp', '-999', '85')).toEqual([]);
});

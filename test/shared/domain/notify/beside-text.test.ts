import { expect, it } from 'vitest';
import { besideLines } from '../../../../shared/domain/notify/beside-text.ts';
import { LIMIT } from '../../../support/told-anomalies.ts';

const over = { ...LIMIT, to: LIMIT.from, current: undefined };
const beside = (unit: string, is: 'TWIN' | 'SIBLING', anomalies = [LIMIT]) => ({ unit, is, anomalies });

it('says what the twin and the siblings show in the same channel now', () => {
  expect(
    besideLines(LIMIT, [
      ...[beside('GU1', 'TWIN', [over]), beside('FU2', 'SIBLING'), beside('FU3', 'SIBLING', [])],
    ]),
  ).toEqual([
    'Its twin GU1 shows nothing in temperature.',
    'Of its 2 siblings FU2 (CRITICAL LIMIT) show something in temperature, 1 nothing.',
  ]);
  expect(besideLines(LIMIT, [beside('GU1', 'TWIN'), beside('FU2', 'SIBLING', [])])).toEqual([
    'Its twin GU1 shows in temperature: CRITICAL LIMIT.',
    'Of its one sibling none shows anything in temperature.',
  ]);
});

it('says nothing where there is neither, nor of a whole unit', () => {
  expect(besideLines(LIMIT, [])).toEqual([]);
  expect(besideLines({ ...LIMIT, channels: [] }, [beside('GU1', 'TWIN')])).toEqual([]);
});

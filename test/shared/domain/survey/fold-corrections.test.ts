import { describe, expect, it } from 'vitest';
import { foldCorrections } from '../../../../shared/domain/survey/fold-corrections.ts';

const HOUR = 3_600_000_000;
const [FIRST, SECOND, UNSETTLED] = ([1, 2, null] as const).map((pass, i) => ({
  from: 10 * i,
  to: 10 * i + 10,
  length: HOUR,
  pass,
}));

const of = (ambiguous: 'ORDER' | 'EARLIER' | 'LATER' | 'REJECT') =>
  foldCorrections([FIRST!, SECOND!, UNSETTLED!], ambiguous, 'Europe/Berlin').map(({ from, shift }) => [
    from,
    shift,
  ]);

describe('what becomes of an hour that the clock showed twice', () => {
  it('is that of its second showing under ORDER; what is not settled is rejected', () => {
    expect(of('ORDER')).toEqual([
      [10, HOUR],
      [20, null],
    ]);
  });

  it('is rejected under EARLIER and LATER where the rows say the other; what is not settled is as declared', () => {
    expect(of('EARLIER')).toEqual([[10, null]]);
    expect(of('LATER')).toEqual([[0, null]]);
    expect(of('REJECT')).toEqual([]);
  });

  it('names ORDER', () => {
    const [only] = foldCorrections([SECOND!], 'EARLIER', 'Europe/Berlin');
    expect(only?.message).toMatch(
      /clocks in Europe\/Berlin showed this time twice.*let it say ambiguous: ORDER$/,
    );
  });
});

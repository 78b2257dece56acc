import type { Micros } from '../time.ts';
import type { FoldStretch } from './fold-look.ts';

/** What a source says of a time that its clock showed twice. */
export type Ambiguous = 'REJECT' | 'EARLIER' | 'LATER' | 'ORDER';

/** What becomes of lines that lie in a fold when the file is read again. */
export interface FoldCorrection {
  readonly from: number;
  readonly to: number;
  /** Added to the time of the rows; null: they are rejected. */
  readonly shift: Micros | null;
  readonly code: 'time.ambiguous';
  readonly message: string;
}

/** None where the file stands as it was read: ORDER is read as the first time of the hour. */
export function foldCorrections(
  stretches: readonly FoldStretch[],
  ambiguous: Ambiguous,
  zone: string,
): readonly FoldCorrection[] {
  return stretches.flatMap(({ from, to, length, pass }): FoldCorrection[] => {
    const correct = (shift: Micros | null, message = ''): FoldCorrection[] => [
      { from, to, shift, code: 'time.ambiguous', message },
    ];
    const shown = `clocks in ${zone} showed this time twice`;
    if (ambiguous === 'ORDER' && pass === 2) return correct(length);
    if (ambiguous === 'ORDER' && pass === null)
      return correct(
        null,
        `${shown}, and the order of the rows does not say which is meant: send the hour whole and in the order of time, or let the source say ambiguous: EARLIER or LATER`,
      );
    if (ambiguous === 'EARLIER' && pass === 2)
      return correct(
        null,
        `${shown}, and this row stands where the second is meant, which the source's ambiguous: EARLIER would store too early: let it say ambiguous: ORDER`,
      );
    if (ambiguous === 'LATER' && pass === 1)
      return correct(
        null,
        `${shown}, and this row stands where the first is meant, which the source's ambiguous: LATER would store too late: let it say ambiguous: ORDER`,
      );
    return [];
  });
}

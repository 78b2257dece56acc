/** Ratios for people: of a ratio the digits count, and not the decimals. */
import { endsText, significantText } from '../../../shared/domain/words/figure.ts';

const DIGITS = 3;

export const ratioText = (ratio: number): string => `× ${significantText(ratio, DIGITS)}`;

export const intervalOfRatio = (interval: readonly [number, number] | null): string =>
  interval === null ? '–' : endsText(interval, DIGITS);

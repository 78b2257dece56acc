import { countText, groupedText } from './count.ts';

/** How many units are held against how many: `3 against 1 unit`, `1,000 against 1,000 units`, `0 against 3 units`. */
export const unitsAgainstText = (a: number, b: number): string =>
  `${groupedText(a)} against ${b === 0 ? '0 units' : countText(b, 'unit')}`;

import { countText, groupedText } from './count.ts';

/** How many units are held against how many: `3 against 1 unit`, `1,000 against 1,000 units`, `0 against 3 units`. */
export const unitsAgainstText = (a: number, b: number): string =>
  `${groupedText(a)} against ${b === 0 ? '0 units' : countText(b, 'unit')}`;

/** In a cell of a table: `3 v 3`; with units that are below detection, which are ranked, `3 v 3 (1 below detection)`. */
export const unitsCellText = (a: number, b: number, below = 0): string =>
  `${groupedText(a)} v ${groupedText(b)}${below === 0 ? '' : ` (${belowText(below)})`}`;

/** Of so many units: `1 below detection`. */
export const belowText = (below: number): string => `${groupedText(below)} below detection`;

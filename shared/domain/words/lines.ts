import { listText } from './list.ts';

const MOST_LINES = 6;

/** Lines of a file, from 1: `line 3`, `lines 3, 5, 7, 9, 11, 13 and 9 more`. */
export function linesText(lines: readonly number[]): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${listText(lines.map(String), ', ', MOST_LINES)}`;
}

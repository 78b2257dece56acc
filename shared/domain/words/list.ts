import { groupedText } from './count.ts';

/** Things named in a line or a cell; the others are counted. */
const NAMED = 3;

/** The first items, and how many more there are: `a, b, c and 2 more`, `a; b; c; and 2 more`. */
export function listText(items: readonly string[], separator: ', ' | '; ' = ', ', most = NAMED): string {
  const named = items.slice(0, most).join(separator);
  const more = `${separator === ', ' ? ' ' : separator}and ${groupedText(items.length - most)} more`;
  return items.length > most ? `${named}${more}` : named;
}

import type { Page } from './page.ts';

export type Colour = 'red' | 'yellow' | 'cyan' | 'green' | 'faint';

const CODES: Readonly<Record<Colour, string>> = {
  red: '1;31',
  yellow: '33',
  cyan: '36',
  green: '32',
  faint: '2',
};

/** Every code that a painted text may hold. */
export const COLOUR = new RegExp(`\\p{Cc}\\[(?:${[...Object.values(CODES), '0'].join('|')})m`, 'gu');

/** The text in a colour, where the page has any. It takes no more room than without. */
export function painted(text: string, colour: Colour | null, { isColoured }: Page): string {
  return colour === null || !isColoured || text === '' ? text : `\x1b[${CODES[colour]}m${text}\x1b[0m`;
}

/** By how soon somebody must look: of `severityText`, whose first word is the severity now. */
export function severityColour(text: string): Colour | null {
  const [severity = ''] = text.split(' ');
  if (severity === 'CRITICAL' || severity === 'SEVERE' || severity === 'DISTRESS') return 'red';
  if (severity === 'WARNING') return 'yellow';
  return severity === 'WATCH' ? 'cyan' : null;
}

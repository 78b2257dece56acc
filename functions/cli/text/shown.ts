/** Texts of files and people are shown on a terminal, never obeyed by it. */
import { plainText } from '../../../shared/domain/words/plain-text.ts';
import { COLOUR } from './paint.ts';

/** In one line: what is blank is a blank, and what a terminal would obey is written out. */
export function shownText(text: string): string {
  return plainText(text.replaceAll(/\s/gu, ' '));
}

/** A whole screen: its lines and our own colours stay. */
export function shownLines(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const colours = line.match(COLOUR) ?? [];
      return line
        .split(COLOUR)
        .map((part, i) => plainText(part) + (colours[i] ?? ''))
        .join('');
    })
    .join('\n');
}

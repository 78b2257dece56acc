/** Breaks lines between words. Nothing is broken within a word but by `cellLines`, where a word is wider than its column. */
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

const COLOUR = /\p{Cc}\[[\d;]*m/gu;

/** In characters, not in UTF-16 halves; colours take no room. */
export function lengthOf(text: string): number {
  return [...text.replaceAll(COLOUR, '')].length;
}

/** Continued lines stand this much further in than the line they continue. */
const HANG = 2;
/** A command is copied: the terminal folds it, and what is copied stays one line. */
const COMMAND = new RegExp(`^ *${RegExp.escape(typedCommand(''))}`);
/** A sentence that ends with one, which has a line of its own where both are wider than the page. */
const HINT = new RegExp(`^(.*\\S:) (${RegExp.escape(typedCommand(''))}.*)$`);

/** Every line of a text within the width where its words allow that; continued lines hang. */
export function wrapText(text: string, width: number | null): string {
  if (width === null) return text;
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  if (lengthOf(line) <= width || COMMAND.test(line)) return [line];
  const indent = /^ */.exec(line)![0];
  const hang = ' '.repeat(indent.length + HANG);
  const [, head, command] = HINT.exec(line) ?? [];
  if (head !== undefined) return [...wrapLine(head, width), `${hang}${command}`];
  const [first = '', ...rest] = filled(line.slice(indent.length), width - indent.length, width - hang.length);
  return [indent + first, ...rest.map((one) => hang + one)];
}

/** The lines of a cell, none wider than the column. */
export function cellLines(text: string, width: number): string[] {
  return filled(text, width, width).flatMap((line) => cut(line, width));
}

/** The width below which a cell cannot be broken between words. */
export function longestWord(text: string): number {
  return Math.max(0, ...wordsOf(text).map(lengthOf));
}

function filled(text: string, first: number, others: number): string[] {
  const lines: string[] = [];
  for (const word of wordsOf(text)) {
    const line = lines.at(-1);
    const room = lines.length > 1 ? others : first;
    if (line !== undefined && lengthOf(line) + 1 + lengthOf(word) <= room) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.length === 0 ? [''] : lines;
}

/** A number stays with what it counts (`4 %`, `2,592 readings`), and a command is not left without its name. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const word of text.split(/ +/)) {
    const before = words.at(-1);
    if (before !== undefined && STAYS.test(before)) words[words.length - 1] = `${before} ${word}`;
    else if (word !== '') words.push(word);
  }
  return words;
}

const STAYS = new RegExp(`^[([±+−-]?[\\d.,]*\\d$|${RegExp.escape(typedCommand('').trim())}$`);

function cut(line: string, width: number): string[] {
  const letters = [...line];
  const pieces = Array.from({ length: Math.max(1, Math.ceil(letters.length / width)) }, (_, i) =>
    letters.slice(i * width, (i + 1) * width).join(''),
  );
  return pieces;
}

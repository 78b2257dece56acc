/** How much room a text takes, before anybody has a font: rather too much than too little. */

/** Pixels, of all texts but headings. */
export const FONT = 11;

/** Of a letter, in parts of the size of the font. */
const LETTER = 0.58;
const WIDE_LETTER = 1.05;
/** Scripts whose letters are as wide as they are high, and pictures. */
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\u{1F000}-\u{3FFFF}]/u;
const CAPITAL = /[A-Z0-9%@&MWmw—…]/;
const CAPITAL_LETTER = 0.7;

export function widthOf(text: string, fontSize: number): number {
  let width = 0;
  for (const letter of text)
    width += WIDE.test(letter) ? WIDE_LETTER : CAPITAL.test(letter) ? CAPITAL_LETTER : LETTER;
  return width * fontSize;
}

/** The text, cut where it does not fit; empty where not even three letters would. */
export function fitted(text: string, width: number, fontSize: number): string {
  if (widthOf(text, fontSize) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, fontSize) > width) letters.pop();
  return letters.length < 3 ? '' : `${letters.join('').trimEnd()}…`;
}

/** The text in lines that fit, broken between words; a word that is too long alone is broken within. */
export function wrapped(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => broken(one, width, fontSize))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, fontSize) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function broken(word: string, width: number, fontSize: number): string[] {
  const pieces: string[] = [''];
  for (const letter of word) {
    const last = pieces.at(-1)!;
    if (last !== '' && widthOf(last + letter, fontSize) > width) pieces.push(letter);
    else pieces[pieces.length - 1] = last + letter;
  }
  return pieces;
}

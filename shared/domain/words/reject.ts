/** What is wrong with a reading, cell or row that is not taken in: the code for programs, the words for people. */

export const REJECT_WORDS = {
  'value.not-a-number': 'not a number',
  'value.not-finite': 'not a finite number',
  'value.out-of-range': 'a number too large to be kept',
  'value.empty': 'a row without a value',
  'value.unknown-word': 'a word that is not declared',
  'time.unreadable': 'a time that cannot be read',
  'time.ambiguous': 'a time that the clocks showed twice',
  'time.nonexistent': 'a time that the clocks skipped',
  'time.out-of-range': 'a time outside the years 1970 to 2100',
  'time.offset-missing': 'a time without its offset from UTC',
  'time.implausible': 'a time outside the plausible span',
  'time.reset': 'a time of a clock that was set back',
  'row.unmapped': 'a row that the source neither maps nor ignores',
  'row.width': 'a row with too few or too many cells',
  'row.too-long': 'a row with more cells than the header',
  'row.glued': 'two rows glued together',
  'row.duplicate-key': 'a row that has a name twice',
  'row.cut-off': 'a row that the file breaks off in',
  'header.changed': 'rows below a header that cannot be used',
  'quote.unclosed': 'a quote that is not closed',
  'quote.malformed': 'text after a closing quote',
  'line.too-long': 'a line that is too long',
  'json.malformed': 'a line that is no JSON object',
  'json.too-deep': 'a line with too many levels of JSON',
} as const;

export type RejectCode = keyof typeof REJECT_WORDS;

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(REJECT_WORDS));

/** For people; the code itself where another version wrote it. */
export function rejectWords(code: string): string {
  return WORDS.get(code) ?? code;
}

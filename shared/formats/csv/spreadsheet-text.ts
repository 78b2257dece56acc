/**
 * What a spreadsheet would take for a formula gets an apostrophe: texts of people and of files are no formulas. A tab or
 * the end of a line before it is passed over by some, and the wide signs of East Asia count as the narrow ones.
 */
export function spreadsheetText(text: string): string {
  return /^[\t\r\n]*(?:[=@＝＠]|[+\-＋－].*[(|!])/su.test(text) ? `'${text}` : text;
}

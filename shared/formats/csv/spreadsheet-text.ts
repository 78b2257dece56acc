/** What a spreadsheet would take for a formula gets an apostrophe: texts of people and of files are no formulas. */
export function spreadsheetText(text: string): string {
  return /^(?:[=@]|[+-].*[(|!])/.test(text) ? `'${text}` : text;
}

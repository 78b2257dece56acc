/** What the text of a cell is: a number, nothing, or something else. */

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text; null where the bytes are no UTF-8. */
export function textOfCell(cell: Uint8Array): string | null {
  try {
    return decoder.decode(cell);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Whether a program writes this where it has no value. */
export function isMissing(text: string): boolean {
  return /^(?:|-|\.|#?n\/?a|nan|null|none|missing)$/i.test(text);
}

/** Whether the text is a number, with a decimal point or a decimal comma. */
export function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i.test(text);
}

/** How a cell shows that it is the name of a column and no reading. */

/** A name begins with a letter; these words stand for values. */
const NAME = /^\p{L}/u;
const VALUE_WORD =
  /^(?:nan|na|n\/a|null|nil|none|inf|infinity|err|error|fail|failed|fault|invalid|missing|open|short|on|off|true|false|ok|yes|no|low|high)$/i;

export const isName = (cell: string): boolean => NAME.test(cell) && !VALUE_WORD.test(cell);

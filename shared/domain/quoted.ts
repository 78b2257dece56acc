/** Characters of a text that a sentence repeats: enough to find it again. */
const MOST_QUOTED = 200;

/** Somebody's text in quotes, as JSON; of a long one the first 200 characters and how many more there are. */
export function quoted(text: string): string {
  if (text.length <= MOST_QUOTED) return JSON.stringify(text);
  return `${JSON.stringify(beginning(text, MOST_QUOTED))}${more(text.length - MOST_QUOTED)}`;
}

/** The text, or its first characters and how many more there are. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most)}…${more(text.length - most)}`;
}

function more(characters: number): string {
  return ` (and ${characters} more ${characters === 1 ? 'character' : 'characters'})`;
}

/** Not within a pair of surrogates: half a character is none. */
function beginning(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

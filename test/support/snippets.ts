/** The fenced blocks of a document, as a reader would run them. */

export interface Snippet {
  /** Of the fence: sh, python, r, … */
  readonly language: string;
  readonly text: string;
}

/** All fenced blocks below a heading of the second level, in order. */
export function snippetsBelow(document: string, heading: string): Snippet[] {
  const begin = document.indexOf(`\n## ${heading}\n`);
  if (begin < 0) throw new Error(`expected a heading "## ${heading}", got none`);
  const end = document.indexOf('\n## ', begin + 4);
  return snippetsOf(document.slice(begin, end < 0 ? undefined : end));
}

export function snippetsOf(text: string): Snippet[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', body = '']) => ({
    language,
    text: body,
  }));
}

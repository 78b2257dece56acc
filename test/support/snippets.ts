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

/** Some keys of a definition. */
export type Part = Readonly<Record<string, unknown>>;

/** A document with a part of another in it: what stands in lists goes by its id, and all else is replaced. */
export function joinedWith(document: Part, part: Part): Part {
  const joined: Record<string, unknown> = { ...document };
  for (const [key, value] of Object.entries(part)) {
    const known = document[key];
    joined[key] = Array.isArray(known) && Array.isArray(value) ? joinedById(known, value) : value;
  }
  return joined;
}

function joinedById(known: readonly unknown[], added: readonly unknown[]): unknown[] {
  const all = new Map<unknown, unknown>();
  for (const one of [...known, ...added]) {
    const id = isPart(one) ? one.id : one;
    const before = all.get(id);
    all.set(id, isPart(one) && isPart(before) ? { ...before, ...one } : one);
  }
  return [...all.values()];
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

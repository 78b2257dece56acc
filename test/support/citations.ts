/** What files of the project cite of the documents, and whether it is there. */

/** From a file, by its path from the root, to its text. */
export type Texts = ReadonlyMap<string, string>;

/** A test by its file and its title, as docs/promises.md names it. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** Ids of the headings, as a renderer of Markdown makes them. */
export function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Citations such as `docs/design.md#stuck` whose document, or heading in it, is not there: one sentence each. */
export function danglingCitations(texts: Texts): string[] {
  return placesOf(texts, /\bdocs\/([\w/-]+\.md)(?:#([\p{L}\p{N}_-]+))?/gu).flatMap(({ place, match }) => {
    const [, name = '', anchor] = match;
    const document = texts.get(`docs/${name}`);
    if (document === undefined) return [`${place}: there is no docs/${name}`];
    if (anchor === undefined || anchorsOf(document).includes(anchor)) return [];
    return [`${place}: docs/${name} has no heading #${anchor}`];
  });
}

/** Citations of a document by the number of a section: it is not in the project, and numbers move. */
export function numberedSections(texts: Texts): string[] {
  const found = placesOf(texts, /\bDESIGN[\s*/]*(?:§|sections?\b)[\s*/]*[\d.]*/g);
  return found.map(
    ({ place }) => `${place}: cites a section by its number; cite its heading in docs/design.md`,
  );
}

/** Promises cited in comments and in prose (`P7`, `promise 7`) that docs/promises.md does not make. */
export function unknownPromises(texts: Texts, made: ReadonlySet<string>): string[] {
  const prose = new Map([...texts].map(([file, text]) => [file, proseOf(file, text)]));
  return placesOf(prose, /\bP(\d+)\b|\bpromises?[\s*]+(\d+)\b/gi).flatMap(({ place, match }) => {
    const promise = `P${match[1] ?? match[2]}`;
    return made.has(promise) ? [] : [`${place}: cites ${promise}, which docs/promises.md does not make`];
  });
}

/** Every promise by its heading, with the tests that it names. */
export function promisesOf(markdown: string): ReadonlyMap<string, readonly NamedTest[]> {
  const sections = markdown.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const tests = [...section.matchAll(/^- `([^`]+)`: "(.+)"$/gm)];
      const promise = section.slice(0, section.indexOf('\n')).trim();
      return [promise, tests.map(([, file = '', title = '']) => ({ file, title }))];
    }),
  );
}

/** Promises that name no test, and named tests that are not there under that title. */
export function unshownPromises(promises: ReadonlyMap<string, readonly NamedTest[]>, texts: Texts): string[] {
  return [...promises].flatMap(([promise, tests]) => {
    if (tests.length === 0) return [`${promise} names no test`];
    return tests.flatMap(({ file, title }) => {
      const source = texts.get(file);
      if (source === undefined) return [`${promise} names the test file ${file}, which is not there`];
      return hasTitle(source, title) ? [] : [`${promise}: ${file} has no test "${title}"`];
    });
  });
}

/** Whether a text is the first argument of a call; where it is a template, what is filled in may be anything. */
function hasTitle(source: string, title: string): boolean {
  const literals = source.matchAll(/\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`)\s*,/g);
  return [...literals].some(([, single, double, template]) => {
    if (template === undefined) return (single ?? double ?? '').replaceAll(/\\(.)/g, '$1') === title;
    const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`).test(title);
  });
}

/** Comments of code, and Markdown without its code; everything else is blank, so that lines keep their numbers. */
function proseOf(file: string, text: string): string {
  if (file.endsWith('.md')) return text.replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, blank);
  const comments = /\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*$/gm;
  if (/\.m?ts$/.test(file)) return complement(text, comments);
  return '';
}

function complement(text: string, kept: RegExp): string {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(kept)) {
    out += blank(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return out + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

function placesOf(texts: Texts, pattern: RegExp): { place: string; match: RegExpExecArray }[] {
  return [...texts].flatMap(([file, text]) =>
    [...text.matchAll(pattern)].map((match) => ({
      place: `${file}:${text.slice(0, match.index).split('\n').length}`,
      match,
    })),
  );
}

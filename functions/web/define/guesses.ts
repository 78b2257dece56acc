/** What a draft guessed, read from the marks in its text and decided there: the text is all that there is. */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parse,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';

export type Path = readonly (string | number)[];

export interface Guess {
  readonly path: Path;
  /** As the text has it. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
  /** What was guessed from, or what else it could be. */
  readonly why: string;
}

export interface Draft {
  /** Those that nobody has decided yet, in the order of their lines. */
  readonly guesses: readonly Guess[];
  /** What was guessed of a whole file, beside its source: it is looked at and not chosen. */
  readonly remarks: readonly { readonly source: string; readonly why: string }[];
}

const MARK = /^\s*\?\s*/;

/** Nothing of a text that is no YAML: its error is told beside it. */
export function guessesIn(text: string): Draft {
  const yaml = parsed(text);
  if (yaml === null) return { guesses: [], remarks: [] };
  const guesses = scalarsIn(yaml).flatMap(({ node, path }): Guess[] => {
    if (node.comment == null || !MARK.test(node.comment)) return [];
    const line = text.slice(0, node.range?.[0] ?? 0).split('\n').length;
    return [{ path, value: String(node.value), line, why: node.comment.replace(MARK, '') }];
  });
  const sources = yaml.get('sources', true);
  const remarks = (isSeq(sources) ? sources.items : []).flatMap((source, i) => {
    // What stands before the first entry of a list, the reader of YAML gives to the list.
    const above = [i === 0 && isSeq(sources) ? sources.commentBefore : '', (source as Node).commentBefore];
    const id = isMap(source) ? String(source.get('id') ?? '') : '';
    const lines = above.flatMap((comment) => (comment ?? '').split('\n'));
    return lines.flatMap((one) => (MARK.test(one) ? [{ source: id, why: one.replace(MARK, '') }] : []));
  });
  return { guesses, remarks };
}

/** The text with the value decided and its mark gone; what names a unit, channel or arm by its id follows it. */
export function decide(text: string, path: Path, value: string): string {
  const yaml = parsed(text);
  const node = yaml?.getIn(path, true);
  if (yaml == null || !isScalar(node)) return text;
  const before = node.value;
  node.value = typed(value);
  node.comment = null;
  if (path.at(-1) === 'id') rename(yaml, path[0], before, node.value);
  return yaml.toString({ lineWidth: 0 });
}

/** Properties that hold the id of an entry of a list. */
const NAMED_BY: Readonly<Record<string, readonly string[]>> = {
  arms: ['arm'],
  units: ['unit', 'flight', 'ground'],
  channels: ['channel'],
};

function rename(yaml: Document, list: Path[0] | undefined, before: unknown, after: unknown): void {
  const names = NAMED_BY[String(list)] ?? [];
  for (const { node, path } of scalarsIn(yaml)) {
    if (names.includes(String(path.at(-1))) && node.value === before) node.value = after;
  }
}

/** What an entry of a list is, where it may be none: a draft took it for one by a name. */
const ENTRIES: Readonly<Record<string, string>> = { units: 'unit', channels: 'channel', pairs: 'pair' };

/** `unit` where the place is the id of a unit that others stand beside; null where nothing can be left out. */
export function entryAt(text: string, [list, index, key, ...more]: Path): string | null {
  if (key !== 'id' || more.length > 0 || typeof index !== 'number') return null;
  const entries = parsed(text)?.get(list, true);
  return isSeq(entries) && entries.items.length > 1 ? (ENTRIES[String(list)] ?? null) : null;
}

/** The text without the entry, and without what names it: its pairs go, and columns of it are ignored. */
export function leaveOut(text: string, path: Path): string {
  const yaml = parsed(text);
  if (yaml === null || entryAt(text, path) === null) return text;
  const [list, index] = path;
  const id = yaml.getIn(path);
  yaml.deleteIn([list, index]);
  const names = NAMED_BY[String(list)] ?? [];
  const isOfIt = (node: unknown) => isMap(node) && names.some((name) => node.get(name) === id);
  const pairs = yaml.get('pairs', true);
  if (isSeq(pairs)) pairs.items = pairs.items.filter((pair) => !isOfIt(pair));
  if (isSeq(pairs) && pairs.items.length === 0) yaml.delete('pairs');
  const sources = yaml.get('sources', true);
  for (const source of isSeq(sources) ? sources.items : [])
    if (isMap(source)) ignoreColumns(yaml, source, isOfIt);
  return yaml.toString({ lineWidth: 0 });
}

function ignoreColumns(yaml: Document, source: YAMLMap, isOfIt: (node: unknown) => boolean): void {
  const columns = source.get('columns', true);
  if (!isMap(columns)) return;
  const dropped = columns.items.filter(({ value }) => isOfIt(value)).map(({ key }) => keyOf(key));
  for (const name of dropped) columns.delete(name);
  const ignored = source.get('ignore', true);
  if (dropped.length === 0 || (isScalar(ignored) && ignored.value === 'rest')) return;
  if (isSeq(ignored)) for (const name of dropped) ignored.add(name);
  else source.set('ignore', yaml.createNode(dropped));
}

/** A number where it reads as one, as in the text itself. */
function typed(value: string): unknown {
  const read: unknown = /^[-+.\d]/.test(value) ? parse(value) : value;
  return typeof read === 'number' && String(read) === value ? read : value;
}

function parsed(text: string): Document | null {
  const yaml = parseDocument(text, { prettyErrors: false });
  return yaml.errors.length > 0 ? null : yaml;
}

interface Placed {
  readonly node: Scalar;
  readonly path: Path;
}

function scalarsIn(yaml: Document): Placed[] {
  const found: Placed[] = [];
  const walk = (node: unknown, path: Path): void => {
    if (isScalar(node)) found.push({ node, path });
    if (isSeq(node)) for (const [i, item] of node.items.entries()) walk(item, [...path, i]);
    if (isMap(node)) for (const { key, value } of node.items) walk(value, [...path, keyOf(key)]);
  };
  walk(yaml.contents, []);
  return found;
}

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

/** The path of what stands at an offset of a text, such as `channels 0 unit`; of a text that is no YAML the document. */
export function pathAt(text: string, cursor: number): Path {
  const offset = pastIndent(text, cursor);
  const yaml = parseDocument(text, { prettyErrors: false });
  const within = (node: unknown): boolean => {
    const range = (node as Node | null)?.range;
    return range != null && range[0] <= offset && offset <= range[1];
  };
  const walk = (node: unknown, path: Path): Path => {
    if (isSeq(node)) {
      const i = node.items.findIndex(within);
      return i === -1 ? path : walk(node.items[i], [...path, i]);
    }
    if (!isMap(node)) return path;
    // A pair goes on to where the next begins.
    const at = node.items.findLast(({ key }) => ((key as Node).range?.[0] ?? Infinity) <= offset);
    if (at === undefined) return path;
    const own = [...path, keyOf(at.key)];
    return isMap(at.value) || isSeq(at.value) ? walk(at.value, own) : own;
  };
  return walk(yaml.contents, []);
}

/** In front of a line somebody means what stands in it. */
function pastIndent(text: string, cursor: number): number {
  const from = text.lastIndexOf('\n', cursor - 1) + 1;
  const indent = /^[ -]*/.exec(text.slice(from))?.[0].length ?? 0;
  return Math.max(cursor, from + indent);
}

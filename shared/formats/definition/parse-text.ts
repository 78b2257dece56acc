import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';

/** A definition is written by hand; far beyond that it is another file. */
const LONGEST_TEXT = 512 * 1024;
const MOST_ALIASES = 200;

export interface ParsedText {
  /** The JSON value that the text stands for. */
  readonly value: unknown;
  /** Line, from 1, of a path in the value, or of the nearest part of the text around it. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | null;
}

/**
 * The value of a YAML 1.2 (core schema) or JSON text: every JSON text is YAML too, so one reader serves both. Merge
 * keys and tags are not read, keys are text. Fails with `definition.unreadable` (line and column) where the text is
 * neither, repeats a key, has the key `__proto__`, nests too deep or leans on aliases too much; with `definition.too-large` above 512 Ki.
 */
export function parseText(text: string): ParsedText {
  if (text.length > LONGEST_TEXT) {
    const sentence = `expected a definition of at most ${LONGEST_TEXT} characters, got ${text.length}`;
    throw new Refusal('too-large', 'definition.too-large', sentence);
  }
  const lines = new LineCounter();
  try {
    // The library's own check of repeated keys takes the square of their number.
    const yaml = parseDocument(text.startsWith('\uFEFF') ? text.slice(1) : text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
      stringKeys: true,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
    });
    const [error] = [...yaml.errors, ...yaml.warnings];
    if (error?.code === 'RESOURCE_EXHAUSTION') throw new RangeError(error.message, { cause: error });
    if (error !== undefined) throw unreadable(error.message, error.pos[0], lines);
    refuseRepeatedKeysAndLoops(yaml, lines);
    const places = new Places(yaml, lines);
    return { value: yaml.toJS({ maxAliasCount: MOST_ALIASES }), lineOf: (path) => places.lineOf(path) };
  } catch (error) {
    const cause = { cause: error };
    if (error instanceof RangeError) throw unreadable('it is nested too deep', 0, lines, cause);
    if (error instanceof ReferenceError) throw unreadable(TOO_MANY_ALIASES, 0, lines, cause);
    throw error;
  }
}

type Yaml = ReturnType<typeof parseDocument>;

const TOO_MANY_ALIASES = 'its aliases (*name) stand for too much; write the values out where they are used';

const NO_KEY =
  'the key "__proto__" names nothing here: a column of that name is mapped by its place, such as "#3", or renamed';

/** An alias within what it stands for would never end, and each alias is looked up: both are bounded. */
function refuseRepeatedKeysAndLoops(yaml: Yaml, lines: LineCounter): void {
  let aliases = 0;
  visit(yaml, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          throw unreadable(`the key ${quoted(String(key.value))} is repeated`, startOf(key) ?? 0, lines);
        }
        seen.add(key.value);
        // Objects of JavaScript lose it: what it says would be gone without a word.
        if (key.value === '__proto__') throw unreadable(NO_KEY, startOf(key) ?? 0, lines);
      }
    },
    Alias(_, alias, path) {
      const at = startOf(alias) ?? 0;
      if (++aliases > MOST_ALIASES) throw unreadable(TOO_MANY_ALIASES, at, lines);
      const target = alias.resolve(yaml);
      if (target !== undefined && path.includes(target)) {
        throw unreadable(`the alias *${alias.source} stands for what it is part of`, at, lines);
      }
    },
  });
}

/** Looks places up; of a mapping that was asked once it remembers the keys, because there may be many questions. */
class Places {
  readonly #yaml: Yaml;
  readonly #lines: LineCounter;
  readonly #known = new Map<YAMLMap, Map<unknown, Pair>>();

  constructor(yaml: Yaml, lines: LineCounter) {
    this.#yaml = yaml;
    this.#lines = lines;
  }

  /** In a mapping the key tells the place, not the value: the value may begin lines later. */
  lineOf(path: readonly PropertyKey[]): number | null {
    let node: unknown = this.#yaml.contents;
    let start = startOf(node);
    for (const key of path) {
      const pair = isMap(node) ? this.#pairsOf(node).get(key) : undefined;
      node = isSeq(node) && typeof key === 'number' ? node.items[key] : pair?.value;
      const next = startOf(pair?.key ?? node);
      if (next === null) break;
      start = next;
    }
    return start === null ? null : this.#lines.linePos(start).line;
  }

  #pairsOf(map: YAMLMap): Map<unknown, Pair> {
    const known = this.#known.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]));
    this.#known.set(map, pairs);
    return pairs;
  }
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function unreadable(reason: string, at: number, lines: LineCounter, options?: ErrorOptions): Refusal {
  const { line, col } = lines.linePos(at);
  const sentence = `expected a definition in YAML or JSON, got neither: line ${line}, column ${col}: ${reason}`;
  return new Refusal('invalid', 'definition.unreadable', sentence, { line, column: String(col) }, options);
}

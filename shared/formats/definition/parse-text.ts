import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
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
 * neither, repeats a key, nests too deep or leans on aliases too much; with `definition.too-large` above 512 Ki.
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
    return { value: yaml.toJS({ maxAliasCount: MOST_ALIASES }), lineOf: (path) => lineAt(yaml, path, lines) };
  } catch (error) {
    const cause = { cause: error };
    if (error instanceof RangeError) throw unreadable('it is nested too deep', 0, lines, cause);
    if (error instanceof ReferenceError) throw unreadable(TOO_MANY_ALIASES, 0, lines, cause);
    throw error;
  }
}

type Yaml = ReturnType<typeof parseDocument>;

const TOO_MANY_ALIASES = 'its aliases (*name) stand for too much; write the values out where they are used';

/** An alias within what it stands for would never end, and each alias is looked up: both are bounded. */
function refuseRepeatedKeysAndLoops(yaml: Yaml, lines: LineCounter): void {
  let aliases = 0;
  visit(yaml, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) {
          throw unreadable(`the key ${JSON.stringify(key.value)} is repeated`, startOf(key) ?? 0, lines);
        }
        seen.add(key.value);
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

function lineAt(yaml: Yaml, path: readonly PropertyKey[], lines: LineCounter): number | null {
  for (let length = path.length; length >= 0; length--) {
    const start = startAt(yaml, path.slice(0, length));
    if (start !== null) return lines.linePos(start).line;
  }
  return null;
}

/** In a mapping the key tells the place, not the value: the value may begin lines later. */
function startAt(yaml: Yaml, path: readonly PropertyKey[]): number | null {
  const key = path.at(-1);
  const parent = yaml.getIn(path.slice(0, -1), true);
  if (key !== undefined && isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
    return pair === undefined ? null : startOf(pair.key);
  }
  return startOf(yaml.getIn(path, true));
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function unreadable(reason: string, at: number, lines: LineCounter, options?: ErrorOptions): Refusal {
  const { line, col } = lines.linePos(at);
  const sentence = `the definition can be read neither as YAML nor as JSON: line ${line}, column ${col}: ${reason}`;
  return new Refusal('invalid', 'definition.unreadable', sentence, { line, column: String(col) }, options);
}

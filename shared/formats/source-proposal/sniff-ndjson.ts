import { Refusal } from '../../domain/refusal.ts';

/** What the beginning of a file of NDJSON looks like. */
export interface SniffedNdjson {
  /** Names of the members, in the order in which they came; of one within an object, `env.temp`. */
  readonly header: readonly string[];
  /** The first lines, one text a name; empty where the line has no such member, or `null`. A list is `[…]`. */
  readonly rows: readonly (readonly string[])[];
  /** The line of each row. */
  readonly lines: readonly number[];
  /** Names of the objects within. */
  readonly objects: readonly string[];
}

const MOST_LINES = 500;
const MOST_NAMES = 1000;

/** Whether the file begins with an object, which no table does. */
export function looksLikeNdjson(head: Uint8Array): boolean {
  return /^\ufeff?\s*\{/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(head.subarray(0, 1024)));
}

/** Tells the members from the first lines that are objects. Fails with `file.no-table` where none is. */
export function sniffNdjson(head: Uint8Array, isWhole: boolean): SniffedNdjson {
  const all = new TextDecoder().decode(head).split(/\r\n|\n|\r/);
  // What the bytes end with may be half a line.
  const lines = (isWhole || all.length < 2 ? all : all.slice(0, -1)).slice(0, MOST_LINES);
  const within = new Set<string>();
  const found = lines.flatMap((line, i) => {
    const members = objectOf(line, within);
    return members === null ? [] : [{ members, line: i + 1 }];
  });
  const objects = found.map(({ members }) => members);
  const names = new Set(objects.flatMap((members) => [...members.keys()]));
  const header = [...names].slice(0, MOST_NAMES);
  if (header.length === 0)
    throw new Refusal(
      'invalid',
      'file.no-table',
      'the file begins as NDJSON does, but no line of its beginning is one JSON object: is it one object over many lines?',
    );
  return {
    header,
    rows: objects.map((members) => header.map((name) => members.get(name) ?? '')),
    lines: found.map(({ line }) => line),
    objects: [...within],
  };
}

/** The texts of the members of a line, whose objects within are noted; null where it is no object. */
function objectOf(line: string, within: Set<string>): ReadonlyMap<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    return new Map(membersOf(parsed, '', 0, within));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Objects within each other, as a source can name them; what is deeper is shown as a whole. */
const MOST_DEPTH = 8;

function membersOf(object: object, before: string, depth: number, within: Set<string>): [string, string][] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    const own = `${before}${name}`;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject || depth === MOST_DEPTH) return [[own, textOf(value)]];
    within.add(own);
    return membersOf(value, `${own}.`, depth + 1, within);
  });
}

function textOf(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? '[…]' : String(value);
}

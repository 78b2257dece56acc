/** A JSON Schema as rows for people: what each value is called, what it is, and what it means. */
import * as z from 'zod';

/** A schema of the document, as far as it is shown. */
export interface Shape {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly format?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Shape | boolean | undefined;
  readonly prefixItems?: readonly Shape[] | undefined;
  readonly additionalProperties?: Shape | boolean | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly oneOf?: readonly Shape[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

export const shapeSchema: z.ZodType<Shape> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    format: z.string().optional(),
    enum: z.array(z.json()).optional(),
    properties: z.record(z.string(), shapeSchema).optional(),
    required: z.array(z.string()).optional(),
    items: z.union([shapeSchema, z.boolean()]).optional(),
    prefixItems: z.array(shapeSchema).optional(),
    additionalProperties: z.union([shapeSchema, z.boolean()]).optional(),
    anyOf: z.array(shapeSchema).optional(),
    oneOf: z.array(shapeSchema).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

/** What a value is, in words; the schema that it names, where it names one. */
export interface Kind {
  readonly words: string;
  readonly ref: string | null;
}

export interface Row {
  /** Of the value within the whole: `downlinks[].counts.rows`; empty for the whole itself. */
  readonly path: string;
  readonly kind: Kind;
  readonly isRequired: boolean;
  readonly meaning: string;
}

/** Of one choice among words. */
const MOST_WORDS = 24;

/** Every value in the schema in its order, down to those that stand under a name of their own. */
export function rowsOf(shape: Shape): Row[] {
  const inner = innerRows(shape, '');
  // A plain object says nothing that its rows do not.
  return inner.length > 0 && shape.properties !== undefined ? inner : [rowOf('', shape, true), ...inner];
}

function innerRows(shape: Shape, path: string): Row[] {
  const { properties = {}, required = [], items, prefixItems = [], additionalProperties } = shape;
  const rows = Object.entries(properties).flatMap(([name, value]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [rowOf(at, value, required.includes(name)), ...innerRows(value, at)];
  });
  if (typeof items === 'object') rows.push(...innerRows(items, `${path}[]`));
  for (const [i, one] of prefixItems.entries())
    rows.push(rowOf(`${path}[${i}]`, one, true), ...innerRows(one, `${path}[${i}]`));
  if (typeof additionalProperties === 'object') {
    const at = path === '' ? '<name>' : `${path}.<name>`;
    rows.push(rowOf(at, additionalProperties, false), ...innerRows(additionalProperties, at));
  }
  for (const one of alternatives(shape)) rows.push(...innerRows(one, path));
  return once(rows);
}

/** Alternatives share most of their values: each is listed once, required where it is in all that have it. */
function once(rows: readonly Row[]): Row[] {
  const byPath = new Map<string, Row>();
  for (const row of rows) {
    const known = byPath.get(row.path);
    if (known === undefined) byPath.set(row.path, row);
    else byPath.set(row.path, joined(known, row));
  }
  return [...byPath.values()];
}

function joined(a: Row, b: Row): Row {
  const words = a.kind.words === b.kind.words ? a.kind.words : either([a.kind.words, b.kind.words]);
  return {
    path: a.path,
    kind: { words, ref: a.kind.ref ?? b.kind.ref },
    isRequired: a.isRequired && b.isRequired,
    meaning: a.meaning === '' ? b.meaning : a.meaning,
  };
}

function rowOf(path: string, shape: Shape, isRequired: boolean): Row {
  const ofItems = typeof shape.items === 'object' ? shape.items.description : undefined;
  return { path, kind: kindOf(shape), isRequired, meaning: shape.description ?? ofItems ?? '' };
}

const alternatives = ({ anyOf = [], oneOf = [] }: Shape): readonly Shape[] => [...anyOf, ...oneOf];

export function kindOf(shape: Shape): Kind {
  const ref = nameOf(shape.$ref);
  if (ref !== null) return { words: '', ref };
  const several = alternatives(shape).map(kindOf);
  if (several.length > 0)
    return {
      words: either(several.map(({ words }) => words).filter((words) => words !== '')),
      ref: several.find((kind) => kind.ref !== null)?.ref ?? null,
    };
  if (typeof shape.items === 'object') {
    const { words, ref: ofItems } = kindOf(shape.items);
    return { words: words === '' ? 'list of' : `list of: ${words}`, ref: ofItems };
  }
  return { words: `${plainWords(shape)}${boundsOf(shape)}${defaultOf(shape)}`, ref: null };
}

const nameOf = (ref: string | undefined): string | null => ref?.split('/').at(-1) ?? null;

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
};

function plainWords({ type, format, enum: choice, ...rest }: Shape): string {
  if (choice !== undefined) {
    const shown = choice.slice(0, MOST_WORDS).map((one) => String(one));
    const left = choice.length - shown.length;
    return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  }
  if (rest.const !== undefined) return JSON.stringify(rest.const);
  const types = (typeof type === 'string' ? [type] : (type ?? ['any value'])).map((one) => WORDS[one] ?? one);
  return `${either(types)}${format === undefined ? '' : ` (${format})`}`;
}

function boundsOf({ minimum, maximum }: Shape): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, from ${minimum}`;
  return maximum === undefined ? '' : `, up to ${maximum}`;
}

function defaultOf(shape: Shape): string {
  if (shape.default === undefined) return '';
  const text = JSON.stringify(shape.default);
  return text === '[]' || text === '{}' ? '' : `; ${text} if left out`;
}

function either(words: readonly string[]): string {
  const different = [...new Set(words)];
  const last = different.at(-1) ?? '';
  return different.length < 2 ? last : `${different.slice(0, -1).join(', ')} or ${last}`;
}

/** What the schema says of a place in a definition: the words that editors show. */
import type * as z from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

export interface Help {
  /** `channels[].unit`. */
  readonly place: string;
  readonly says: string;
  /** Texts that it takes, where it takes only these. */
  readonly values: readonly string[];
  readonly example: string | null;
  /** Of an object: its properties, the required ones first. */
  readonly properties: readonly {
    readonly name: string;
    readonly says: string;
    readonly isRequired: boolean;
  }[];
}

export function helpFor(root: Schema, path: readonly (string | number)[]): Help {
  let found: readonly Schema[] = alternatives(root, root);
  let place = '';
  for (const step of path) {
    const next = found.flatMap((schema) => below(root, schema, step));
    if (next.length === 0) break;
    found = next;
    place = typeof step === 'number' ? `${place}[]` : place === '' ? step : `${place}.${step}`;
  }
  const says = [...new Set(found.flatMap(({ description }) => description ?? []))].join(' ');
  const values = [
    ...new Set(found.flatMap((one) => one.enum ?? (one.const === undefined ? [] : [one.const]))),
  ];
  const examples = found.flatMap((one) => (Array.isArray(one.examples) ? one.examples : []));
  return {
    ...{ place, says, properties: propertiesOf(root, found) },
    values: values.map(String),
    example: examples.length === 0 ? null : JSON.stringify(examples[0]),
  };
}

function propertiesOf(root: Schema, found: readonly Schema[]): Help['properties'] {
  const byName = new Map<string, Help['properties'][number]>();
  for (const schema of found) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const [own] = asSchemas(property);
      const says = own === undefined ? '' : saysOf(root, own);
      const isRequired = schema.required?.includes(name) === true;
      if (!byName.has(name)) byName.set(name, { name, says, isRequired });
    }
  }
  return [...byName.values()].toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

const saysOf = (root: Schema, schema: Schema): string =>
  schema.description ?? alternatives(root, schema).find(({ description }) => description)?.description ?? '';

function below(root: Schema, schema: Schema, step: string | number): Schema[] {
  const properties: Readonly<Record<string, unknown>> = schema.properties ?? {};
  const own = asSchemas(
    typeof step === 'number' ? schema.items : (properties[step] ?? schema.additionalProperties),
  );
  return own.flatMap((one) => alternatives(root, one));
}

/** What may stand there, one by one; the words of the whole hold for each. */
function alternatives(root: Schema, schema: Schema): Schema[] {
  const { $ref } = schema;
  if ($ref !== undefined) {
    const name = $ref.split('/').at(-1);
    const own = Object.entries(root.definitions ?? {}).find(([key]) => key === name);
    const target = asSchemas(own?.[1]);
    return target.flatMap((one) => alternatives(root, one));
  }
  const inner = [schema.anyOf, schema.oneOf, schema.allOf].flatMap(asSchemas);
  if (inner.length === 0) return [schema];
  const { description } = schema;
  return inner
    .flatMap((one) => alternatives(root, one))
    .map((one) => (description === undefined ? one : { ...one, description }));
}

const asSchemas = (value: unknown): Schema[] =>
  Array.isArray(value) ? value.flatMap(asSchemas) : isSchema(value) ? [value] : [];

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

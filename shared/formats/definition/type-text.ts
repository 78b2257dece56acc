/** What a property of a JSON Schema takes, as people read it in a table of Markdown. */
import { type JsonSchema, schemasIn } from './schema-objects.ts';

/** @param object how the objects of this property are called */
export function typeText(schema: JsonSchema, object: string): string {
  const { const: literal, enum: choices, title } = schema;
  if (literal !== undefined) return codeText(literal);
  if (choices !== undefined) return choices.map(codeText).join(', ');
  if (title !== undefined) return title;
  const options = [...schemasIn(schema.anyOf), ...schemasIn(schema.oneOf)];
  if (options.length > 0) return [...new Set(options.map((one) => typeText(one, object)))].join(' or ');
  if (schema.type === 'array') return listText(schema, object);
  if (schema.type === 'object') return objectText(schema, object);
  return scalarText(schema);
}

function listText({ items, minItems, maxItems }: JsonSchema, object: string): string {
  if (Array.isArray(items))
    return `[${schemasIn(items)
      .map((one) => typeText(one, object))
      .join(', ')}]`;
  const of = schemasIn(items)
    .map((one) => typeText(one, object))
    .join('');
  const [least, most] = [minItems ?? 0, maxItems ?? Number.POSITIVE_INFINITY];
  const bounds = [
    ...(least > 0 ? [`at least ${least}`] : []),
    ...(most < Number.POSITIVE_INFINITY ? [`at most ${most}`] : []),
  ];
  return `list of ${of}${bounds.length === 0 ? '' : ` (${bounds.join(', ')})`}`;
}

function objectText({ properties, additionalProperties }: JsonSchema, object: string): string {
  if (properties !== undefined) return object;
  return `map from name to ${schemasIn(additionalProperties)
    .map((one) => typeText(one, object))
    .join('')}`;
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: '`true` or `false`',
  null: '`null`',
};

function scalarText(schema: JsonSchema): string {
  const types: readonly string[] = [schema.type ?? []].flat();
  const bounds = Object.entries(SIGNS).flatMap(([key, sign]) => {
    const bound = schema[key];
    return typeof bound === 'number' ? [`${sign} ${bound}`] : [];
  });
  const names = types.map((type) => NAMES[type] ?? type).join(' or ');
  return bounds.length === 0 ? names : `${names} ${bounds.join(', ')}`;
}

const SIGNS = { minimum: '≥', exclusiveMinimum: '>', maximum: '≤', exclusiveMaximum: '<' };

/** A value as it is written in YAML or JSON, fit for a cell of a table. */
export function codeText(value: unknown): string {
  const isWord = typeof value === 'string' && /^[A-Za-z][\w -]*$/.test(value);
  return `\`${(isWord ? value : JSON.stringify(value)).replaceAll('|', '\\|')}\``;
}

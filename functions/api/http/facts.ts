import { byText } from '../../../shared/domain/by-text.ts';

/** What an answer says beside the rows of its table: a line each above a CSV, a pair each in the footer of a Parquet file. */
export type Fact = readonly [name: string, text: string];

/** Every member of the answer but the tables, by name: a text as it is, all else as JSON. */
export function factsOf(answer: object, tables: readonly string[], prefix = ''): Fact[] {
  return Object.entries(answer)
    .flatMap(([name, value]: [string, unknown]) =>
      value === undefined || tables.includes(name) ? [] : [[`${prefix}${name}`, textOf(value)] as const],
    )
    .sort(([a], [b]) => byText(a, b));
}

function textOf(value: unknown): string {
  const isLine = typeof value === 'string' && !/[\r\n]/.test(value);
  return isLine ? value : JSON.stringify(value);
}

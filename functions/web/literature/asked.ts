/** What the address of the literature page asks for. Pure: which words are sent to the API, and which are looked for here. */
import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { DIRECTIONS } from '../../../shared/domain/literature/words.ts';

type Finding = LiteratureOnWire['records'][number];
type Expected = LiteratureOnWire['expected'][number];

/** Filters that the API knows, in the order of the form. */
export const ASKED_OF_API = [
  ...(['symbol', 'endpoint', 'technique', 'reference', 'consensus', 'cell'] as const),
  ...(['species', 'site', 'compartment', 'load', 'contrast', 'table'] as const),
];
export type Filter = (typeof ASKED_OF_API)[number] | 'direction';

/** As the address has them; what it holds besides is of other pages. */
export type Filters = Readonly<Partial<Record<Filter, string>>>;

export function filtersIn(query: Readonly<Record<string, string>>): Filters {
  const names: readonly Filter[] = [...ASKED_OF_API, 'direction'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

/** Without the direction, which the API does not filter by. */
export const askedOf = ({ direction: _, ...asked }: Filters): Readonly<Record<string, string>> => asked;

/** A direction that an address misspells keeps nothing back: it is named, with those that there are. */
export function findingsGone(
  findings: readonly Finding[],
  direction: string | undefined,
): { readonly shown: readonly Finding[]; readonly remark: string | null } {
  if (direction === undefined) return { shown: findings, remark: null };
  if (directionNamed(direction) === undefined)
    return {
      shown: findings,
      remark: `Expected a direction (${DIRECTIONS.join(', ')}), got ${JSON.stringify(direction)}: all are shown.`,
    };
  return { shown: findings.filter((one) => one.direction === direction), remark: null };
}

/** Those of which a study says so; the other sides stand beside. */
export function expectedGone(
  expected: readonly Expected[],
  direction: string | undefined,
): readonly Expected[] {
  const named = directionNamed(direction);
  return named === undefined ? expected : expected.filter(({ sides }) => sides[named] !== undefined);
}

const directionNamed = (name: string | undefined) => DIRECTIONS.find((one) => one === name);

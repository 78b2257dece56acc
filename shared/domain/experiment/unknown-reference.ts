/** A word of the definition that leads to nothing that it declares. */
import { quoted } from '../quoted.ts';
import { didYouMean, type Finding } from './problems.ts';

/** @param known by id, as a set or a map; named in the sentence with the nearest */
export function unknownReference(
  kind: string,
  word: string,
  known: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  path: readonly PropertyKey[],
): Finding[] {
  if (known.has(word)) return [];
  return [
    {
      path,
      code: 'definition.unknown-reference',
      get message() {
        const names = [...known.keys()];
        const declared = names.length === 0 ? 'there is none' : someOf(names);
        return `expected a declared ${kind} (${declared}), got ${quoted(word)}${didYouMean(word, names)}`;
      },
    },
  ];
}

/** The first twelve of them. */
export function someOf(names: readonly string[]): string {
  const some = names.slice(0, 12);
  return some.length < names.length ? `${some.join(', ')}, …` : some.join(', ');
}

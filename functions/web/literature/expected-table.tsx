import type { LiteratureOnWire } from '../../../shared/contract/literature.ts';
import { DIRECTIONS } from '../../../shared/domain/literature/words.ts';
import { Cell, type HrefOf, More, References, useFirst } from './rows.tsx';

type Expected = LiteratureOnWire['expected'][number];

const CONFLICTS = {
  opposite: 'conflicting: up and down were both reported',
  'effect-and-none': 'conflicting: some saw an effect, some none',
} as const;

interface ExpectedTableProps {
  readonly expected: readonly Expected[];
  readonly hrefOf: HrefOf;
  readonly isAll: boolean;
}

/** Signs are never averaged: both sides are listed. */
export function ExpectedTable({ expected, hrefOf, isAll }: ExpectedTableProps) {
  const { rows, left } = useFirst(expected, isAll);
  if (expected.length === 0) return null;
  return (
    <section>
      <h2>What is to be expected in weightlessness</h2>
      <p class="soft">
        References by what they reported, per gene or endpoint and platform. Only comparisons of gravity
        count, at bones that the platform unloads.
      </p>
      <table class="figures">
        <thead>
          <tr>
            {['what', 'platform', 'up', 'down', 'unchanged', 'mixed', 'studies'].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, technique, sides, consensus, conflict, direct, references }) => (
            <tr key={`${of} ${technique}`}>
              <td data-label="what">{of.replaceAll('_', ' ')}</td>
              <td data-label="platform">{technique.replaceAll('_', ' ')}</td>
              {DIRECTIONS.map((direction) => (
                <Cell label={direction} key={direction}>
                  <References numbers={sides[direction] ?? []} hrefOf={hrefOf} />
                </Cell>
              ))}
              <Cell label="studies">
                {conflict === null ? consensus : CONFLICTS[conflict]}
                {direct.length === references.length ? '' : '; some are cited together'}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <More left={left} what="genes and endpoints" hrefOf={hrefOf} />
    </section>
  );
}

import type { ContrastOnWire } from '../../../shared/contract/expression.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import type { Move } from '../address/move.ts';

interface GeneSetsProps {
  readonly sets: NonNullable<ContrastOnWire['geneSets']>;
  readonly set: string | undefined;
  readonly move: Move;
}

const COLUMNS = ['gene set', 'genes', 'log2 fold', '95 % interval', 'p', 'adjusted p', 'why not'];

/** By the default engine; genes that are not in the numbers are named with why. */
export function GeneSets({ sets, set, move }: GeneSetsProps) {
  const { tests, version, reference, lookedFor, note } = sets;
  return (
    <section>
      <h2>Gene sets</h2>
      <p class="soft">
        Mean of the folds of the genes of a set (of a ratio, the difference), by the default engine; p
        adjusted over these {tests.length} sets.
      </p>
      {note !== undefined && <p class="box">{note}</p>}
      <table class="figures">
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tests.map((one) => (
            <SetRow key={one.set} test={one} isNamed={one.set === set} move={move} />
          ))}
        </tbody>
      </table>
      <p class="soft">
        <code>{version}</code>: {reference}; looked for: {lookedFor}.
      </p>
    </section>
  );
}

interface SetRowProps {
  readonly test: GeneSetsProps['sets']['tests'][number];
  readonly isNamed: boolean;
  readonly move: Move;
}

function SetRow({ test, isNamed, move }: SetRowProps) {
  const { set, title, genes, tested, log2fc, ci95, pValue, adjPValue, reason } = test;
  const lacking = genes.flatMap((one) => (one.state === 'tested' ? [] : [`${one.name} ${one.reason ?? ''}`]));
  return (
    <tr>
      <td data-label="gene set">
        <button
          type="button"
          class="plain"
          aria-pressed={isNamed}
          onClick={() => move({ set: isNamed ? null : set })}
        >
          {title}
        </button>
      </td>
      <td data-label="genes">
        {tested} of {genes.length}
      </td>
      <td data-label="log2 fold">{figureText(log2fc, 2)}</td>
      <td data-label="95 % interval">
        {ci95 === null ? '–' : `${figureText(ci95[0], 2)} to ${figureText(ci95[1], 2)}`}
      </td>
      <td data-label="p">{pText(pValue)}</td>
      <td data-label="adjusted p">{pText(adjPValue)}</td>
      <td data-label="why not">
        <span>
          {[
            ...(reason === undefined ? [] : [reason]),
            ...(lacking.length === 0 ? [] : [`not in the numbers: ${listText(lacking, '; ', 12)}`]),
          ].join('; ')}
        </span>
      </td>
    </tr>
  );
}

import { type GenesOnWire, genesSchema } from '../../../shared/contract/expression.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Move } from '../address/move.ts';
import { addressOf } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import { VerdictMark } from '../parts/verdict-mark.tsx';
import type { Api, Query } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

interface GeneTableProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly contrast: string;
  /** Assay, engine and exclusions. */
  readonly ask: Query;
  readonly query: Readonly<Record<string, string>>;
  readonly move: Move;
}

const SORTS = [
  ['pValue', 'the smallest p first'],
  ['log2fc', 'the largest change first'],
  ['log2fcShrunk', 'the largest shrunken change first'],
  ['gene', 'by name'],
];
const ROWS = 25;
/** Of more a page would be a wall; the command line and the report have them all. */
const MOST_ROWS = 400;

/** The same genes as a table: exact, with what the literature says of each. */
export function GeneTable({ api, experiment, contrast, ask, query, move }: GeneTableProps) {
  const path = pathOf(experiment.id, 'expression', contrast);
  const sort = SORTS.find(([id]) => id === query.sort)?.[0] ?? 'pValue';
  const limit = Math.min(MOST_ROWS, Math.max(ROWS, Math.floor(Number(query.rows)) || ROWS));
  const asked = { ...ask, sort, set: query.set, limit: String(limit) };
  const shown = useAnswer(`${path} ${JSON.stringify(asked)}`, (signal) =>
    api.get(path, genesSchema, asked, signal),
  );
  return (
    <section>
      <h2>{query.set === undefined ? 'Genes' : 'Genes of the set'}</h2>
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        <Choice label="Order" value={sort} onChange={(one) => move({ sort: one === 'pValue' ? null : one })}>
          {SORTS}
        </Choice>
      </form>
      <Answer of={shown} what="the table of genes">
        {(answer) => (
          <>
            <Rows answer={answer} hrefOf={(gene) => addressOf(experiment.id, 'genes', { ...query, gene })} />
            {answer.notFound.length > 0 && <p>In no file: {answer.notFound.join(', ')}</p>}
            {answer.next !== undefined && (
              <p>
                The first {countText(answer.rows.length, 'gene')}.{' '}
                {limit < MOST_ROWS ? (
                  <button
                    type="button"
                    onClick={() => move({ rows: String(Math.min(MOST_ROWS, limit * 4)) })}
                  >
                    Show {groupedText(Math.min(MOST_ROWS, limit * 4))}
                  </button>
                ) : (
                  <>
                    All of them:{' '}
                    <code>{typedCommand(`expression ${contrast} -e ${experiment.id} --csv`)}</code>
                  </>
                )}
              </p>
            )}
          </>
        )}
      </Answer>
    </section>
  );
}

interface RowsProps {
  readonly answer: GenesOnWire;
  readonly hrefOf: (gene: string) => string;
}

function Rows({ answer, hrefOf }: RowsProps) {
  const { rows, a, b } = answer;
  if (rows.length === 0) return <p class="box">No gene to show.</p>;
  const hasSymbols = rows.some(({ symbol }) => symbol !== undefined);
  const numbers = ['log2 fold', 'shrunken', 'error', 'p', 'adjusted p', `mean ${a}`, `mean ${b}`];
  return (
    <>
      <table class="figures">
        <thead>
          <tr>
            <th>gene</th>
            {hasSymbols && <th>id</th>}
            {numbers.map((name) => (
              <th key={name} class="number">
                {name}
              </th>
            ))}
            <th>literature</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.gene} row={row} names={numbers} hasSymbols={hasSymbols} href={hrefOf(row.gene)} />
          ))}
        </tbody>
      </table>
      <p class="soft">
        log2 fold: of {a} over {b}; shrunken: drawn towards 0 by what all genes say, to rank genes by size;
        means: log2 of counts a million of scaled libraries, or of intensities.
      </p>
    </>
  );
}

interface RowProps {
  readonly row: GenesOnWire['rows'][number];
  readonly names: readonly string[];
  readonly hasSymbols: boolean;
  readonly href: string;
}

function Row({ row, names, hasSymbols, href }: RowProps) {
  const { gene, symbol, log2fc, log2fcShrunk, se, pValue, adjPValue, means, reason, literature } = row;
  const numbers = [
    ...[figureText(log2fc, 2), figureText(log2fcShrunk, 2), figureText(se, 2)],
    ...[pText(pValue), pText(adjPValue), figureText(means.a, 2), figureText(means.b, 2)],
  ];
  return (
    <tr>
      <td data-label="gene">
        <span>
          <a class="gene" href={href}>
            {symbol ?? gene}
          </a>
          {reason !== undefined && <span class="soft"> {reason}</span>}
        </span>
      </td>
      {hasSymbols && <td data-label="id">{gene}</td>}
      {numbers.map((text, i) => (
        <td key={names[i]} data-label={names[i]} class="number">
          {text}
        </td>
      ))}
      <td data-label="literature">
        {literature === undefined ? '–' : <VerdictMark verdict={literature.verdict} />}
      </td>
    </tr>
  );
}

import { type GenesOnWire, genesSchema } from '../../../shared/contract/expression.ts';
import { type NormalizedOnWire, normalizedSchema } from '../../../shared/contract/normalized.ts';
import { isExposed } from '../../../shared/domain/experiment/hardware-schema.ts';
import { findingWords } from '../../../shared/domain/literature/finding-words.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import type { Move } from '../address/move.ts';
import { addressOf } from '../address/route.ts';
import { Answer } from '../parts/answer.tsx';
import { type ArmDots, UnitDots } from '../parts/unit-dots.tsx';
import { useArrival } from '../parts/use-arrival.ts';
import { VerdictMark } from '../parts/verdict-mark.tsx';
import type { Api, Query } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { askFindings } from '../stack/literature.ts';
import { useAnswer } from '../stack/use-answer.ts';

interface GeneCardProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly contrast: string;
  readonly ask: Query;
  readonly query: Readonly<Record<string, string>>;
  readonly move: Move;
  /** As somebody wrote it. */
  readonly gene: string;
}

/** One gene: every unit of it, its fold with its error, and what studies reported, or that it is in no file. */
export function GeneCard({ api, experiment, contrast, ask, query, move, gene }: GeneCardProps) {
  const path = pathOf(experiment.id, 'expression', contrast);
  const asked = { ...ask, gene };
  const shown = useAnswer(`${path} ${JSON.stringify(asked)}`, (signal) =>
    api.get(path, genesSchema, asked, signal),
  );
  const heading = useArrival();
  const hrefOf = (other: string) => addressOf(experiment.id, 'genes', { ...query, gene: other });
  return (
    <section class="card gene-card">
      <div class="card-head">
        <h2 ref={heading} tabIndex={-1}>
          Gene {gene}
        </h2>
        <button type="button" onClick={() => move({ gene: null })}>
          Close
        </button>
      </div>
      <Answer of={shown} what={`the gene ${gene}`}>
        {(answer) => (
          <>
            <ReadAs answer={answer} hrefOf={hrefOf} />
            {answer.rows.map((row) => (
              <Gene key={row.gene} {...{ api, experiment, answer, row, ask }} />
            ))}
          </>
        )}
      </Answer>
    </section>
  );
}

/** As what the name was read, or what was likely meant. */
function ReadAs({
  answer,
  hrefOf,
}: {
  readonly answer: GenesOnWire;
  readonly hrefOf: (gene: string) => string;
}) {
  const { readAs = [], notFound, meant = [], assay } = answer;
  return (
    <>
      {readAs.map(({ name, gene }) => (
        <p key={gene}>
          {name} is read as {gene}.
        </p>
      ))}
      {notFound.map((name) => {
        const near = meant.find((one) => one.name === name)?.gene;
        return (
          <p class="box failure" role="alert" key={name}>
            No file of {assay} has a gene {name}.{' '}
            {near !== undefined && (
              <>
                Did you mean <a href={hrefOf(near)}>{near}</a>?
              </>
            )}
          </p>
        );
      })}
    </>
  );
}

interface GeneProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly answer: GenesOnWire;
  readonly row: GenesOnWire['rows'][number];
  readonly ask: Query;
}

function Gene({ api, experiment, answer, row, ask }: GeneProps) {
  const { gene, symbol, log2fc, log2fcShrunk, se, pValue, adjPValue, reason, equivalent, literature } = row;
  const { a, b, engine, n } = answer;
  const facts = [
    ...(log2fc === null
      ? []
      : [
          `log2 fold of ${a} over ${b}: ${figureText(log2fc, 2)} (× ${figureText(2 ** log2fc, 2)}), standard error ${figureText(se, 2)}, shrunken ${figureText(log2fcShrunk, 2)}`,
        ]),
    ...(pValue === null
      ? []
      : [`p ${pText(pValue)}, adjusted over all genes of the contrast ${pText(adjPValue)}`]),
    ...(n === null ? [] : [`n = ${n.a} against ${n.b} units, by ${engine}`]),
    ...(equivalent === undefined ? [] : [EQUALITY[String(equivalent)] ?? '']),
    ...(reason === undefined ? [] : [log2fc === null ? `not compared: ${reason}` : reason]),
  ];
  const sets = (answer.geneSets?.tests ?? []).filter(({ genes }) => genes.some((one) => one.gene === gene));
  return (
    <div class="gene-parts">
      <div>
        <h3>
          {symbol ?? gene} {symbol !== undefined && <span class="soft">{gene}</span>}
        </h3>
        <ul>
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
          {sets.length > 0 && <li>in the gene sets {sets.map(({ title }) => title).join(', ')}</li>}
        </ul>
        <Levels {...{ api, experiment, gene, contrast: answer }} assay={String(ask.assay)} />
      </div>
      <Beside {...{ api, experiment }} name={symbol ?? gene} literature={literature} />
    </div>
  );
}

const EQUALITY: Readonly<Record<string, string>> = {
  true: 'equal within the declared margin',
  false: 'not shown to be equal within the declared margin',
  null: 'whether it is equal within the declared margin cannot be told',
};

interface LevelsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly assay: string;
  readonly gene: string;
  readonly contrast: Pick<GenesOnWire, 'a' | 'b'>;
}

/** A dot per unit, of all arms; the two of the contrast first. */
function Levels({ api, experiment, assay, gene, contrast }: LevelsProps) {
  const path = pathOf(experiment.id, 'assays', assay, 'normalized');
  const shown = useAnswer(`${path} ${gene}`, (signal) => api.get(path, normalizedSchema, { gene }, signal));
  return (
    <Answer of={shown} what={`the units of ${gene}`}>
      {(answer) => {
        const row = answer.rows.find((one) => one.gene === gene);
        if (row === undefined)
          return (
            <p class="box">
              {answer.refused?.message ?? 'Not every unit has a value of it, so units are not comparable.'}
            </p>
          );
        return (
          <>
            <UnitDots
              title={`${row.symbol ?? gene} in each unit`}
              unit={isCounts(answer) ? 'normalized counts' : 'log2 intensity'}
              arms={armsOf(experiment, answer, row.values, contrast)}
              isFromZero={isCounts(answer)}
            />
            <p class="soft">
              {answer.method}. Without what was excluded; batches of the model are not taken out here.
            </p>
          </>
        );
      }}
    </Answer>
  );
}

const isCounts = ({ method }: NormalizedOnWire): boolean => method?.startsWith('counts') ?? false;

function armsOf(
  { hardware, units }: Experiment,
  { samples }: NormalizedOnWire,
  values: readonly number[],
  { a, b }: Pick<GenesOnWire, 'a' | 'b'>,
): ArmDots[] {
  const arms = [...new Set([a, b, ...samples.map(({ arm }) => arm)])];
  return arms.map((arm) => {
    const own = samples.flatMap(({ name, arm: of }, i) =>
      of === arm ? [{ unit: name, value: values[i]! }] : [],
    );
    const without = units.filter((one) => one.arm === arm).length - own.length;
    return {
      ...{ arm, units: own },
      isExposed: isExposed(hardware.arms.get(arm)?.kind),
      lacks: without > 0 ? [`${without} without`] : [],
    };
  });
}

interface BesideProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly name: string;
  readonly literature: GenesOnWire['rows'][number]['literature'];
}

/** What studies reported of it, on which platform and in which cells. */
function Beside({ api, experiment, name, literature }: BesideProps) {
  return (
    <div>
      <h3>Literature</h3>
      {literature === undefined ? (
        <p>
          Both arms are exposed, or both are controls: no study of the catalogue compares such arms, so it is
          not held against any.
        </p>
      ) : (
        <>
          <p>
            <VerdictMark verdict={literature.verdict} /> {literature.sentence}
          </p>
          {literature.overall.verdict !== literature.verdict && (
            <p>
              Of all platforms and cells: <VerdictMark verdict={literature.overall.verdict} />{' '}
              {countText(literature.overall.studies.length, 'study', 'studies')}
            </p>
          )}
        </>
      )}
      <Reported {...{ api, experiment, name }} />
    </div>
  );
}

const MOST_FINDINGS = 12;

/** Every finding of the gene, whichever platform. */
function Reported({ api, experiment, name }: Omit<BesideProps, 'literature'>) {
  const shown = useAnswer(`literature of ${name}`, (signal) => askFindings(api, { symbol: name }, signal));
  const href = addressOf(experiment.id, 'literature', { symbol: name });
  return (
    <Answer of={shown} what={`the findings of ${name}`}>
      {(reported) =>
        'none' in reported ? (
          <p>{reported.none} It is not in the catalogue, which is not evidence of no effect.</p>
        ) : (
          <>
            <ul>
              {reported.found.records.slice(0, MOST_FINDINGS).map((one) => {
                const { study, subject, what, went, against } = findingWords(one);
                return (
                  <li key={one.id}>
                    {study}: {what} {went} ({one.technique.replaceAll('_', ' ')}, {subject}; against {against}
                    )
                  </li>
                );
              })}
            </ul>
            <p>
              <a class="act" href={href}>
                All {countText(reported.found.records.length, 'finding')} of it in the literature
              </a>
            </p>
          </>
        )
      }
    </Answer>
  );
}

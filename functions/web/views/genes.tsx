import { useMemo } from 'preact/hooks';
import {
  type ContrastOnWire,
  contrastsSchema,
  type GenePointsOnWire,
  genePointsSchema,
} from '../../../shared/contract/expression.ts';
import {
  foundLines,
  isAwaited,
  multiplicityText,
  withoutText,
} from '../../../shared/domain/contrast/contrast-words.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { Move } from '../address/move.ts';
import { addressOf } from '../address/route.ts';
import { GeneCard } from '../genes/gene-card.tsx';
import { GenePlot } from '../genes/gene-plot.tsx';
import { GeneSearch } from '../genes/gene-search.tsx';
import { GeneSets } from '../genes/gene-sets.tsx';
import { GeneTable } from '../genes/gene-table.tsx';
import { foundIn, PLOTS, type PlotKind, pointsOf } from '../genes/points.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Choice } from '../parts/choice.tsx';
import { Environment } from '../parts/environment.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

const EVERY_MS = 60_000;

type Query = Readonly<Record<string, string>>;

interface GenesProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly query: Query;
}

/** The genes of one arm against another. The address holds the contrast, the engine, the picture, and what is looked at. */
export function Genes({ api, experiment, query }: GenesProps) {
  const path = pathOf(experiment.id, 'expression');
  const exclusions = query.exclusions === 'ignored' ? 'ignored' : undefined;
  const shown = useAnswer(
    `${path} ${exclusions}`,
    (signal) => api.get(path, contrastsSchema, { exclusions }, signal),
    EVERY_MS,
  );
  const move: Move = (changed) => {
    location.hash = addressOf(experiment.id, 'genes', { ...query, ...changed });
  };
  return (
    <Answer of={shown} what="the comparisons of genes">
      {({ contrasts, exclusions: standing, ...lacking }) => (
        <>
          <Pending {...lacking} />
          {contrasts.length === 0 ? (
            <p class="box">
              The definition declares no assay of genes (kind <code>counts</code> or{' '}
              <code>log-intensity</code>
              ), so there are no genes to compare. Targets of qPCR are compared as endpoints are:{' '}
              <code>{typedCommand(`compare -e ${experiment.id}`)}</code>
            </p>
          ) : (
            <Contrast {...{ api, experiment, query, contrasts, move }} isExcluding={standing.length > 0} />
          )}
        </>
      )}
    </Answer>
  );
}

interface ContrastProps extends GenesProps {
  readonly contrasts: readonly ContrastOnWire[];
  readonly isExcluding: boolean;
  readonly move: Move;
}

function Contrast({ api, experiment, query, contrasts, isExcluding, move }: ContrastProps) {
  const asked = contrasts.find(
    ({ id, assay }) =>
      (query.contrast === undefined || id === query.contrast) &&
      (query.assay === undefined || assay === query.assay),
  );
  if (asked === undefined)
    return (
      <p class="box failure" role="alert">
        The experiment does not compare {query.contrast ?? 'genes'}
        {query.assay !== undefined && ` in the assay ${query.assay}`}. It has{' '}
        {contrasts.map(({ id, assay }) => `${id} of ${assay}`).join(', ')}.{' '}
        <a href={addressOf(experiment.id, 'genes')}>The first of them</a>
      </p>
    );
  return (
    <>
      <Choices {...{ contrasts, asked, query, isExcluding, move }} />
      <Qualified contrast={asked} />
      {asked.engine !== null && (
        <Compared key={`${asked.assay} ${asked.id}`} {...{ api, experiment, query, asked, move }} />
      )}
    </>
  );
}

interface ChoicesProps extends Omit<ContrastProps, 'api' | 'experiment'> {
  readonly asked: ContrastOnWire;
}

function Choices({ contrasts, asked, query, isExcluding, move }: ChoicesProps) {
  const nameOf = ({ id, assay }: ContrastOnWire) => `${assay} ${id}`;
  return (
    <form class="choices" onSubmit={(event) => event.preventDefault()}>
      <Choice
        label="Comparison"
        value={nameOf(asked)}
        onChange={(name) => {
          const [assay = '', contrast = ''] = name.split(' ');
          move({ assay, contrast, engine: null, rows: null });
        }}
      >
        {contrasts.map((one) => [nameOf(one), `${one.a} against ${one.b}, ${one.assay}`])}
      </Choice>
      {asked.engines.length > 1 && (
        <Choice
          label="Engine"
          value={query.engine ?? asked.engines[0] ?? ''}
          onChange={(engine) => move({ engine: engine === asked.engines[0] ? null : engine })}
        >
          {asked.engines.map((one, i) => [one, i === 0 ? `${one} (default)` : one])}
        </Choice>
      )}
      {isExcluding && (
        <Choice
          label="Exclusions"
          value={query.exclusions === 'ignored' ? 'ignored' : 'applied'}
          onChange={(one) => move({ exclusions: one === 'ignored' ? one : null })}
        >
          {[
            ['applied', 'applied'],
            ['ignored', 'ignored: as if nothing were excluded'],
          ]}
        </Choice>
      )}
    </form>
  );
}

/** All that qualifies the numbers stands before them. */
function Qualified({ contrast }: { readonly contrast: ContrastOnWire }) {
  const { refused, warnings, environment, equivalence, without } = contrast;
  const lines = [
    ...(equivalence === undefined ? [] : [equivalence.sentence]),
    ...(without === undefined ? [] : [withoutText(without)]),
  ];
  return (
    <>
      {refused !== undefined && (
        <p class="box failure" role="status">
          Not compared{isAwaited(refused) && ' yet'}: {refused.message}
        </p>
      )}
      {warnings.map(({ code, message }) => (
        <p class="box failure" key={message}>
          {message} <code>{code}</code>
        </p>
      ))}
      <Environment environment={environment} />
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  );
}

interface ComparedProps extends GenesProps {
  readonly asked: ContrastOnWire;
  readonly move: Move;
}

function Compared({ api, experiment, query, asked, move }: ComparedProps) {
  const path = pathOf(experiment.id, 'expression', asked.id, 'points');
  const engine = query.engine ?? asked.engines[0];
  const exclusions = query.exclusions === 'ignored' ? 'ignored' : undefined;
  const ask = { assay: asked.assay, engine, exclusions };
  const shown = useAnswer(`${path} ${JSON.stringify(ask)} ${asked.snapshot}`, (signal) =>
    api.get(path, genePointsSchema, ask, signal),
  );
  const common = { api, experiment, contrast: asked.id, ask, query, move };
  return (
    <Answer of={shown} what={`the genes of ${asked.id}`}>
      {(answer) => (
        <>
          <Summary asked={asked} answer={answer} isDefault={engine === asked.engines[0]} />
          <GeneSearch query={query} move={move} />
          {query.gene !== undefined && <GeneCard key={query.gene} {...common} gene={query.gene} />}
          <Drawn {...{ answer, query, move }} sets={asked.geneSets} />
          <GeneTable {...common} />
          {asked.geneSets !== null && <GeneSets sets={asked.geneSets} set={query.set} move={move} />}
        </>
      )}
    </Answer>
  );
}

interface SummaryProps {
  readonly asked: ContrastOnWire;
  readonly answer: GenePointsOnWire;
  /** What was found is told of the default engine. */
  readonly isDefault: boolean;
}

/** How many were compared and found, of how many, and over what p is adjusted. */
function Summary({ asked, answer, isDefault }: SummaryProps) {
  const { up, down } = useMemo(() => foundIn(answer), [answer]);
  const { genes, inFiles, notCompared, engine, a, b } = answer;
  const noP = genes.length - answer.pValue.filter((one) => one !== null).length;
  const noAdjusted = answer.adjPValue.filter((one) => one === null).length - noP;
  const lacking = [
    ...notCompared.map((one) => `${countText(one.genes, 'gene')} not compared: ${one.reason}`),
    ...(noP > 0 ? [`${countText(noP, 'gene')} without a p: too few units, or one count alone decides`] : []),
    ...(noAdjusted > 0 ? [`${countText(noAdjusted, 'gene')} with a p and without an adjusted one`] : []),
  ];
  return (
    <section>
      <p>
        <strong>
          {groupedText(genes.length)} of {countText(inFiles, 'gene')} compared; {groupedText(up + down)} found
        </strong>{' '}
        (adjusted p of .05 or less): {groupedText(up)} higher in {a}, {groupedText(down)} higher in {b}, by{' '}
        {engine}.
      </p>
      <ul>
        {[...lacking, ...(isDefault ? foundLines(asked) : [])].map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>{multiplicityText(engine ?? '', asked.geneSets?.tests.length ?? 0)}</li>
        <li>What is not found is not shown to be equal: few units miss most changes.</li>
      </ul>
    </section>
  );
}

interface DrawnProps {
  readonly answer: GenePointsOnWire;
  readonly sets: ContrastOnWire['geneSets'];
  readonly query: Query;
  readonly move: Move;
}

const TITLES: Readonly<Record<PlotKind, string>> = {
  volcano: 'Volcano: fold against p',
  ma: 'MA: level against fold',
};

function Drawn({ answer, sets, query, move }: DrawnProps) {
  const kind = PLOTS.find((one) => one === query.plot) ?? 'volcano';
  const points = useMemo(() => pointsOf(answer, kind), [answer, kind]);
  const named = useMemo(
    () => sets?.tests.find(({ set }) => set === query.set)?.genes.flatMap(({ gene }) => gene ?? []) ?? [],
    [sets, query.set],
  );
  if (answer.genes.length === 0) return <p class="box">No gene was compared: each was read too rarely.</p>;
  return (
    <section>
      <h2>{TITLES[kind]}</h2>
      <form class="choices" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Picture"
          value={kind}
          onChange={(plot) => move({ plot: plot === 'volcano' ? null : plot })}
        >
          {PLOTS.map((one) => [one, TITLES[one]])}
        </Choice>
        <Choice
          label="Name the genes of"
          value={query.set ?? ''}
          onChange={(set) => move({ set: set || null })}
        >
          {[['', 'no set'], ...(sets?.tests.map(({ set, title }) => [set, title]) ?? [])]}
        </Choice>
      </form>
      <GenePlot
        points={points}
        kind={kind}
        named={named}
        selected={query.gene ?? null}
        onSelect={(gene) => move({ gene })}
      />
      <p class="soft">
        ▲ higher in {answer.a}, ▼ higher in {answer.b}, both with an adjusted p of .05 or less; small: not
        found.
        {points.without > 0 &&
          ` ${countText(points.without, 'gene')} with a fold and without a p: not in this picture; the table has them.`}
      </p>
    </section>
  );
}

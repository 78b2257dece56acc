/** Arms against each other with the culture unit as the replicate: every unit is drawn, since a bar would hide that there are three. */
import { useState } from 'preact/hooks';
import { type ComparisonOnWire, comparisonsSchema } from '../../../shared/contract/comparisons.ts';
import { adjustedText } from '../../../shared/domain/comparison/adjusted-words.ts';
import { estimateText, intervalText } from '../../../shared/domain/comparison/estimate-words.ts';
import { isExposed } from '../../../shared/domain/experiment/hardware-schema.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { belowText, unitsCellText } from '../../../shared/domain/words/units-against.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { type ArmDots, UnitDots } from '../parts/unit-dots.tsx';
import type { Api } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';
import { byChannel } from './by-channel.ts';

const EVERY_MS = 120_000;
/** More at once nobody looks at. */
const FIRST = 12;

interface UnitsPanelProps {
  readonly api: Api;
  readonly experiment: Experiment;
  /** Only of channels whose id holds it. */
  readonly part: string;
  readonly phase: string | undefined;
}

export function UnitsPanel({ api, experiment, part, phase }: UnitsPanelProps) {
  const shown = useAnswer(
    `comparisons ${experiment.id} ${phase}`,
    (signal) =>
      api.get(
        pathOf(experiment.id, 'comparisons'),
        comparisonsSchema,
        phase === undefined ? {} : { phase },
        signal,
      ),
    EVERY_MS,
  );
  const [most, setMost] = useState(FIRST);
  return (
    <Answer of={shown} what="the comparisons of units">
      {({ comparisons, contrasts, notCompared, primary, ...rest }) => {
        const own = byChannel(
          comparisons.filter(({ assay, endpoint }) => assay === undefined && endpoint.includes(part)),
        );
        const others = notCompared.filter(({ what }) => what.includes(part));
        return (
          <>
            <p class="soft">
              Means of units over a phase: the unit is the replicate. Every unit is a mark; an interval says
              where the difference of arms lies, over units like these.
            </p>
            <Pending {...rest} />
            {primary !== null && <p>Primary questions: {primary.sentence}</p>}
            {contrasts
              .filter(({ assay }) => assay === undefined)
              .map(({ contrast, differs, environment }) => (
                <p key={contrast}>
                  {contrast}: environment {environment.verdict}: {[environment.sentence, differs].join('; ')}
                </p>
              ))}
            {own.length === 0 && <p class="box">No channel was compared between arms.</p>}
            <div class="unit-grid">
              {own.slice(0, most).map((one) => (
                <OneComparison
                  key={`${one.contrast} ${one.endpoint} ${one.phase}`}
                  comparison={one}
                  experiment={experiment}
                />
              ))}
            </div>
            {own.length > most && (
              <p>
                {countText(own.length - most, 'more comparison')} not shown.{' '}
                <button type="button" onClick={() => setMost(most + FIRST)}>
                  Show more
                </button>
              </p>
            )}
            {others.length > 0 && (
              <details open={own.length === 0}>
                <summary>Not compared: {others.length}</summary>
                <ul>
                  {others.map(({ what, sentence }) => (
                    <li key={`${what} ${sentence}`}>
                      {what}: {sentence}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        );
      }}
    </Answer>
  );
}

interface OneProps {
  readonly comparison: ComparisonOnWire;
  readonly experiment: Experiment;
}

function OneComparison({ comparison, experiment }: OneProps) {
  const { contrast, endpoint, phase, ucum, arms, environment, levels, refused, adjusted, equivalence } =
    comparison;
  const { ci95Reason, pValueReason, pValue, warnings } = comparison;
  const [a = 'a', b = 'b'] = contrast.split('-v-');
  const unit = spokenUnit(ucum).trim();
  const below = (arms.a.belowDetection ?? 0) + (arms.b.belowDetection ?? 0);
  const sentences = [
    ...(refused === undefined ? [] : [refused.message]),
    ...[ci95Reason, pValueReason, levels?.sentence, equivalence?.reason].filter((one) => one !== undefined),
    ...warnings.map(({ message }) => message),
  ];
  return (
    <article class="card">
      <UnitDots
        title={`${a} − ${b}: ${endpoint}${phase === null ? '' : `, ${phase}`}`}
        unit={unit === '' ? endpoint : unit}
        arms={[dotsOf(experiment, a, arms.a), dotsOf(experiment, b, arms.b)]}
      />
      <p>
        <strong>
          {a} − {b}: {estimateText(comparison)} {unit}
        </strong>
        {`, ${[
          `95 % interval ${intervalText(comparison)}`,
          `${unitsCellText(arms.a.n, arms.b.n, below)} units`,
          `p ${pText(pValue)}, adjusted ${pText(adjusted.pValue)} (${adjustedText(adjusted)})`,
          marginText(equivalence, unit),
          `environment ${environment.verdict}`,
        ].join('; ')}`}
      </p>
      {sentences.length > 0 && (
        <ul>
          {[...new Set(sentences)].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </article>
  );
}

function marginText(equivalence: ComparisonOnWire['equivalence'], unit: string): string {
  if (equivalence === undefined) return 'no margin for arms (that of a channel is for its pairs)';
  const { margin, equivalent } = equivalence;
  const verdict = equivalent === null ? 'not known' : equivalent ? 'yes' : 'no';
  return `equal within ± ${margin} ${unit}: ${verdict}`;
}

function dotsOf({ hardware }: Experiment, arm: string, side: ComparisonOnWire['arms']['a']): ArmDots {
  return {
    ...{ arm, isExposed: isExposed(hardware.arms.get(arm)?.kind), units: side.units },
    lacks: [
      ...(side.belowDetection === undefined ? [] : [belowText(side.belowDetection)]),
      ...side.missing
        .filter(({ below }) => below === undefined)
        .map(({ unit, reason }) => `${unit}: ${reason}`),
    ],
  };
}

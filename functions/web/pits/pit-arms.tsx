/** Arms against each other by an endpoint of pits: every unit drawn, the ratio with its interval, and what qualifies it. */
import {
  type ComparisonOnWire,
  type ComparisonsOnWire,
  comparisonsSchema,
} from '../../../shared/contract/comparisons.ts';
import { adjustedText } from '../../../shared/domain/comparison/adjusted-words.ts';
import { intervalText, qualifiedBy, sizeText } from '../../../shared/domain/comparison/qualified-words.ts';
import { isExposed } from '../../../shared/domain/experiment/hardware-schema.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { pText } from '../../../shared/domain/words/p-text.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { belowText, unitsCellText } from '../../../shared/domain/words/units-against.ts';
import { addressOf } from '../address/route.ts';
import { Answer, Pending } from '../parts/answer.tsx';
import { Environment } from '../parts/environment.tsx';
import { type ArmDots, UnitDots } from '../parts/unit-dots.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import { type Experiment, pathOf } from '../stack/experiment.ts';
import { useAnswer } from '../stack/use-answer.ts';

interface PitArmsProps {
  readonly api: Api;
  readonly experiment: Experiment;
  readonly endpoint: string;
  /** One alone; null: all. */
  readonly assay: string | null;
  /** Of pits. */
  readonly assays: readonly string[];
}

const EVERY_MS = 60_000;
const COLUMNS = ['assay', 'contrast', 'units', 'ratio', '95 % interval', 'p', 'adjusted p', 'environment'];

export function PitArms({ api, experiment, endpoint, assay, assays }: PitArmsProps) {
  const path = pathOf(experiment.id, 'comparisons');
  const shown = useAnswer(
    `${path} ${endpoint}`,
    (signal) => askComparisons(api, path, endpoint, signal),
    EVERY_MS,
  );
  const isShown = (one: { readonly assay?: string | undefined }) =>
    one.assay !== undefined && assays.includes(one.assay) && (assay === null || one.assay === assay);
  return (
    <Answer of={shown} what={`the comparisons of ${endpoint}`}>
      {(told) =>
        'untold' in told ? (
          <p class="box">{told.untold}.</p>
        ) : (
          <Compared
            {...{ experiment, endpoint }}
            answer={told.answer}
            comparisons={told.answer.comparisons.filter(isShown)}
            contrasts={told.answer.contrasts.filter(isShown)}
          />
        )
      }
    </Answer>
  );
}

type Told = { readonly answer: ComparisonsOnWire } | { readonly untold: string };

/** That nothing was measured by the endpoint is an answer here, and no failure. */
async function askComparisons(api: Api, path: string, endpoint: string, signal: AbortSignal): Promise<Told> {
  try {
    return { answer: await api.get(path, comparisonsSchema, { endpoint }, signal) };
  } catch (error) {
    if (error instanceof CallFailure && error.code === 'endpoint.untold') return { untold: error.message };
    throw error;
  }
}

interface ComparedProps {
  readonly experiment: Experiment;
  readonly endpoint: string;
  readonly answer: ComparisonsOnWire;
  readonly comparisons: readonly ComparisonOnWire[];
  readonly contrasts: ComparisonsOnWire['contrasts'];
}

function Compared({ experiment, endpoint, answer, comparisons, contrasts }: ComparedProps) {
  return (
    <>
      <Pending {...answer} />
      {comparisons.length === 0 && (
        <div class="box">
          <p>Nothing is compared by this endpoint.</p>
          <ul>
            {answer.notCompared.map(({ what, sentence }) => (
              <li key={what}>
                {what}: {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="size-curves">
        {dotsOf(experiment, comparisons, contrasts).map(({ title, unit, arms }) => (
          <UnitDots key={title} title={title} unit={unit} arms={arms} isFromZero={true} />
        ))}
      </div>
      {comparisons.length > 0 && <Table comparisons={comparisons} />}
      {comparisons.some(({ literature }) => literature !== undefined) && (
        <p>
          <a class="act" href={addressOf(experiment.id, 'literature', { endpoint })}>
            What studies reported of {endpoint.replaceAll('-', ' ')}
          </a>
        </p>
      )}
      {[
        ...new Map(contrasts.map((one) => [`${one.contrast} ${one.environment.sentence}`, one])).values(),
      ].map(({ contrast, differs, environment }) => (
        <section key={`${contrast} ${environment.sentence}`}>
          <h3>{contrast}</h3>
          <p>{differs}.</p>
          <Environment environment={environment} />
        </section>
      ))}
    </>
  );
}

function Table({ comparisons }: { readonly comparisons: readonly ComparisonOnWire[] }) {
  const told = comparisons.map(whysOf);
  const shared = sharedIn(told);
  return (
    <>
      <table class="figures">
        <thead>
          <tr>
            {COLUMNS.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparisons.map((one, i) => (
            <Row
              key={`${one.assay} ${one.contrast}`}
              one={one}
              whys={(told[i] ?? []).filter((why) => !shared.includes(why))}
            />
          ))}
        </tbody>
      </table>
      {shared.length > 0 && (
        <>
          <p>True of all of them:</p>
          <ul class="soft">
            {shared.map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** What each says, of which a single one shares nothing. */
function sharedIn(told: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = told;
  return others.length === 0 ? [] : first.filter((why) => others.every((all) => all.includes(why)));
}

function whysOf(one: ComparisonOnWire): string[] {
  const { refused, levels, ci95Reason, bound, ucum } = one;
  return [
    ...(refused === undefined ? [] : [refused.message]),
    ...(levels === null ? [] : [levels.sentence]),
    ...(ci95Reason === undefined ? [] : [`no interval: ${ci95Reason}`]),
    ...(bound === undefined ? [] : [boundText(bound, ucum)]),
    ...qualifiedBy(one),
    ...missingOf(one.arms),
  ];
}

const boundText = (
  { arm, rateBelow }: NonNullable<ComparisonOnWire['bound']>,
  ucum: string | undefined,
): string =>
  `nothing was counted in the ${arm === 'a' ? 'first' : 'second'} arm: its rate is below ${significantText(rateBelow, 3)}${spokenUnit(ucum)}, 95 %, one-sided`;

interface RowProps {
  readonly one: ComparisonOnWire;
  readonly whys: readonly string[];
}

function Row({ one, whys }: RowProps) {
  const { assay, contrast, arms, pValue, pValueReason, permutation, adjusted, environment } = one;
  return (
    <>
      <tr>
        <td data-label="assay">{assay}</td>
        <td data-label="contrast">{contrast}</td>
        <td data-label="units">n = {unitsCellText(arms.a.n, arms.b.n)}</td>
        <td data-label="ratio">
          <strong>{sizeText(one)}</strong>
        </td>
        <td data-label="95 % interval">{intervalText(one)}</td>
        <td data-label="p">
          <span>
            {pText(pValue)}
            {pValueReason !== undefined && ` ${pValueReason}`}
            {permutation !== null &&
              ` (exact ${pText(permutation.pValue)}, at best ${pText(permutation.smallestAttainable)})`}
          </span>
        </td>
        <td data-label="adjusted p">
          <span>
            {pText(adjusted.pValue)}; {adjustedText(adjusted)}
            {adjusted.preliminary !== undefined && `; preliminary: ${adjusted.preliminary}`}
          </span>
        </td>
        <td data-label="environment">{environment.verdict}</td>
      </tr>
      {whys.length > 0 && (
        <tr class="whys">
          <td colSpan={COLUMNS.length}>
            <ul>
              {whys.map((why) => (
                <li key={why}>{why}</li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

const missingOf = ({ a, b }: ComparisonOnWire['arms']): string[] =>
  [...a.missing, ...b.missing].map(({ unit, reason }) => `${unit} has no value: ${reason}`);

interface Dots {
  readonly title: string;
  readonly unit: string;
  readonly arms: readonly ArmDots[];
}

/** Per assay, all arms beside each other: their values are the same against whichever arm. */
function dotsOf(
  { hardware }: Experiment,
  comparisons: readonly ComparisonOnWire[],
  contrasts: ComparisonsOnWire['contrasts'],
): Dots[] {
  const sidesOf = new Map(contrasts.map(({ contrast, a, b }) => [contrast, { a, b }]));
  return [...Map.groupBy(comparisons, ({ assay = '' }) => assay)].map(([assay, all]) => {
    const arms = new Map<string, ArmDots>();
    for (const one of all) {
      const sides = sidesOf.get(one.contrast);
      if (sides === undefined) continue;
      for (const side of ['a', 'b'] as const) {
        const arm = sides[side];
        const { units, missing, belowDetection: below = 0 } = one.arms[side];
        const without = missing.length - below;
        arms.set(arm, {
          ...{ arm, units, isExposed: isExposed(hardware.arms.get(arm)?.kind) },
          lacks: [...(below > 0 ? [belowText(below)] : []), ...(without > 0 ? [`${without} without`] : [])],
        });
      }
    }
    const [first] = all;
    return {
      title: `${first?.endpoint} of ${assay}`,
      unit: first?.ucum === undefined ? 'value' : spokenUnit(first.ucum).trim(),
      arms: [...arms.values()],
    };
  });
}

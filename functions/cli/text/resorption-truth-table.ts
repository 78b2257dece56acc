/** What was put into simulated bone slices and medium against what was found on them. */
import * as z from 'zod';
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import type { SliceOnWire } from '../../../shared/contract/pits.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { imageTroubles, imageTruthSchema, judgedImages } from './image-truth-table.ts';

export const resorptionTruthSchema = z.object({
  causes: z.array(z.object({ cause: z.string(), arms: z.array(z.string()), ratio: z.number() })),
  endpoints: z.array(z.object({ assay: z.string(), endpoint: z.string(), isMoved: z.boolean() })),
  belowDetection: z.array(z.object({ endpoint: z.string(), arm: z.string(), unit: z.string() })),
  unmeasured: z.array(z.string()),
  images: z.array(imageTruthSchema),
});
export type ResorptionTruth = z.infer<typeof resorptionTruthSchema>;

type Compared = Pick<
  ComparisonOnWire,
  'assay' | 'endpoint' | 'contrast' | 'estimate' | 'ci95' | 'refused' | 'environment' | 'explained'
>;

/** What the service answered. */
export interface ResorptionAnswer {
  readonly comparisons: readonly Compared[];
  readonly contrasts: readonly Pick<
    ComparisonsOnWire['contrasts'][number],
    'assay' | 'contrast' | 'a' | 'b'
  >[];
  readonly slices: readonly SliceOnWire[];
}

export interface JudgedRatio {
  readonly assay: string;
  readonly endpoint: string;
  readonly contrast: string;
  readonly put: number;
  /** Of it by CO2 alone. */
  readonly ofCo2: number;
  /** Units that have no number: then no ratio may be told. */
  readonly below: readonly string[];
  readonly isMoved: boolean;
  readonly found: Compared;
}

export interface ResorptionTruthTable {
  readonly ratios: readonly JudgedRatio[];
  /** Contrasts and endpoints that nobody answered. */
  readonly unanswered: readonly string[];
  readonly unmeasured: readonly string[];
  readonly images: ReturnType<typeof judgedImages>;
}

export function resorptionTruthTable(truth: ResorptionTruth, answer: ResorptionAnswer): ResorptionTruthTable {
  const asked = truth.endpoints.flatMap((one): Asked[] => {
    const contrasts = answer.contrasts.filter(({ assay }) => assay === one.assay);
    return contrasts.length === 0
      ? [{ ...one, contrast: null }]
      : contrasts.map((contrast) => ({ ...one, contrast }));
  });
  const judged = asked.map((one) => judgedRatio(truth, answer, one));
  return {
    ratios: judged.flatMap((one) => (typeof one === 'string' ? [] : [one])),
    unanswered: judged.flatMap((one) => (typeof one === 'string' ? [one] : [])),
    unmeasured: truth.unmeasured,
    images: judgedImages(truth.images, answer.slices),
  };
}

interface Asked {
  readonly assay: string;
  readonly endpoint: string;
  readonly isMoved: boolean;
  readonly contrast: ResorptionAnswer['contrasts'][number] | null;
}

/** A name where nobody answered. */
function judgedRatio(
  { causes, belowDetection }: ResorptionTruth,
  { comparisons }: ResorptionAnswer,
  { assay, endpoint, isMoved, contrast }: Asked,
): JudgedRatio | string {
  const found = comparisons.find(
    (one) => one.assay === assay && one.endpoint === endpoint && one.contrast === contrast?.contrast,
  );
  if (contrast === null || found === undefined)
    return `${endpoint} of ${assay}${contrast === null ? '' : ` in ${contrast.contrast}`}`;
  const { a, b } = contrast;
  const ratioOf = (of: (cause: string) => boolean) =>
    causes
      .filter(({ cause }) => of(cause))
      .reduce((all, { arms, ratio }) => {
        const power = Number(arms.includes(a)) - Number(arms.includes(b));
        return isMoved ? all * ratio ** power : all;
      }, 1);
  const below = belowDetection.filter((one) => one.endpoint === endpoint && [a, b].includes(one.arm));
  return {
    ...{ assay, endpoint, contrast: contrast.contrast, isMoved, found },
    put: ratioOf(() => true),
    ofCo2: ratioOf((cause) => cause === 'co2'),
    below: below.map(({ unit }) => unit),
  };
}

const holds = (range: readonly [number, number] | null | undefined, value: number): boolean =>
  range != null && range[0] <= value && value <= range[1];

/** Rounding of the truth. */
const isOne = (ratio: number): boolean => Math.abs(ratio - 1) < 1e-9;

/** What is not as it was put in, a sentence each; empty where all is. */
export function resorptionTroubles({
  ratios,
  unanswered,
  unmeasured,
  images,
}: ResorptionTruthTable): string[] {
  return [
    ...(ratios.length === 0 ? ['nothing was compared'] : []),
    ...unanswered.map((name) => `${name} was not answered`),
    ...ratios.flatMap((one) => ratioTroubles(one, unmeasured)),
    ...imageTroubles(images),
  ];
}

function ratioTroubles(one: JudgedRatio, unmeasured: readonly string[]): string[] {
  const { found, below, endpoint, assay, contrast } = one;
  const name = `${endpoint} of ${assay} in ${contrast}`;
  const { verdict, sentence } = found.environment;
  const unsaid = unmeasured.filter((quantity) => !sentence.includes(quantity));
  return [
    ...(isAsPutIn(one)
      ? []
      : [
          below.length > 0
            ? `${name} has a ratio, though ${listText(below)} has no number`
            : `the interval of ${name} does not hold what was put in`,
        ]),
    ...(isCo2Told(one) ? [] : [`${name} does not say what CO2 makes of it`]),
    ...(verdict === 'CLEAN' && unmeasured.length > 0
      ? [`the environment of ${name} is called CLEAN, and nobody measured ${listText(unmeasured)}`]
      : []),
    ...(unsaid.length === 0 ? [] : [`${name} does not name ${listText(unsaid)}, which nobody measured`]),
  ];
}

export const isAsPutIn = ({ below, found, put }: JudgedRatio): boolean =>
  below.length > 0
    ? found.estimate === null && found.ci95 === null && found.refused?.code === 'comparison.below-detection'
    : holds(found.ci95, put);

/** How large a pit is, CO2 does not move. */
export const hasCo2 = ({ isMoved, ofCo2 }: JudgedRatio): boolean => isMoved && !isOne(ofCo2);

export const explainedOf = ({ found }: JudgedRatio) =>
  found.explained?.find(({ quantity }) => quantity === 'ph')?.ratio;

const isCo2Told = (one: JudgedRatio): boolean => !hasCo2(one) || holds(explainedOf(one), one.ofCo2);

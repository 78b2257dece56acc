/** What was put into simulated bone slices and medium against what was found on them. */
import * as z from 'zod';
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import type { SliceOnWire } from '../../../shared/contract/pits.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { imagesText, imageTroubles, imageTruthSchema, judgedImages } from './image-truth-table.ts';
import type { Page } from './page.ts';
import { intervalOfRatio, ratioText } from './ratio-text.ts';
import { tableText } from './table.ts';
import { wrapText } from './wrap.ts';

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

interface JudgedRatio {
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

const isAsPutIn = ({ below, found, put }: JudgedRatio): boolean =>
  below.length > 0
    ? found.estimate === null && found.ci95 === null && found.refused?.code === 'comparison.below-detection'
    : holds(found.ci95, put);

/** How large a pit is, CO2 does not move. */
const hasCo2 = ({ isMoved, ofCo2 }: JudgedRatio): boolean => isMoved && !isOne(ofCo2);

const explainedOf = ({ found }: JudgedRatio) =>
  found.explained?.find(({ quantity }) => quantity === 'ph')?.ratio;

const isCo2Told = (one: JudgedRatio): boolean => !hasCo2(one) || holds(explainedOf(one), one.ofCo2);

const RIGHT = { align: 'right' } as const;
const COLUMNS = [
  { title: 'endpoint', isHead: true },
  { title: 'contrast', isHead: true },
  { title: 'put in', ...RIGHT },
  { title: 'found', ...RIGHT },
  { title: '95 % interval', ...RIGHT },
  { title: '' },
];

export function resorptionTruthText(table: ResorptionTruthTable, page: Page): string {
  const byAssay = [...Map.groupBy(table.ratios, ({ assay }) => assay)];
  const tables = byAssay.map(
    ([assay, all]) =>
      `${assay}, flight or centrifuge over control\n\n${tableText(COLUMNS, all.map(cellsOf), page)}\n`,
  );
  const lines = [...belowLines(table), ...co2Lines(table), ...oxygenLines(table), verdictOf(table)];
  const told = wrapText(lines.map((line) => `${line}\n`).join(''), page.width);
  return `${tables.join('')}${imagesText(table.images, page)}\n${told}`;
}

function cellsOf(one: JudgedRatio): string[] {
  const { endpoint, contrast, put, found, below } = one;
  const word = isAsPutIn(one) ? (below.length > 0 ? 'none, right' : 'holds it') : 'MISSED';
  return [
    ...[endpoint, contrast, ratioText(put)],
    ...[found.estimate === null ? '–' : ratioText(found.estimate), intervalOfRatio(found.ci95), word],
  ];
}

function belowLines({ ratios }: ResorptionTruthTable): string[] {
  const told = ratios.flatMap(({ endpoint, below }) =>
    below.length === 0
      ? []
      : [`${endpoint} of ${listText(below)} is below detection: no ratio may be told of it`],
  );
  return [...new Set(told)];
}

function co2Lines({ ratios }: ResorptionTruthTable): string[] {
  const moved = ratios.filter(hasCo2);
  const each = [...Map.groupBy(moved, ({ contrast }) => contrast)].map(([contrast, all]) => {
    const told = all.map((one) => intervalOfRatio(explainedOf(one) ?? null));
    return `of ${contrast} CO2 makes ${ratioText(all[0]!.ofCo2)}; the answers explain ${listText([...new Set(told)], ', ', 6)}`;
  });
  return each;
}

function oxygenLines({ unmeasured, ratios }: ResorptionTruthTable): string[] {
  if (unmeasured.length === 0) return [];
  const verdicts = new Set(ratios.map(({ found }) => found.environment.verdict));
  return [`nobody measured ${listText(unmeasured)}: environments are called ${listText([...verdicts])}`];
}

function verdictOf(table: ResorptionTruthTable): string {
  const troubles = resorptionTroubles(table);
  if (troubles.length > 0) return `pits and telopeptide are not as put in: ${troubles.join('; ')}`;
  const held = table.ratios.filter(({ below }) => below.length === 0).length;
  const untold = table.ratios.length - held;
  const none = untold === 0 ? '' : `, ${countText(untold, 'ratio')} not told where a unit is below detection`;
  return `pits and telopeptide: ${held} of ${countText(held, 'interval')} hold what was put in${none}; ${countText(table.images.length, 'image')} as put in, no trench cut`;
}

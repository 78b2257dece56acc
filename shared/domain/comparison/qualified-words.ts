/** A comparison of arms in words: its size, and what stands beside it. */
import { figureOfInterval, significantText } from '../words/figure.ts';
import { pText } from '../words/p-text.ts';
import { spokenUnit } from '../words/spoken-unit.ts';

type Ends = readonly [low: number, high: number] | null;

interface SizeTold {
  readonly estimate: number | null;
  readonly ci95: Ends;
  readonly ci95Reason?: string | undefined;
  readonly scale: 'difference' | 'ratio';
  readonly ucum?: string | undefined;
}

/** `× 1.75`, `+0.12 °C`; a dash where there is none. A ratio of the arms has no unit of measure. */
export function sizeText({ estimate, ci95, scale, ucum }: SizeTold): string {
  if (estimate === null) return '–';
  const size = `${scale === 'ratio' ? '× ' : ''}${figureOfInterval(estimate, ci95, scale)}`;
  return `${size}${ucum === undefined || scale === 'ratio' ? '' : spokenUnit(ucum)}`;
}

/** `0.60 to 5.12`; a dash where there is none. */
export const intervalText = ({ ci95, scale }: SizeTold): string =>
  ci95 === null ? '–' : ci95.map((end) => figureOfInterval(end, ci95, scale)).join(' to ');

interface QualifiedTold extends Pick<SizeTold, 'scale'> {
  readonly tippingPoint?: { readonly sentence: string } | undefined;
  readonly explained?: readonly { readonly sentence: string }[] | undefined;
  readonly unexplained?: { readonly sentence: string } | undefined;
  readonly literature?: { readonly verdict: string; readonly sentence: string } | undefined;
  readonly warnings: readonly { readonly message: string }[];
  readonly without?:
    | {
        readonly n: { readonly a: number; readonly b: number };
        readonly estimate: number | null;
        readonly pValue: number | null;
      }
    | undefined;
}

/** What would move it, what explains it, what studies reported, and what it is with what was excluded. */
export const qualifiedBy = (one: QualifiedTold): string[] => [
  ...(one.tippingPoint === undefined ? [] : [one.tippingPoint.sentence]),
  ...(one.explained ?? []).map(({ sentence }) => `Explained by: ${sentence}`),
  ...(one.unexplained === undefined ? [] : [one.unexplained.sentence]),
  ...(one.literature === undefined
    ? []
    : [`Literature ${one.literature.verdict}: ${one.literature.sentence}`]),
  ...one.warnings.map(({ message }) => message),
  ...withoutText(one),
];

function withoutText({ without, scale }: Pick<QualifiedTold, 'without' | 'scale'>): string[] {
  if (without === undefined || without.estimate === null) return [];
  const size = significantText(without.estimate, 3);
  return [
    `with what was excluded: ${without.n.a} v ${without.n.b}, ${scale === 'ratio' ? '× ' : ''}${size}, p ${pText(without.pValue)}`,
  ];
}

/** A small picture for each endpoint of an assay, in which every unit is seen. */
import type { ComparisonOnWire, ComparisonsOnWire } from '../../../shared/contract/comparisons.ts';
import { isExposed } from '../../../shared/domain/experiment/hardware-schema.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { drawUnitDots, type UnitDots } from '../../../shared/formats/svg/unit-dots.ts';
import type { ReportFrame } from '../../../shared/usecases/report/report-experiment.ts';

/** Of more a page would hold little else. */
const MOST_PICTURES = 60;

type ArmDots = UnitDots['arms'][number];

/** Empty where no endpoint of an assay has a value. */
export function dotsOfEndpoints(
  { loaded }: ReportFrame,
  { comparisons, contrasts }: ComparisonsOnWire,
): string {
  const { index } = loaded;
  const idsOf = new Map(contrasts.map(({ contrast, a, b }) => [contrast, { a, b }]));
  const pictures = new Map<string, { title: string; unit: string; arms: Map<string, ArmDots> }>();
  for (const one of comparisons) {
    const ids = idsOf.get(one.contrast);
    if (one.assay === undefined || ids === undefined) continue;
    const picture = pictures.get(keyOf(one)) ?? { title: titleOf(one), unit: unitOf(one), arms: new Map() };
    pictures.set(keyOf(one), picture);
    for (const side of ['a', 'b'] as const) {
      const { units, missing, belowDetection: below = 0 } = one.arms[side];
      picture.arms.set(ids[side], {
        arm: ids[side],
        isExposed: isExposed(index.arms.get(ids[side])?.kind),
        units,
        below,
        missing: missing.length - below,
      });
    }
  }
  const all = [...pictures.values()];
  const drawn = all
    .slice(0, MOST_PICTURES)
    .flatMap(({ arms, ...rest }) => drawUnitDots({ ...rest, arms: [...arms.values()] })?.markup ?? []);
  const rest = all.length - MOST_PICTURES;
  const left =
    rest > 0
      ? `<p class="soft">${countText(rest, 'more endpoint')} not drawn: ${rest === 1 ? 'its' : 'their'} units stand in ./howship compare.</p>`
      : '';
  return drawn.length === 0 ? '' : `<div class="dots">${drawn.join('\n')}</div>\n${left}`;
}

/** Where values have a unit of measure they are the same against whichever arm; else they are of the contrast. */
const keyOf = (one: ComparisonOnWire): string =>
  [one.assay, one.endpoint, one.ucum === undefined ? one.contrast : ''].join(' ');

const titleOf = ({ endpoint, assay, contrast, ucum }: ComparisonOnWire): string =>
  `${endpoint} of ${assay}${ucum === undefined ? `, ${contrast}` : ''}`;

const unitOf = ({ ucum }: ComparisonOnWire): string =>
  ucum === undefined ? '× the mean of the second arm' : spokenUnit(ucum).trim();

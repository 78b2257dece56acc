/** How large the objects of each unit are: a curve per unit, all drawn, since objects are no replicates. */
import type { PitObjectsOnWire } from '../../../shared/contract/pits.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';
import { quantileOfSorted } from '../../../shared/stats/quantile.ts';

export type UnitSizes = PitObjectsOnWire['assays'][number]['units'][number];

const WIDTH = 380;
const HEIGHT = 240;
const PLOT = { left: 44, right: 372, top: 10, bottom: 196 };
/** Units are told apart by these as well as by their names. */
const DASHES = ['none', '7 4', '2 3', '9 3 2 3', '12 4'];

interface SizeCurvesProps {
  readonly assay: string;
  readonly units: readonly UnitSizes[];
  readonly exposed: ReadonlySet<string>;
}

export function SizeCurves({ assay, units, exposed }: SizeCurvesProps) {
  const areas = units.flatMap(({ areasUm2 }) => areasUm2.filter((area) => area > 0));
  const arms = [...Map.groupBy(units, ({ arm }) => arm)];
  return (
    <>
      {areas.length === 0 ? (
        <p class="box">No object of {assay} has an area that may be told; why stands below.</p>
      ) : (
        <div class="size-curves">
          {arms.map(([arm, own]) => (
            <ArmCurves
              key={arm}
              {...{ arm, units: own, isExposed: exposed.has(arm) }}
              range={[Math.min(...areas), Math.max(...areas)]}
            />
          ))}
        </div>
      )}
      <SizeTable units={units} />
    </>
  );
}

interface ArmCurvesProps {
  readonly arm: string;
  readonly units: readonly UnitSizes[];
  readonly isExposed: boolean;
  readonly range: readonly [number, number];
}

function ArmCurves({ arm, units, isExposed, range }: ArmCurvesProps) {
  const [low, high] = [Math.log10(range[0]), Math.log10(range[1]) || 1];
  const x = (area: number) =>
    PLOT.left + ((Math.log10(area) - low) / Math.max(0.1, high - low)) * (PLOT.right - PLOT.left);
  const y = (share: number) => PLOT.bottom - share * (PLOT.bottom - PLOT.top);
  return (
    <figure class="size-curve">
      <figcaption>
        {arm}{' '}
        <span class="soft">{units.map((unit) => `${unit.unit}: ${unit.objects}`).join(', ')} objects</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={labelOf(arm, units)}>
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={PLOT.left} x2={PLOT.right} y1={y(share)} y2={y(share)} />
            <text x={PLOT.left - 6} y={y(share) + 4} text-anchor="end">
              {share * 100} %
            </text>
          </g>
        ))}
        {roundAreas(range).map((area) => (
          <text key={area} x={x(area)} y={PLOT.bottom + 18} text-anchor="middle">
            {significantText(area, 1)}
          </text>
        ))}
        <text x={(PLOT.left + PLOT.right) / 2} y={PLOT.bottom + 38} text-anchor="middle">
          area of an object, µm² (share of objects up to it)
        </text>
        {units.map((unit, i) => (
          <g key={unit.unit} class={isExposed ? 'flight' : 'ground'}>
            <path
              class="curve"
              d={curveOf(unit.areasUm2, x, y)}
              stroke-dasharray={DASHES[i % DASHES.length]}
            />
            <NameOf unit={unit} x={x} y={y(0.5 + 0.12 * ((i % 5) - 2))} share={0.5 + 0.12 * ((i % 5) - 2)} />
          </g>
        ))}
      </svg>
    </figure>
  );
}

interface NameOfProps {
  readonly unit: UnitSizes;
  readonly x: (area: number) => number;
  readonly y: number;
  readonly share: number;
}

/** Beside its curve, each at a height of its own. */
function NameOf({ unit, x, y, share }: NameOfProps) {
  const area = quantileOfSorted(Float64Array.from(unit.areasUm2), share);
  if (area === null || area <= 0) return null;
  return (
    <text class="curve-name" x={x(area) + 5} y={y + 4}>
      {unit.unit}
    </text>
  );
}

/** Steps: of n objects each is a share of 1/n. */
function curveOf(
  areas: readonly number[],
  x: (area: number) => number,
  y: (share: number) => number,
): string {
  const steps = areas
    .filter((area) => area > 0)
    .map((area, i, all) => `H${x(area).toFixed(1)}V${y((i + 1) / all.length).toFixed(1)}`);
  return steps.length === 0 ? '' : `M${PLOT.left} ${y(0)}${steps.join('')}H${PLOT.right}`;
}

/** 1, 2 and 5 times powers of ten within the range; at most seven. */
function roundAreas([least, most]: readonly [number, number]): number[] {
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++)
    all.push(...[1, 2, 5].map((one) => one * 10 ** power));
  const within = all.filter((one) => one >= least && one <= most);
  const tens = within.filter((one) => Number.isInteger(Math.log10(one)));
  return within.length <= 7 ? within : tens;
}

const SHARES = [0.25, 0.5, 0.75];

const quartilesOf = ({ areasUm2 }: UnitSizes): string[] =>
  SHARES.map((share) => {
    const area = quantileOfSorted(Float64Array.from(areasUm2), share);
    return area === null ? '–' : significantText(area, 3);
  });

const labelOf = (arm: string, units: readonly UnitSizes[]): string =>
  `Sizes of objects in ${arm}. ${units
    .map((unit) => `${unit.unit}: ${countText(unit.objects, 'object')}, median ${quartilesOf(unit)[1]} µm²`)
    .join('; ')}`;

/** The same in numbers, and what is not among them. */
function SizeTable({ units }: { readonly units: readonly UnitSizes[] }) {
  return (
    <table class="figures">
      <thead>
        <tr>
          {['unit', 'arm', 'objects', 'lower quartile, µm²', 'median, µm²', 'upper quartile, µm²'].map(
            (name) => (
              <th key={name}>{name}</th>
            ),
          )}
          <th>not among them</th>
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => {
          const [lower, median, upper] = quartilesOf(unit);
          return (
            <tr key={unit.unit}>
              <td data-label="unit">{unit.unit}</td>
              <td data-label="arm">{unit.arm}</td>
              <td data-label="objects">{unit.objects}</td>
              <td data-label="lower quartile, µm²">{lower}</td>
              <td data-label="median, µm²">{median}</td>
              <td data-label="upper quartile, µm²">{upper}</td>
              <td data-label="not among them">
                <span>{unit.without.map(({ slice, reason }) => `${slice}: ${reason}`).join('; ')}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

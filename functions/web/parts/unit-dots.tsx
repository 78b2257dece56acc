/** What each culture unit showed, arm by arm: a dot a unit, since a bar would hide that there are three. */
import { linearScale, paddedRange } from '../../../shared/domain/axis/scale.ts';
import { valueTicks } from '../../../shared/domain/axis/ticks.ts';
import { significantText } from '../../../shared/domain/words/figure.ts';

export interface ArmDots {
  readonly arm: string;
  readonly isExposed: boolean;
  readonly units: readonly { readonly unit: string; readonly value: number }[];
  /** Units of the arm without a dot, in words such as `1 below detection`; empty where each has one. */
  readonly lacks: readonly string[];
}

interface UnitDotsProps {
  readonly title: string;
  /** Of the axis. */
  readonly unit: string;
  readonly arms: readonly ArmDots[];
  /** From 0 on: of counts and of what else is never below it. */
  readonly isFromZero?: boolean;
}

const WIDTH = 360;
const HEIGHT = 230;
const LEFT = 72;
const RIGHT = 8;
const TOP = 14;
const BOTTOM = 172;
const DOT_ROOM = 22;

export function UnitDots({ title, unit, arms, isFromZero = false }: UnitDotsProps) {
  const range = paddedRange(arms.flatMap(({ units }) => units.map(({ value }) => value)));
  if (range === null) return <p class="box">No unit has a value of {title}.</p>;
  const y = linearScale(isFromZero ? 0 : range[0], range[1], BOTTOM, TOP);
  const room = (WIDTH - LEFT - RIGHT) / arms.length;
  return (
    <figure class="unit-dots">
      <figcaption>
        {title} <span class="soft">(a mark per unit: ● exposed, ■ control)</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={labelOf(title, unit, arms)}>
        {valueTicks(y.from, y.to, 5).map(({ at, label }) => (
          <g key={label}>
            <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(at)} y2={y(at)} />
            <text x={LEFT - 6} y={y(at) + 4} text-anchor="end">
              {label}
            </text>
          </g>
        ))}
        <text transform={`translate(13 ${(TOP + BOTTOM) / 2}) rotate(-90)`} text-anchor="middle">
          {unit}
        </text>
        {arms.map(({ arm, isExposed, units, lacks }, i) => {
          const middle = LEFT + room * (i + 0.5);
          const gap = Math.min(DOT_ROOM, room / Math.max(1, units.length));
          return (
            <g key={arm} class={isExposed ? 'flight' : 'ground'}>
              {units.map(({ unit: name, value }, place) => (
                <Dot
                  key={name}
                  x={middle + gap * (place - (units.length - 1) / 2)}
                  y={y(value)}
                  isExposed={isExposed}
                  title={`${name}: ${significantText(value, 4)} ${unit}`}
                />
              ))}
              <text x={middle} y={BOTTOM + 18} text-anchor="middle">
                {fitted(arm, room)}
              </text>
              <text class="soft" x={middle} y={BOTTOM + 35} text-anchor="middle">
                n = {units.length}
              </text>
              <text class="soft" x={middle} y={BOTTOM + 51} text-anchor="middle">
                {fitted(lacks.join(', '), room)}
              </text>
            </g>
          );
        })}
      </svg>
      <details>
        <summary>Values</summary>
        <ul>
          {arms.map((one) => (
            <li key={one.arm}>{armText(one)}</li>
          ))}
        </ul>
      </details>
    </figure>
  );
}

interface DotProps {
  readonly x: number;
  readonly y: number;
  readonly isExposed: boolean;
  readonly title: string;
}

/** Round of exposed arms, square of controls. */
function Dot({ x, y, isExposed, title }: DotProps) {
  return isExposed ? (
    <circle class="mark" cx={x} cy={y} r={6}>
      <title>{title}</title>
    </circle>
  ) : (
    <rect class="mark" x={x - 5} y={y - 5} width={10} height={10}>
      <title>{title}</title>
    </rect>
  );
}

const LETTER_PX = 7;

const fitted = (text: string, room: number): string => {
  const most = Math.max(3, Math.floor(room / LETTER_PX));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
};

const armText = ({ arm, units, lacks }: ArmDots): string =>
  `${arm}: ${[...units.map((one) => `${one.unit} ${significantText(one.value, 4)}`), ...lacks].join(', ')}`;

const labelOf = (title: string, unit: string, arms: readonly ArmDots[]): string =>
  `${title}, ${unit}. ${arms.map(armText).join('; ')}`;

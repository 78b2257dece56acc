/** What each culture unit showed, arm by arm: a dot a unit, since a bar would hide that there are three. */

import { linearScale, paddedRange } from '../../domain/axis/scale.ts';
import { valueTicks } from '../../domain/axis/ticks.ts';
import type { Drawing } from './draw-figure.ts';
import { FONT, fitted } from './words.ts';
import { element, escaped, pixel, textElement } from './xml.ts';

export interface UnitDots {
  readonly title: string;
  /** Of the axis; empty where values have none. */
  readonly unit: string;
  readonly arms: readonly {
    readonly arm: string;
    readonly isExposed: boolean;
    readonly units: readonly { readonly unit: string; readonly value: number }[];
    /** Units of the arm that are below detection: one of n, and no dot. */
    readonly below: number;
    /** Units of the arm of which nothing is known. */
    readonly missing: number;
  }[];
}

const WIDTH = 260;
const HEIGHT = 190;
const LEFT = 52;
const RIGHT = 8;
const TOP = 40;
const BOTTOM = 150;
/** Pixels between two marks of the axis, and from one dot to the next. */
const VALUE_ROOM = 28;
const DOT_ROOM = 11;
const RADIUS = 4;
const HEADING = 13;

type Counts = Pick<UnitDots['arms'][number], 'below' | 'missing'>;

/** One n everywhere: that of the comparison. */
function countsText(valued: number, { below, missing }: Counts): string {
  const beside = [
    ...(below === 0 ? [] : [`${below} below`]),
    ...(missing === 0 ? [] : [`${missing} without`]),
  ];
  return [`n ${valued + below}`, ...beside].join(', ');
}

/** Null where no unit has a value. */
export function drawUnitDots({ title, unit, arms }: UnitDots): Drawing | null {
  const range = paddedRange(arms.flatMap(({ units }) => units.map(({ value }) => value)));
  if (range === null) return null;
  const y = linearScale(range[0], range[1], BOTTOM, TOP);
  const room = (WIDTH - LEFT - RIGHT) / arms.length;
  const ticks = valueTicks(y.from, y.to, (BOTTOM - TOP) / VALUE_ROOM).map(
    ({ at, label }) =>
      element('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: pixel(y(at)), y2: pixel(y(at)) }) +
      textElement({ x: LEFT - 6, y: pixel(y(at) + 4), 'text-anchor': 'end' }, label),
  );
  const columns = arms.map(({ arm, isExposed, units, ...counts }, i) => {
    const middle = LEFT + room * (i + 0.5);
    const dots = units.map(({ unit: name, value }, place) => {
      const x = middle + DOT_ROOM * (place - (units.length - 1) / 2);
      const said = element('title', {}, escaped(`${name}: ${value}`));
      const look = `mark ${isExposed ? 'flight' : 'ground'}`;
      return element('circle', { class: look, cx: pixel(x), cy: pixel(y(value)), r: RADIUS }, said);
    });
    const below = { x: pixel(middle), 'text-anchor': 'middle' };
    return [
      ...dots,
      textElement({ ...below, y: BOTTOM + 16 }, fitted(arm, room, FONT)),
      textElement({ ...below, class: 'soft', y: BOTTOM + 31 }, countsText(units.length, counts)),
    ].join('');
  });
  const frame = { class: 'frame', x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: BOTTOM - TOP };
  const said = arms.map(({ arm, units }) => `${arm}: ${units.map(({ value }) => value).join(', ')}`);
  const markup = element(
    'svg',
    {
      ...{ xmlns: 'http://www.w3.org/2000/svg', class: 'figure', viewBox: `0 0 ${WIDTH} ${HEIGHT}` },
      ...{ width: WIDTH, height: HEIGHT, role: 'img', 'aria-label': `${title}. ${said.join('; ')}` },
    },
    textElement({ class: 'heading', x: 2, y: 14 }, fitted(title, WIDTH - RIGHT, HEADING)),
    textElement({ class: 'unit', x: 2, y: TOP - 8 }, unit),
    ...ticks,
    element('rect', frame),
    ...columns,
  );
  return { markup, height: HEIGHT };
}

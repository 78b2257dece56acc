import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { elapsedText } from '../../../shared/domain/words/elapsed.ts';
import { exactSpanText } from '../../../shared/domain/words/span.ts';
import { type Bounds, panned, type View, zoomed } from '../chart/view.ts';
import type { Axis } from './axis.ts';
import { useClock } from './use-clock.ts';
import type { Looking } from './use-view.ts';

interface ZoomButtonsProps {
  readonly axis: Axis;
  readonly whole: View;
  readonly periodSeconds: number;
  readonly looking: Looking;
}

const IN = 0.5;
const SIDEWAYS = 0.25;
const FEWEST_PERIODS = 5;

/** By less than a thousandth: places are laid by arithmetic. */
function isSame(next: View, view: View): boolean {
  const apart = Math.abs(next.from - view.from) + Math.abs(next.to - view.to);
  return apart < (view.to - view.from) / 1000;
}

/** What a wheel and fingers do, by buttons and keys. */
export function ZoomButtons({ axis, whole, periodSeconds, looking }: ZoomButtonsProps) {
  const view = looking.view ?? whole;
  const bounds: Bounds = { whole, least: FEWEST_PERIODS * periodSeconds };
  const middle = (view.from + view.to) / 2;
  const { textOf } = useClock();
  const text = (x: number) => (axis === 'elapsed' ? elapsedText(x) : textOf(x));
  const steps: readonly (readonly [string, string, () => View])[] = [
    ['+', 'Zoom in', () => zoomed(view, IN, middle, bounds)],
    ['−', 'Zoom out', () => zoomed(view, 1 / IN, middle, bounds)],
    ['◀', 'Earlier', () => panned(view, -SIDEWAYS, bounds)],
    ['▶', 'Later', () => panned(view, SIDEWAYS, bounds)],
  ];
  return (
    <fieldset class="zoom" aria-label="Zoom and move">
      {steps.map(([sign, name, next]) => (
        <button
          type="button"
          key={name}
          aria-label={name}
          title={name}
          aria-disabled={isSame(next(), view)}
          onClick={() => isSame(next(), view) || looking.onView(next())}
        >
          {sign}
        </button>
      ))}
      {looking.view !== null && (
        <button type="button" onClick={() => looking.onView(null)}>
          Whole range
        </button>
      )}
      <span class="soft">
        {text(view.from)} to {text(view.to)}
        {isSame(zoomed(view, IN, middle, bounds), view) &&
          `; no closer: nothing shorter than ${FEWEST_PERIODS} ${axis === 'reception' ? 'seconds' : 'samples'} (${exactSpanText(bounds.least * MICROS_PER_SECOND)}) is shown`}
      </span>
    </fieldset>
  );
}

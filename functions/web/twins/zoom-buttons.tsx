import { elapsedText } from '../chart/elapsed-text.ts';
import { type Bounds, panned, type View, zoomed } from '../chart/view.ts';
import { type Axis, boundText } from './axis.ts';
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

/** What a wheel and fingers do, by buttons and keys. */
export function ZoomButtons({ axis, whole, periodSeconds, looking }: ZoomButtonsProps) {
  const view = looking.view ?? whole;
  const bounds: Bounds = { whole, least: FEWEST_PERIODS * periodSeconds };
  const middle = (view.from + view.to) / 2;
  const text = (x: number) => (axis === 'elapsed' ? elapsedText(x) : boundText(axis, x));
  const steps: readonly (readonly [string, string, () => View | null])[] = [
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
          onClick={() => looking.onView(next())}
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
        {axis !== 'elapsed' && ' UTC'}
      </span>
    </fieldset>
  );
}

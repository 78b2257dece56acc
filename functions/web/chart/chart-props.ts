/** What a chart is given to draw. */
import type { Curve } from './series-of.ts';
import type { Bounds, View } from './view.ts';

export interface ChartLine {
  readonly label: string;
  /** Name of a colour of the style. */
  readonly colour: string;
  readonly curve: Curve;
  /** Lengths of strokes and gaps; absent: an unbroken line. */
  readonly dash?: readonly number[];
  /** Doubts of several lines stand above each other, so that each is seen: which share of the height, from the top. */
  readonly doubtsIn: readonly [number, number];
}

export interface ChartLevel {
  readonly at: number;
  readonly colour: string;
}

/** A mean with the interval that it is known to, over the time that it was taken of. */
export interface ChartBand extends View {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface ChartClock {
  readonly name: string;
  /** By the zone of this machine; else in UTC. */
  readonly isLocal: boolean;
  readonly textOf: (seconds: number) => string;
}

export interface ChartProps {
  readonly title: string;
  readonly unit: string;
  /** What is drawn, longer than what is shown. */
  readonly view: View;
  readonly bounds: Bounds;
  /** How seconds since 1970 are said; null: they are seconds since an event. */
  readonly clock: ChartClock | null;
  readonly lines: readonly ChartLine[];
  /** Lines across: the margin, 0. */
  readonly levels?: readonly ChartLevel[];
  readonly band?: ChartBand | null;
  readonly events: readonly { readonly at: number; readonly name: string }[];
  readonly phases: readonly View[];
  readonly height: number;
  /** Every line is drawn at the resolution that fits the view. */
  readonly isSharp: boolean;
  /** The view is moved; `at` is the place that is looked at. Null: all there is. */
  readonly onView: (view: View | null, at?: number) => void;
}

/** What a plot that lives longer than one drawing is to draw now. */
export type Latest = { readonly current: ChartProps };

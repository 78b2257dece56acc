/** What a picture shows, all times in seconds since the zero of its axis. */
import type { Seconds } from '../../domain/time.ts';
import type { Spread } from './path.ts';

export type Side = 'flight' | 'ground' | 'delta';

export interface Line {
  readonly side: Side;
  /** What the legend calls it: `flight FU1`. */
  readonly name: string;
  readonly points: readonly FigurePoint[];
  /** From one point to the next where none lacks. */
  readonly step: Seconds;
  /** Where samples are known to lack: the line is open there, within a window too. */
  readonly gaps: readonly Stretch[];
  /** What is said of a line without a point; absent where nothing came. */
  readonly empty?: string;
}

export interface FigurePoint extends Spread {
  /** Samples, at least 1. */
  readonly n: number;
  readonly quality: 'GOOD' | 'UNCERTAIN' | 'BAD';
}

export interface Stretch {
  readonly from: Seconds;
  /** Infinity for what goes on. */
  readonly to: Seconds;
}

export interface FigurePhase extends Stretch {
  readonly name: string;
  readonly armed: boolean;
}

export interface Mark {
  readonly at: Seconds;
  readonly name: string;
}

export interface Finding extends Stretch {
  /** `STUCK FU1 WARNING`. */
  readonly name: string;
  /** Where not all are named, those of the highest are. */
  readonly rank: number;
}

export interface DeltaPanel {
  /** Of what the difference is: `flight − ground`. */
  readonly of: string;
  readonly line: Line;
  /** Differences within it, either way, are called negligible. */
  readonly margin: number | null;
  readonly mean: number | null;
  readonly interval: readonly [number, number] | null;
  /** What the mean and its interval are taken over: a line through all of the panel would say more. */
  readonly over: Stretch | null;
}

export interface Figure {
  readonly title: string;
  /** The figure in words, for those who do not see it. */
  readonly description: string;
  /** What is said in place of lines without a point; absent where nothing was received. */
  readonly empty?: string;
  /** As people say it: `°C`. */
  readonly unit: string;
  /** How times are said: since an event, or by the clock, whose zero is 1970. */
  readonly clock: 'elapsed' | 'utc';
  /** Of what the axis counts time, in a sentence: `T is activation, …`. */
  readonly since: string;
  readonly lines: readonly Line[];
  readonly delta: DeltaPanel | null;
  readonly phases: readonly FigurePhase[];
  readonly events: readonly Mark[];
  readonly findings: readonly Finding[];
  /** What it comes to, in sentences below it: not repeated where something else says its title. */
  readonly said: readonly string[];
  /** What stands in a sentence below the findings. */
  readonly notes: readonly string[];
}

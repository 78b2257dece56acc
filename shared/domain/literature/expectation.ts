/** Which way something goes in weightlessness, by what studies reported: sides are listed, and never averaged. */
import type { LiteratureRecord } from './catalogue.ts';
import { DIRECTIONS, type Direction } from './words.ts';

/** References by the direction that they reported, each in the order of its number. */
export type Sides = Readonly<Partial<Record<Direction, readonly number[]>>>;

export interface Expectation {
  readonly sides: Sides;
  /** Of references that report it themselves. A text that cites several at once does not say which measured what. */
  readonly direct: readonly number[];
  readonly references: readonly number[];
  /** One reference; one direction in several; more than one direction. */
  readonly consensus: 'single-study' | 'consistent' | 'conflicting';
  /** Null where the references agree: up and down, or an effect and none. */
  readonly conflict: 'opposite' | 'effect-and-none' | null;
}

/** Whether a record is evidence of what weightlessness does: not of a treatment, of a recovery, or of a bone that bears load. */
export const isEvidence = ({ contrast, isLoaded }: LiteratureRecord): boolean =>
  contrast === 'gravity' && isLoaded !== true;

/**
 * Null without evidence that has a reference. References count once, however many rows and sentences repeat them.
 *
 * @param records of one gene or endpoint
 */
export function expectationOf(records: readonly LiteratureRecord[]): Expectation | null {
  const evidence = records.filter(isEvidence);
  const references = referencesOf(evidence);
  if (references.length === 0) return null;
  const sides: Partial<Record<Direction, readonly number[]>> = {};
  for (const direction of DIRECTIONS) {
    const own = referencesOf(evidence.filter((one) => one.direction === direction));
    if (own.length > 0) sides[direction] = own;
  }
  const told = Object.keys(sides);
  const isOpposite = told.includes('up') && told.includes('down');
  return {
    sides,
    direct: referencesOf(evidence.filter(({ isGroup }) => isGroup !== true)),
    references,
    consensus: told.length > 1 ? 'conflicting' : references.length > 1 ? 'consistent' : 'single-study',
    conflict: told.length < 2 ? null : isOpposite ? 'opposite' : 'effect-and-none',
  };
}

const referencesOf = (records: readonly LiteratureRecord[]): number[] =>
  [...new Set(records.flatMap(({ references }) => references))].sort((a, b) => a - b);

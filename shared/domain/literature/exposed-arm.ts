/** Which arm of a contrast is the one whose gravity is altered, and what of the literature is like it. */

import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { isControlSide } from '../experiment/hardware-schema.ts';
import type { Setting } from './beside.ts';
import { lineageOf } from './lineages.ts';
import { techniqueCalled, techniquesIn } from './techniques.ts';

export interface Exposed extends Setting {
  /** Whether what is up in the first arm is down in the exposed one. */
  readonly isSecond: boolean;
}

const FLIGHT = ['spaceflight'];

/** Null where both arms are exposed, or neither: their difference is none that studies of gravity report. */
export function exposedIn(
  { arms, units }: Pick<DefinitionIndex, 'arms' | 'units'>,
  { a, b }: { readonly a: string; readonly b: string },
): Exposed | null {
  const [first, second] = [arms.get(a), arms.get(b)];
  if (first === undefined || second === undefined) return null;
  const isSecond = isControlSide(first.kind);
  if (isSecond === isControlSide(second.kind)) return null;
  const arm = isSecond ? second : first;
  const known = arm.technique === undefined ? null : techniqueCalled(arm.technique);
  const cells = [...units.values()]
    .filter((unit) => unit.arm === arm.id)
    .map(({ culture }) => culture?.cellType);
  const lineages = new Set(cells.map((cell) => lineageOf(typeof cell === 'string' ? cell : undefined)));
  const [cellClass = null] = lineages;
  return {
    techniques: arm.kind === 'SPACEFLIGHT' ? FLIGHT : known === null ? null : techniquesIn(known),
    // Of several none is the arm's.
    cellClass: lineages.size === 1 ? cellClass : null,
    isSecond,
  };
}

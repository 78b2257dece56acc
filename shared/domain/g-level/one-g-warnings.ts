/** Arms on board of which nobody will ever know whether they were at 1 g. */
import type { Definition } from '../experiment/definition.ts';
import { type DefinitionWarning, warning } from '../experiment/definition-warning.ts';

export function oneGWarnings({ arms, gLevel }: Pick<Definition, 'arms' | 'gLevel'>): DefinitionWarning[] {
  return arms.flatMap(({ id, kind, centrifuge }, i) => {
    if (kind !== 'ONBOARD_1G' || centrifuge !== undefined || gLevel !== undefined) return [];
    const text = `nothing says what measures the g-level of ${id}: whether it was at 1 g will be UNKNOWN, and no comparison with it CLEAN; declare its centrifuge: { channel, radiusMm }, or gLevel: { axes }`;
    return [warning('definition.one-g-unmeasured', ['arms', i], text)];
  });
}

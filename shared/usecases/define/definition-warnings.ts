import type { Definition } from '../../domain/experiment/definition.ts';
import { fieldOf } from '../../domain/experiment/problems.ts';
import { type DefinitionWarning, warningsOf } from '../../domain/experiment/warnings.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { phasesNever } from '../../domain/timeline/phase-order.ts';

/**
 * Every warning of an accepted definition, first what leaves no time of a unit in a phase: an event that is recorded
 * later may move an end, so it is no error.
 *
 * @param known the events that stand; null: those that the definition declares
 */
export function definitionWarnings(
  definition: Definition,
  known: readonly TimelineEvent[] | null = null,
): readonly DefinitionWarning[] {
  const { phases, units } = definition;
  const own = units.flatMap(({ id: unit, events }) => events.map((event) => ({ ...event, unit })));
  const names = units.map(({ id }) => id);
  const never = phasesNever(phases, known ?? own, names).map(
    ({ place, sentence }): DefinitionWarning => ({
      code: 'definition.phase-never',
      field: fieldOf(['phases', place]),
      message: sentence,
    }),
  );
  return [...never, ...warningsOf(definition)];
}

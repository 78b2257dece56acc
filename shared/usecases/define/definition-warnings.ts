import { inFlightWarnings } from '../../domain/comparison/in-flight.ts';
import { requiredWarnings } from '../../domain/comparison/required-warnings.ts';
import { wideMarginWarnings } from '../../domain/comparison/wide-margins.ts';
import { rehearsedSchema } from '../../domain/detect/drift/rehearsed.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import type { DefinitionWarning } from '../../domain/experiment/definition-warning.ts';
import type { ExperimentRecord } from '../../domain/experiment/experiment-record.ts';
import { fieldOf } from '../../domain/experiment/problems.ts';
import type { PerUnit } from '../../domain/experiment/sources-per-unit.ts';
import { warningsOf } from '../../domain/experiment/warnings.ts';
import { oneGWarnings } from '../../domain/g-level/one-g-warnings.ts';
import { techniqueWarnings } from '../../domain/platform/arm-technique.ts';
import { platformWarnings } from '../../domain/platform/platform-warnings.ts';
import { isoOf } from '../../domain/time.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { phasesNever } from '../../domain/timeline/phase-order.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { budgetWarnings } from './budget-warnings.ts';
import type { LookedUp } from './look-up-rehearsal.ts';

/**
 * Every warning of an accepted definition, first what leaves no time of a unit in a phase: an event that is recorded
 * later may move an end, so it is no error.
 *
 * @param known the events that stand; null: those that the definition declares
 * @param placeOf where a path stands in what its author wrote
 */
export function definitionWarnings(
  definition: Definition,
  known: readonly TimelineEvent[] | null = null,
  placeOf?: PerUnit['placeOf'],
): readonly DefinitionWarning[] {
  const { phases, units } = definition;
  const own = units.flatMap(({ id: unit, events }) => events.map((event) => ({ ...event, unit })));
  const names = units.map(({ id }) => id);
  const events = known ?? own;
  const never = phasesNever(phases, events, names).map(
    ({ place, sentence }): DefinitionWarning => ({
      code: 'definition.phase-never',
      field: fieldOf(['phases', place]),
      message: sentence,
    }),
  );
  return [
    ...never,
    ...warningsOf(definition, placeOf),
    ...inFlightWarnings(definition),
    ...oneGWarnings(definition),
    ...techniqueWarnings(definition),
    ...platformWarnings(definition, events),
    ...wideMarginWarnings(definition),
    ...requiredWarnings(definition),
    ...budgetWarnings(definition, events),
  ];
}

/** What is frozen into a revision stays so: a rehearsal that came later, or went on, changes no alarm behind anybody's back. */
export function rehearsalWarnings(
  { revision, rehearsed }: Pick<ExperimentRecord, 'revision' | 'rehearsed'>,
  { rehearsed: now, unread }: LookedUp,
): readonly DefinitionWarning[] {
  const warning = (code: DefinitionWarning['code'], message: string) => ({ code, field: 'units', message });
  const damaged = unread.map((id) =>
    warning(
      'definition.rehearsal-unread',
      `${id} is damaged and may be a rehearsal of these serials: what it says of the noise is not known (${typedCommand(`verify -e ${id}`)})`,
    ),
  );
  if (now === rehearsed) return damaged;
  const rehearsals = now === null ? [] : rehearsedSchema.parse(JSON.parse(now)).rehearsals;
  const newest = rehearsals.map(({ experiment, asOf }) => `${experiment} (data to ${isoOf(asOf)})`);
  const later =
    newest.length === 0
      ? `the rehearsal whose noise revision ${revision} is judged by is gone or has other hardware now: the noise that was looked up then stays in force`
      : `the rehearsal ${newest.join(', ')} says something else about the noise than what revision ${revision} is judged by: a changed document, such as another title, looks it up anew`;
  return [...damaged, warning('definition.later-rehearsal', later)];
}

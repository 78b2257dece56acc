/** Budgets of false pages that no threshold is known to keep. */
import { armRules } from '../../domain/detect/drift/arm-rules.ts';
import { canPage } from '../../domain/detect/drift/reference.ts';
import { leastBudget } from '../../domain/detect/drift/thresholds.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { indexDefinition } from '../../domain/experiment/definition-index.ts';
import type { DefinitionWarning } from '../../domain/experiment/definition-warning.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { figureText } from '../../domain/words/figure.ts';

/** @param events that stand, or are declared: they say how long a mission is judged */
export function budgetWarnings(
  definition: Definition,
  events: readonly TimelineEvent[],
): readonly DefinitionWarning[] {
  const falsePages = definition.budget?.falsePages;
  if (falsePages === undefined) return [];
  const index = indexDefinition(definition);
  const least = definition.arms.flatMap(({ id }) =>
    armRules(index, id, events, null)
      .filter(({ references: [first] }) => canPage(first))
      .map(({ budget }) => leastBudget(budget)),
  );
  const most = Math.max(0, ...least);
  if (falsePages >= most) return [];
  const text = figureText(Number(most.toPrecision(2)));
  return [
    {
      code: 'definition.budget-not-kept',
      field: 'budget.falsePages',
      message: `expected ${text} or more, the least that thresholds are known to keep in this mission, got ${falsePages}: it is judged with the thresholds of ${text}`,
    },
  ];
}

/** What of the platforms of a definition is to be put right, or to be said. */
import type { Definition } from '../experiment/definition.ts';
import { type DefinitionWarning, warning } from '../experiment/definition-warning.ts';
import type { TimelineEvent } from '../timeline/event.ts';
import { listText } from '../words/list.ts';
import { techniqueOfArm } from './arm-technique.ts';
import { checkPlatform } from './checks.ts';
import { platformFacts } from './facts.ts';

/** @param events that stand, or are declared */
export function platformWarnings(
  definition: Definition,
  events: readonly TimelineEvent[],
): DefinitionWarning[] {
  const { arms, units, assays, phases } = definition;
  return arms.flatMap((arm, i) => {
    const path = ['arms', i, 'platform'];
    if (arm.technique === undefined || techniqueOfArm(arm) === null) {
      const isDeclared =
        arm.platform !== undefined || units.some((unit) => unit.arm === arm.id && unit.platform);
      const text = `what is said of the platform of ${arm.id} cannot be checked: expected a known technique beside it`;
      return isDeclared ? [warning('definition.platform', path, text)] : [];
    }
    const told = platformFacts(definition, arm, events, { assays, phases, isIn: () => true }).flatMap(
      (facts) => checkPlatform(facts).map((remark) => ({ ...remark, units: facts.units })),
    );
    const toFix = told.filter(({ kind }) => kind !== 'BESIDE');
    return [...Map.groupBy(toFix, ({ message }) => message)].map(([message, same]) =>
      warning(
        'definition.platform',
        path,
        `${arm.id} (${listText(
          same.flatMap((one) => one.units),
          ', ',
          6,
        )}): ${message}`,
      ),
    );
  });
}

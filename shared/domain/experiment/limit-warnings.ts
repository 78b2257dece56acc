/** Limits that call people without a word of what to do, and limits that nothing is ever held against. */
import type { Definition } from './definition.ts';
import { type DefinitionWarning, warning } from './definition-warning.ts';

export function limitWarnings(definition: Definition): DefinitionWarning[] {
  return [...pageWarnings(definition), ...twinLimitWarnings(definition)];
}

/** Who is called at night is to be told what to do. */
function pageWarnings({ channels }: Definition): DefinitionWarning[] {
  const places = channels.flatMap(({ id, limits, twin }, i) => [
    { of: id, path: ['channels', i, 'limits'], limits },
    { of: `${id} on flight minus ground`, path: ['channels', i, 'twin', 'limits'], limits: twin.limits },
  ]);
  return places.flatMap(({ of, path, limits }) =>
    limits.flatMap(({ critical, severe, action }, j) => {
      if ((critical === undefined && severe === undefined) || action !== undefined) return [];
      const sentence = `a limit of ${of} calls people, and says nothing of what to do: declare action, and consequence and respondWithin with it`;
      return [warning('definition.page-without-action', [...path, j], sentence)];
    }),
  );
}

/** Limits on a difference that nothing is ever held against. */
function twinLimitWarnings({ channels, pairs, phases }: Definition): DefinitionWarning[] {
  return channels.flatMap(({ id, twin }, i) =>
    twin.limits.flatMap(({ phases: named }, j) => {
      const isUnarmed = named?.every((one) => phases.find((phase) => phase.id === one)?.armed === false);
      const why = isUnarmed
        ? 'no phase that it names is armed, and twins are compared while both are armed'
        : pairs.length === 0
          ? 'no pair is declared'
          : null;
      if (why === null) return [];
      const sentence = `this limit on flight minus ground of ${id} is never in force: ${why}`;
      return [warning('definition.twin-limit-never', ['channels', i, 'twin', 'limits', j], sentence)];
    }),
  );
}

/** What OSDR and GeneLab call the arms of an experiment. */
import type { Arm, ArmKind } from '../experiment/hardware-schema.ts';

/** Values of the factor Spaceflight, as GeneLab's run sheets have them where they have one. */
const SPACEFLIGHT: Readonly<Record<ArmKind, string>> = {
  SPACEFLIGHT: 'Space Flight',
  GROUND_CONTROL_SYNCHRONOUS: 'Ground Control',
  GROUND_CONTROL_ASYNCHRONOUS: 'Ground Control',
  ONBOARD_1G: 'Space Flight: 1G by centrifugation',
  BASAL_CONTROL: 'Basal Control',
  VIVARIUM_CONTROL: 'Vivarium Control',
  SIMULATED_MICROGRAVITY: 'Simulated Microgravity',
};

export const spaceflightOf = ({ kind }: Pick<Arm, 'kind'>): string => SPACEFLIGHT[kind];

/**
 * The groups of contrasts by arm: the value of its factor, with its id behind an & where arms share the value, as GeneLab
 * joins the values of several factors.
 */
export function armGroups(arms: readonly Pick<Arm, 'id' | 'kind'>[]): ReadonlyMap<string, string> {
  return new Map(
    arms.map((arm) => {
      const value = spaceflightOf(arm);
      const isShared = arms.filter((other) => spaceflightOf(other) === value).length > 1;
      return [arm.id, isShared ? `${value} & ${arm.id}` : value];
    }),
  );
}

/** What a verdict over the whole time says of the phases in it: a CLEAN over ten days can hold an hour that is not. */
import type { EnvironmentVerdict } from './environment.ts';
import type { EnvironmentReason } from './environment-reason.ts';

export interface JudgedPhase {
  readonly phase: string;
  readonly armed: boolean;
  readonly environment: {
    readonly verdict: EnvironmentVerdict;
    readonly over?: { readonly seconds: number } | undefined;
  };
}

/** Names each phase that is not CLEAN by itself, as far as time of it was asked for. Decides nothing. */
export function phasesNotClean(phases: readonly JudgedPhase[]): EnvironmentReason[] {
  const notClean = phases.filter(
    ({ environment: { verdict, over } }) => verdict !== 'CLEAN' && over !== undefined && over.seconds > 0,
  );
  if (notClean.length === 0) return [];
  const names = notClean.map(
    ({ phase, armed, environment }) => `${phase} ${environment.verdict}${armed ? '' : ' (not armed)'}`,
  );
  return [
    {
      code: PHASES_NOT_CLEAN,
      sentence: `phases that are not CLEAN by themselves: ${names.join(', ')}`,
      evidence: Object.fromEntries(notClean.map(({ phase, environment }) => [phase, environment.verdict])),
    },
  ];
}

export const PHASES_NOT_CLEAN = 'phase-not-clean';

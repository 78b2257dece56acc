/** Which samples of an assay somebody took out, by which exclusion, and which times nothing of it could be held against. */
import type { RegisteredSample, Remark } from '../assay/sample-register.ts';
import type { Taken } from '../assay/taken-at.ts';
import { isoOf } from '../time.ts';
import { listText } from '../words/list.ts';
import type { Exclusion } from './exclusion.ts';
import { excludesSample, isWhole } from './in-force.ts';

/** A sample, what files call it, and when it was taken. */
export interface SampleInFiles extends RegisteredSample {
  readonly inFiles: readonly string[];
  readonly taken: Taken;
}

/** The exclusion that takes the sample out; null where none does. */
export function exclusionOf(inForce: readonly Exclusion[], sample: SampleInFiles): Exclusion | null {
  return excludesSample(inForce, sample, sample.taken === 'UNDECLARED' ? null : sample.taken.at);
}

/**
 * A time of a unit takes its samples out where they were taken in it. Where nobody says when they were, they count, and that
 * is said.
 */
export function untimedRemarks(inForce: readonly Exclusion[], samples: readonly SampleInFiles[]): Remark[] {
  return inForce.flatMap((one) => {
    if (one.unit === null || isWhole(one)) return [];
    const untimed = samples.filter(
      (sample) =>
        sample.unit === one.unit &&
        whyUntimed(sample.taken) !== null &&
        exclusionOf(inForce, sample) === null,
    );
    return untimed.length === 0 ? [] : [untimedRemark(one, untimed)];
  });
}

function untimedRemark(one: Exclusion, untimed: readonly SampleInFiles[]): Remark {
  const why = [...new Set(untimed.flatMap(({ taken }) => whyUntimed(taken) ?? []))].join('; ');
  const names = listText(
    untimed.map(({ name }) => name),
    ', ',
    12,
  );
  const time = `${one.from === null ? '' : ` from ${isoOf(one.from)}`}${one.to === null ? '' : ` to ${isoOf(one.to)}`}`;
  const message = `${one.unit} is excluded${time} (${one.reason}), and nothing tells whether its samples were taken then: ${names} (${why}); they count: say when, or exclude them by their names`;
  return { code: 'exclusion.untimed', message };
}

function whyUntimed(taken: Taken): string | null {
  if (taken === 'UNDECLARED') return 'takenAt is not declared';
  return taken.at === null ? `there is no event ${taken.event} of the unit` : null;
}

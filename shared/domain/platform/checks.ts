/** All that is held against a platform. Each check knows which platforms it is of. */
import { aggregateRemarks } from './aggregates.ts';
import { bedRestRemarks, immersionRemarks, suspensionRemarks } from './body.ts';
import { acuteRemarks, durationRemarks } from './exposure.ts';
import type { PlatformFacts } from './facts.ts';
import { fallRemarks } from './free-fall.ts';
import { parameterRemarks } from './parameters.ts';
import { type PlatformRemark, REVIEW } from './remark.ts';
import { axisRemarks, offCentreRemarks, pauseRemarks, shearRemarks } from './rotation.ts';

const CHECKS: readonly ((facts: PlatformFacts) => PlatformRemark[])[] = [
  ...[acuteRemarks, axisRemarks, parameterRemarks, durationRemarks],
  ...[offCentreRemarks, pauseRemarks, shearRemarks, aggregateRemarks],
  ...[fallRemarks, bedRestRemarks, immersionRemarks, suspensionRemarks],
  ...[launchRemarks, unspecifiedRemarks],
];

/** What confounds first, then what is to be put right, then what comes with the platform. */
export function checkPlatform(facts: PlatformFacts): PlatformRemark[] {
  const order = ['CONFOUNDS', 'FIX', 'BESIDE'];
  return CHECKS.flatMap((check) => check(facts)).sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

function launchRemarks({ technique: { role } }: PlatformFacts): PlatformRemark[] {
  if (role !== 'true_microgravity') return [];
  const message = `launch and landing bring loads and vibration that are no weightlessness (${REVIEW} gives no numbers)`;
  return [{ code: 'platform.launch', message, kind: 'BESIDE' }];
}

function unspecifiedRemarks({ technique: { id } }: PlatformFacts): PlatformRemark[] {
  if (id !== 'simulated_unspecified') return [];
  const message =
    'the technique says that microgravity is simulated, but not how, so no limit of a platform can be checked; name the platform';
  return [{ code: 'platform.unspecified', message, kind: 'FIX' }];
}

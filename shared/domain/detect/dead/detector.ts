/** DEAD (docs/design.md#dead): a series without a valid reading while its unit sends something. */
import { lookingWith } from '../../anomaly/detector.ts';
import { unitDetector } from '../../anomaly/unit-detector.ts';
import { deadFactsOf, deadFactsSchema, deadRuleSchema } from './facts.ts';
import { deadStateSchema, foldDead, openDead } from './fold.ts';
import { DEAD } from './kind.ts';

export const deadDetector = unitDetector({
  ...DEAD,
  needs: 'RECEIVED',
  rule: deadRuleSchema,
  facts: deadFactsSchema,
  state: deadStateSchema,
  start: [],
  aimAt: ({ series, deadAfter }, { index, unit }) => {
    const group = index.fileGroups.get(unit)?.get(series) ?? series;
    const rule = { deadAfterSeconds: deadAfter ?? null, isLookedFor: deadAfter !== null, group };
    if (deadAfter === null) return { rule, unlooked: 'the channel declares `deadAfter: none`' };
    return lookingWith(rule);
  },
  ruleWithin: (rule) => rule,
  factsOf: deadFactsOf,
  fold: foldDead,
  finish: openDead,
});

/** DEAD (docs/design.md#dead): a series without a valid reading while its unit sends something. */
import { lookingWith } from '../../anomaly/detector.ts';
import { unitDetector } from '../../anomaly/unit-detector.ts';
import { instantText } from '../../instant-text.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { countText } from '../../words/count.ts';
import { utcText } from '../../words/instant.ts';
import { spanText } from '../../words/span.ts';
import { DEAD, deadEvidenceSchema } from './dead.ts';
import { deadFactsOf, deadFactsSchema, deadRuleSchema } from './facts.ts';
import { deadStateSchema, foldDead, openDead } from './fold.ts';

export const deadDetector = unitDetector({
  ...DEAD,
  needs: 'RECEIVED',
  evidence: deadEvidenceSchema,
  evidenceOnWire: deadEvidenceSchema.extend({ lastValid: instantText.optional() }),
  instants: ['lastValid'],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'dead',
  figures: ({ evidence }) => {
    const { lastValid, lengthSeconds, missingCodes, outOfRange, absent, ofUnit } = evidence;
    const parts = [
      ...(absent > 0 ? [`${countText(absent, 'reading')} absent or unreadable`] : []),
      ...(missingCodes > 0 ? [countText(missingCodes, 'missing code')] : []),
      ...(outOfRange > 0 ? [`${countText(outOfRange, 'reading')} outside its valid range`] : []),
    ];
    const since = lastValid === undefined ? ', never before' : `, the last ${utcText(lastValid)}`;
    const what = `no valid reading${ofUnit ? ' of the whole unit' : ''}`;
    const counts = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
    return `${what} for ${spanText(lengthSeconds * MICROS_PER_SECOND)}${since}${counts}`;
  },
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

/** What qualifies cycles before any arm is compared: replicates that disagree, controls that amplify, wells left out. */
import type { Remark } from '../assay/sample-register.ts';
import type { Well } from '../assay/tables.ts';
import { quoted } from '../quoted.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import type { Plate, UnitReaction } from './plate.ts';

/** A control without template within as many cycles of a sample has 3 % of its signal or more. */
const CYCLES_APART = 5;

export function plateRemarks(plates: readonly Plate[], reactions: readonly UnitReaction[]): Remark[] {
  return [
    ...partlyNever(reactions),
    ...contaminated(plates, reactions),
    ...omitted(plates),
    ...unnamed(plates),
  ];
}

/** The wells that did cross are the quicker ones, so that their mean is too low a cycle. */
function partlyNever(reactions: readonly UnitReaction[]): Remark[] {
  const partly = reactions.filter(({ crossed, never }) => crossed > 0 && never > 0);
  if (partly.length === 0) return [];
  const texts = partly.map(
    ({ target, sample, crossed, never }) =>
      `${target} of ${quoted(sample)} (${never} of ${crossed + never} wells)`,
  );
  const message = `wells that never crossed the threshold stand beside replicates that did: ${listText(texts, ', ', 12)}; their quantity is of the wells that crossed, and rather too high`;
  return [{ code: 'replicate.never', message }];
}

function contaminated(plates: readonly Plate[], reactions: readonly UnitReaction[]): Remark[] {
  const last = new Map<string, number>();
  for (const { plate, target, ct } of reactions) {
    const key = JSON.stringify([plate, target]);
    if (ct !== null) last.set(key, Math.max(ct, last.get(key) ?? 0));
  }
  const texts = plates.flatMap(({ name, wells }) =>
    [...firstOfControls(wells)].flatMap(([target, first]) => {
      const latest = last.get(JSON.stringify([name, target]));
      return latest === undefined || first - latest >= CYCLES_APART
        ? []
        : [`${target} on ${name} (Ct ${first.toFixed(1)}, samples up to ${latest.toFixed(1)})`];
    }),
  );
  if (texts.length === 0) return [];
  const message = `controls without template or reverse transcriptase amplify within ${CYCLES_APART} cycles of samples: ${listText(texts, ', ', 12)}; what they amplify is in the samples too`;
  return [{ code: 'control.amplified', message }];
}

/** The earliest cycle of each target in a well that should have none. */
function firstOfControls(wells: readonly Well[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { task, target, ct, isOmitted } of wells) {
    const isControl = task === 'NO_TEMPLATE' || task === 'NO_REVERSE_TRANSCRIPTASE';
    if (isControl && ct !== null && !isOmitted)
      first.set(target, Math.min(ct, first.get(target) ?? Number.POSITIVE_INFINITY));
  }
  return first;
}

function omitted(plates: readonly Plate[]): Remark[] {
  const wells = plates.flatMap((plate) => plate.wells.filter(({ isOmitted }) => isOmitted));
  if (wells.length === 0) return [];
  const message = `${countText(wells.length, 'well')} left out, as the instrument or its operator marked ${wells.length === 1 ? 'it' : 'them'}`;
  return [{ code: 'well.omitted', message }];
}

function unnamed(plates: readonly Plate[]): Remark[] {
  const wells = plates.flatMap((plate) =>
    plate.wells.filter(({ task, target }) => task === 'UNKNOWN' && target === ''),
  );
  if (wells.length === 0) return [];
  const message = `${countText(wells.length, 'well')} of samples without a target: left out; name the gene in the export`;
  return [{ code: 'well.no-target', message }];
}

import type { UpkeepOnWire } from '../../../shared/contract/upkeep.ts';
import { countText } from '../../../shared/domain/words/count.ts';

/** What was looked at so far, in a line. */
export function lookedText({ looked }: UpkeepOnWire): string {
  const counts = Object.entries(looked).map(([kind, count]) => `${kind} ${count}`);
  return counts.length === 0 ? 'nothing looked at yet' : counts.join(', ');
}

/** What was looked at and what differs, as a person reads it. */
export function upkeepText(upkeep: UpkeepOnWire): string {
  const { differing, differs, notRestored = [] } = upkeep;
  const rest = differing - differs.length;
  return [
    `Looked at: ${lookedText(upkeep)}`,
    differing === 0 ? soundText(upkeep) : `Found wrong: ${countText(differing, 'thing')}`,
    ...differs.map(differenceText),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(notRestored.length > 0 ? ['Kept nowhere, so not as before:'] : []),
    ...notRestored.map((what) => `  ${what}`),
    '',
  ].join('\n');
}

function differenceText({ key, why, advice }: UpkeepOnWire['differs'][number]): string {
  const said = `  ${key}\n    ${why}`;
  return advice === undefined ? said : `${said}\n    Do: ${advice}`;
}

/** Said only of what was looked at. */
function soundText({ looked }: UpkeepOnWire): string {
  return Object.keys(looked).length === 0 ? 'There was nothing to look at.' : 'Nothing of these differs.';
}

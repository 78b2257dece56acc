import type { DamagedOnWire } from '../../../shared/contract/wire.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';

/** A line for each that a list cannot show. */
export const damagedText = (experiment: string, damaged: readonly DamagedOnWire[]): string =>
  damaged.map(({ id, key }) => damagedLine(id, key, experiment)).join('');

/** A line for each experiment that a rebuild makes again. */
export const lostText = (lost: readonly string[]): string =>
  lost
    .map(
      (id) => `${id} is kept but not in the table; to make it again: ${typedCommand(`rebuild -e ${id}`)}\n`,
    )
    .join('');

export const damagedLine = (what: string, key: string, experiment: string): string =>
  `${what}: damaged (${key}); ${typedCommand(`verify -e ${experiment}`)}\n`;

/** Of receipts that would tell causes of gaps; their keys begin with the experiment. */
export const damagedReceiptsText = ({
  damaged = [],
}: {
  readonly damaged?: readonly DamagedOnWire[] | undefined;
}): string =>
  damaged
    .map(({ id, key }) => damagedLine(`the receipt of ${id}`, key, key.slice(0, key.indexOf('/'))))
    .join('');

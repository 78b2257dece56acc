import { type ReceiptOnWire, receiptSchema, receiptsSchema } from '../../../shared/contract/downlinks.ts';
import { type DamagedOnWire, identifier } from '../../../shared/contract/wire.ts';
import { placeOfNumber } from '../../../shared/domain/downlink/file-number.ts';
import { nearest } from '../../../shared/domain/nearest.ts';
import { quoted } from '../../../shared/domain/quoted.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedMinute } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { typedCommand } from '../../../shared/domain/words/typed-command.ts';
import type { ApiClient } from './api-client.ts';
import { pathOf } from './command-context.ts';
import { CliFailure } from './failure.ts';

const MOST_NAMED = 10;

/**
 * The id of the downlink that people name by its id, the beginning of it, or the name of its file.
 *
 * @param byNumber by its number in a report, too; of what takes something away, a number says too little
 */
export async function findDownlink(
  client: ApiClient,
  experiment: string,
  wanted: string,
  { byNumber = false }: { readonly byNumber?: boolean } = {},
): Promise<string> {
  if (wanted.trim() === '')
    throw new CliFailure(
      'downlink.no-name',
      'expected the id or the file name of a downlink, got an empty text',
    );
  if (await isId(client, experiment, wanted)) return wanted;
  const all = await allDownlinks(client, experiment);
  const named = all.filter(({ fileName }) => fileName === wanted);
  const begun = named.length > 0 ? named : all.filter(({ id }) => id.startsWith(wanted));
  const fitting = begun.length === 0 && byNumber ? numbered(all, wanted) : begun;
  const [first] = fitting;
  if (first === undefined) throw unknown(all, experiment, wanted);
  if (fitting.length === 1) return first.id;
  const told = fitting.map(
    ({ id, fileName, state, createdAt }) =>
      `${id} (${fileName}, ${state}, announced ${typedMinute(createdAt)})`,
  );
  throw new CliFailure(
    'downlink.ambiguous',
    `${quoted(wanted)} fits ${countText(fitting.length, 'downlink')}, name one by its id: ${listText(told, '; ', MOST_NAMED)}`,
  );
}

/** A report numbers what is not damaged, in the order of this list. */
function numbered(all: readonly ReceiptOnWire[], wanted: string): readonly ReceiptOnWire[] {
  const place = placeOfNumber(wanted);
  const one = place === null ? undefined : all[place];
  return one === undefined ? [] : [one];
}

/** Asked first: a list of many thousand downlinks is read only where the words are no id. */
async function isId(client: ApiClient, experiment: string, wanted: string): Promise<boolean> {
  if (!identifier.safeParse(wanted).success) return false;
  try {
    await client.get(pathOf(experiment, 'downlinks', wanted), receiptSchema);
    return true;
  } catch (error) {
    if (error instanceof CliFailure && error.code === 'downlink.unknown') return false;
    throw error;
  }
}

/** Every receipt of the experiment, in the order in which they were announced, without those that are damaged. */
export async function allDownlinks(client: ApiClient, experiment: string): Promise<ReceiptOnWire[]> {
  return (await listedDownlinks(client, experiment)).downlinks;
}

interface ListedDownlinks {
  readonly downlinks: ReceiptOnWire[];
  readonly damaged: DamagedOnWire[];
}

/** The same, and which are damaged. */
export async function listedDownlinks(client: ApiClient, experiment: string): Promise<ListedDownlinks> {
  const all: ReceiptOnWire[] = [];
  const damaged: DamagedOnWire[] = [];
  let next: string | undefined;
  do {
    const page = await client.get(pathOf(experiment, 'downlinks'), receiptsSchema, { next });
    all.push(...page.downlinks);
    damaged.push(...(page.damaged ?? []));
    next = page.next;
  } while (next !== undefined);
  return { downlinks: all, damaged };
}

function unknown(all: readonly ReceiptOnWire[], experiment: string, wanted: string): CliFailure {
  const meant = nearest(wanted, [...new Set(all.map(({ fileName }) => fileName))]);
  const hint = meant === null ? '' : `; did you mean ${quoted(meant)}?`;
  const list = typedCommand(`receipt -e ${experiment}`);
  return new CliFailure(
    'downlink.unknown',
    `expected the id or the file name of a downlink of ${experiment}, got ${quoted(wanted)}${hint} (${list} lists them)`,
  );
}

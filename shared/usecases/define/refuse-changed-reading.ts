import { DOWNLINK, isIngested, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { type ReadingChange, readingChanges } from '../../domain/experiment/reading-changes.ts';
import { sortKey } from '../../domain/kind.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';

const MOST_NAMED = 20;

/**
 * Refuses a definition that says another unit, storage, file unit or zone of channels that hold samples, with the
 * channels and the files that brought them. Only where there is such a change are receipts listed, and no head is.
 */
export async function refuseChangedReading(
  ports: Ports,
  experiment: string,
  before: DefinitionIndex,
  after: DefinitionIndex,
  readingRevision: string,
): Promise<void> {
  const changes = readingChanges(before, after);
  if (changes.length === 0) return;
  const held = changes.map((change) => ({ change, files: 0, names: [] as string[] }));
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, ''))) {
    if (!holdsSamples(item) || item.readingRevision === readingRevision) continue;
    const channels = new Set(item.ranges.map(({ channel }) => channelOf(channel)));
    for (const one of held) {
      const { channel, source } = one.change;
      if (!channels.has(channel) || (source !== null && source !== item.source)) continue;
      one.files++;
      if (one.names.length < MOST_NAMED) one.names.push(item.fileName);
    }
  }
  const found = held.filter(({ files }) => files > 0);
  const [first] = found;
  if (first === undefined) return;
  const told = found.slice(0, MOST_NAMED).map(({ change, files, names }) => {
    const rest = files > names.length ? ` and ${groupedText(files - names.length)} more` : '';
    return `- ${changeText(change)}; ${countText(files, 'file')}: ${names.map(quoted).join(', ')}${rest}\n`;
  });
  const rest =
    found.length > told.length ? `- and ${countText(found.length - told.length, 'more change')}\n` : '';
  throw new Refusal(
    'conflict',
    'reading.changed',
    `expected what was read to be read as before, got another reading of ${listText(channelsOf(found), ', ', MOST_NAMED)}:\n${told.join('')}${rest}leave it as it was; or put it with newReading=true (${typedCommand('experiment apply --new-reading')}), and read the files again (${typedCommand('reread --all')})`,
    { field: fieldOf(first.change, after) },
  );
}

/** What repeats another downlink holds nothing of its own. */
function holdsSamples({ state, duplicateOf, ranges }: ReceiptRecord): boolean {
  return isIngested(state) && duplicateOf === null && ranges.length > 0;
}

function channelsOf(found: readonly { readonly change: ReadingChange }[]): string[] {
  return [...new Set(found.map(({ change }) => change.channel))];
}

function changeText({ what, channel, source, before, after }: ReadingChange): string {
  const of = source === null ? '' : ` of source ${source}`;
  return `${channel}: ${what}${of} ${before}, now ${after}`;
}

function fieldOf({ what, channel, source }: ReadingChange, { definition }: DefinitionIndex): string {
  if (source === null)
    return `channels[${definition.channels.findIndex(({ id }) => id === channel)}].${what}`;
  const place = `sources[${definition.sources.findIndex(({ id }) => id === source)}]`;
  return what === 'zone' ? `${place}.time.zone` : `${place}.columns`;
}

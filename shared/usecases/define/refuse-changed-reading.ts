import { canonicalJson } from '../../domain/canonical-json.ts';
import { DOWNLINK, isIngested, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { readingOf } from '../../domain/experiment/reading.ts';
import {
  isLost,
  isOfCounts,
  type ReadingChange,
  readingChanges,
} from '../../domain/experiment/reading-changes.ts';
import { sourceNow } from '../../domain/experiment/source-now.ts';
import { sortKey } from '../../domain/kind.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadedFrom, loadRecord } from '../known/load-experiment.ts';
import { readingNamed } from '../known/load-reading.ts';

const MOST_NAMED = 20;

interface HeldChange {
  readonly change: ReadingChange;
  /** Of the source, or the channel, in the new definition. */
  readonly field: string;
  files: number;
  readonly names: string[];
}

/**
 * Refuses a definition that reads samples there are otherwise than they were read, with the channels and the files that
 * brought them: another unit or storage, another file unit, zone or column, a column that is no longer read, another
 * sensor, or curves that make counts of readings or readings of counts. Each file is held against the definition that it was read under, whatever came
 * between; what is in force reads otherwise already is let through. Receipts are listed, and no head is.
 *
 * @param newReading lets through what another reading of the files mends
 */
export async function refuseChangedReading(
  ports: Ports,
  before: LoadedExperiment,
  after: DefinitionIndex,
  newReading: boolean,
): Promise<void> {
  if (readsTheSame(before.index, after)) return;
  const held = new Map<string, HeldChange>();
  const changes = new ChangesOfFiles(ports, before, after);
  for await (const { item } of ports.catalogue.list(receiptKind, before.experiment, sortKey(DOWNLINK, ''))) {
    if (!holdsSamples(item)) continue;
    for (const { name, change, field } of await changes.of(item)) {
      if ((newReading && !isOfCounts(change)) || !concerns(change, item)) continue;
      const one = held.get(name) ?? { change, field, files: 0, names: [] };
      held.set(name, one);
      one.files++;
      if (one.names.length < MOST_NAMED) one.names.push(item.fileName);
    }
  }
  if (held.size > 0) throw refusalOf([...held.values()]);
}

/** Nothing that a file could be read otherwise by, nor what makes counts of its numbers. */
function readsTheSame(before: DefinitionIndex, after: DefinitionIndex): boolean {
  const [one, other] = [before, after].map((index) =>
    canonicalJson([readingOf(index), index.definition.units, index.definition.channels.map(curvesOf)]),
  );
  return one === other;
}

function curvesOf({ id, calibrators }: DefinitionIndex['definition']['channels'][number]) {
  return { id, calibrators };
}

interface NamedChange {
  readonly name: string;
  readonly change: ReadingChange;
  readonly field: string;
}

/** What the new definition reads otherwise, once per reading and source. */
class ChangesOfFiles {
  readonly #ports: Ports;
  readonly #before: LoadedExperiment;
  readonly #after: DefinitionIndex;
  readonly #known = new Map<string, readonly NamedChange[]>();
  readonly #past = new Map<string, Promise<DefinitionIndex>>();

  constructor(ports: Ports, before: LoadedExperiment, after: DefinitionIndex) {
    this.#ports = ports;
    this.#before = before;
    this.#after = after;
  }

  async of({
    source: id,
    fileName,
    declaredSource,
    ...read
  }: ReceiptRecord): Promise<readonly NamedChange[]> {
    const past = await this.#readUnder(read);
    const source = id === null ? undefined : past.sources.get(id);
    if (source === undefined) return [];
    const file = { fileName, declaredSource, source };
    const [now, next] = [this.#before.index, this.#after].map((index) => ({
      index,
      source: sourceNow(index, file),
    }));
    const sources = [now, next].map((one) => one?.source?.id ?? null);
    const name = JSON.stringify([read.readingRevision, read.definition, source.id, ...sources]);
    const changes = this.#known.get(name) ?? changesMade({ index: past, source }, now!, next!);
    this.#known.set(name, changes);
    return changes;
  }

  /** What an older version read, or noted under no definition, is taken to be read as the one in force says. */
  #readUnder({
    readingRevision,
    definition,
  }: Pick<ReceiptRecord, 'readingRevision' | 'definition'>): Promise<DefinitionIndex> {
    const name = JSON.stringify([readingRevision, definition]);
    const past = this.#past.get(name) ?? this.#load(readingRevision, definition);
    this.#past.set(name, past);
    return past;
  }

  async #load(readingRevision: string | null, definition: string | null): Promise<DefinitionIndex> {
    const { experiment, index } = this.#before;
    if (readingRevision === null || definition === this.#before.sha256) return index;
    // Definitions of one reading may differ in their curves.
    if (definition !== null) {
      const record = await loadRecord(this.#ports, experiment);
      return (await loadedFrom(this.#ports, { ...record, sha256: definition, readingRevision })).index;
    }
    return (await readingNamed(this.#ports, experiment, { readingRevision, definition }))?.index ?? index;
  }
}

type Read = Parameters<typeof readingChanges>[1];

/** Of the changes since the file was read those that the definition in force did not make already. */
function changesMade(was: Read, now: Read, next: Read): NamedChange[] {
  const made = new Set(readingChanges(was, now).map((change) => JSON.stringify(change)));
  return readingChanges(was, next).flatMap((change) => {
    const name = JSON.stringify(change);
    return made.has(name) ? [] : [{ name, change, field: fieldOf(change, next) }];
  });
}

/** What repeats another downlink holds nothing of its own. */
function holdsSamples({ state, duplicateOf, ranges }: ReceiptRecord): boolean {
  return isIngested(state) && duplicateOf === null && ranges.length > 0;
}

function concerns({ channel, of }: ReadingChange, { ranges }: ReceiptRecord): boolean {
  return ranges.some((range) =>
    of === null
      ? channelOf(range.channel) === channel
      : range.unit === of.unit && range.channel === of.series,
  );
}

/** Where there are changes that no new reading mends, these alone are told: the way out is another one. */
function refusalOf(held: readonly HeldChange[]): Refusal {
  const counts = held.filter(({ change }) => isOfCounts(change));
  const found = counts.length > 0 ? counts : held;
  const told = found.slice(0, MOST_NAMED).map(({ change, files, names }) => {
    const rest = files > names.length ? ` and ${groupedText(files - names.length)} more` : '';
    return `- ${changeText(change)}; ${countText(files, 'file')}: ${names.map(quoted).join(', ')}${rest}\n`;
  });
  const rest =
    found.length > told.length ? `- and ${countText(found.length - told.length, 'more change')}\n` : '';
  const channels = [...new Set(found.map(({ change }) => change.channel))];
  const mended = `${found.some(({ change }) => isLost(change)) ? KEPT_COLUMNS : ''}${MENDED_BY_READING}`;
  return new Refusal(
    'conflict',
    'reading.changed',
    `expected what was read to be read as before, got another reading of ${listText(channels, ', ', MOST_NAMED)}:\n${told.join('')}${rest}${counts.length > 0 ? MENDED_BY_CURVES : mended}`,
    { field: found[0]!.field },
  );
}

const KEPT_COLUMNS =
  'files that are read again lose the samples of what is no longer read: keep it, and give files with other columns a source of their own; ';
const MENDED_BY_READING = `leave it as it was; or put it with newReading=true (${typedCommand('experiment apply --new-reading')}), and read the files again (${typedCommand('reread --all')})`;
const MENDED_BY_CURVES =
  'another reading does not mend this, because the numbers of the files stay as they are: keep a curve for them that leads to the unit of the channel (polynomial: [0, 1] where they are in it); where readings become counts of another unit, read the files again in that unit first';

function changeText({ what, channel, of, source, before, after }: ReadingChange): string {
  const ofUnit = of === null ? '' : ` of ${of.unit}`;
  const ofSource = source === null ? '' : ` of source ${source}`;
  return `${channel}: ${what}${source === null ? ofUnit : ofSource} ${before}, now ${after}`;
}

function fieldOf({ what, channel, of, source }: ReadingChange, { index, source: now }: Read): string {
  const { channels, sources, units } = index.definition;
  if (what === 'sensors') return `units[${units.findIndex(({ id }) => id === of?.unit)}].sensors`;
  if (source === null) return `channels[${channels.findIndex(({ id }) => id === channel)}].${what}`;
  if (now === null) return 'sources';
  const place = `sources[${sources.findIndex(({ id }) => id === now.id)}]`;
  if (what === 'zone') return `${place}.time.zone`;
  return now.layout === 'long' ? `${place}.rows` : `${place}.columns`;
}

/** What a new definition would say otherwise of samples that were read under the one in force. */
import { canonicalJson } from '../canonical-json.ts';
import type { Storage } from '../telemetry/frame.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { sourceCells } from './source-cells.ts';
import type { Source } from './source-schema.ts';

export interface ReadingChange {
  readonly what: 'unit' | 'storage' | 'as' | 'zone';
  readonly channel: string;
  /** The source that reads it otherwise; null where it is the channel itself. */
  readonly source: string | null;
  /** As the definitions say it. */
  readonly before: string;
  readonly after: string;
}

/**
 * Changed units and storages of channels, and zones and file units (`as`) of sources, channel by channel. What only one
 * of the two definitions has is no change, nor is another spelling of the same unit.
 */
export function readingChanges(before: DefinitionIndex, after: DefinitionIndex): ReadingChange[] {
  return [
    ...after.definition.channels.flatMap(({ id }) => ofChannel(id, before, after)),
    ...after.definition.sources.flatMap(({ id }) => ofSource(id, before, after)),
  ];
}

function ofChannel(channel: string, before: DefinitionIndex, after: DefinitionIndex): ReadingChange[] {
  const [was, is] = [before.channels.get(channel), after.channels.get(channel)];
  if (was === undefined || is === undefined) return [];
  const isOtherStorage = canonicalJson(was.storage) !== canonicalJson(is.storage);
  const storages = { before: storageText(was.storage), after: storageText(is.storage) };
  return [
    ...(isSameUnit(was.unit, is.unit)
      ? []
      : [{ what: 'unit' as const, channel, source: null, before: was.unit, after: is.unit }]),
    ...(isOtherStorage ? [{ what: 'storage' as const, channel, source: null, ...storages }] : []),
  ];
}

function ofSource(id: string, before: DefinitionIndex, after: DefinitionIndex): ReadingChange[] {
  const [was, is] = [before.sources.get(id), after.sources.get(id)];
  if (was === undefined || is === undefined) return [];
  const [asBefore, asAfter] = [unitsRead(before, was), unitsRead(after, is)];
  const channels = [...asBefore.keys()].filter((channel) => asAfter.has(channel));
  return channels.flatMap((channel) => {
    const files = [...asBefore.get(channel)!].filter((as) => !asAfter.get(channel)!.has(as));
    const as = { before: files.join(', '), after: [...asAfter.get(channel)!].join(', ') };
    // A source without a zone read no time that needed one.
    const isOtherZone = was.time.zone !== undefined && was.time.zone !== is.time.zone;
    const zone = { before: was.time.zone ?? 'none', after: is.time.zone ?? 'none' };
    return [
      ...(files.length > 0 ? [{ what: 'as' as const, channel, source: id, ...as }] : []),
      ...(isOtherZone ? [{ what: 'zone' as const, channel, source: id, ...zone }] : []),
    ];
  });
}

const NOT_SAID = "none (the channel's unit)";

/** What the source's cells say of the file's unit, by channel. */
function unitsRead(index: DefinitionIndex, source: Source): Map<string, Set<string>> {
  const read = new Map<string, Set<string>>();
  for (const { channel, as } of sourceCells(index, source)) {
    const unit = index.channels.get(channel)?.unit;
    const isSaid = as !== undefined && (unit === undefined || !isSameUnit(as, unit));
    const said = read.get(channel) ?? new Set();
    read.set(channel, said.add(isSaid ? as : NOT_SAID));
  }
  return read;
}

function isSameUnit(one: string, other: string): boolean {
  return one === other || conversionIfAny(one, other) === null;
}

function storageText(storage: Storage): string {
  return storage.kind === 'decimal' ? `decimal(${storage.scale})` : storage.kind;
}

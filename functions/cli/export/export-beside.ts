/** The small files beside exported samples. */
import { join } from 'node:path';
import type { EventOnWire, ExperimentOnWire } from '../../../shared/contract/experiments.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { type ExportFacts, exportReadme } from '../text/export-readme.ts';
import { channelsTable, eventsTable, phasesTable } from '../text/export-tables.ts';
import { sha256Of, writeWhole } from './write-whole.ts';

export interface Described {
  /** The document as it was sent. */
  readonly document: ExperimentOnWire['definition'];
  readonly definition: Definition;
  readonly events: readonly EventOnWire[];
}

/** Writes them and gives what the manifest says of each. */
export async function exportBeside(
  folder: string,
  facts: ExportFacts,
  { document, definition, events }: Described,
): Promise<{ path: string; bytes: number; sha256: string }[]> {
  const files = {
    'README.md': exportReadme(facts, definition),
    'channels.csv': channelsTable(definition),
    'definition.json': `${JSON.stringify(document, null, 2)}\n`,
    'events.csv': eventsTable(events),
    'phases.csv': phasesTable(definition, events),
  };
  const written: { path: string; bytes: number; sha256: string }[] = [];
  for (const [path, text] of Object.entries(files)) {
    const bytes = Buffer.from(text);
    await writeWhole(join(folder, path), bytes);
    written.push({ path, bytes: bytes.length, sha256: sha256Of(bytes) });
  }
  return written;
}

import { basename } from 'node:path';
import { Command } from 'commander';
import { declaredBy } from '../../../shared/domain/experiment/declared.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { sourceFor } from '../../../shared/domain/experiment/file-reader.ts';
import { type Source, sourceSchema } from '../../../shared/domain/experiment/source-schema.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { presetNamed } from '../../../shared/domain/source-proposal/fit-preset.ts';
import { readDefinition, readNewDefinition } from '../../../shared/formats/definition/read-definition.ts';
import { newDefinition } from '../../../shared/formats/source-proposal/new-definition.ts';
import { previewOf } from '../../../shared/formats/source-proposal/preview.ts';
import { type ProposedSource, proposeFor } from '../../../shared/formats/source-proposal/propose.ts';
import { type FileHead, fileHead } from '../files/file-head.ts';
import { readText } from '../files/read-text.ts';
import { contextOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { definitionOf } from '../stack/definition.ts';
import { processTerminal } from '../stack/terminal.ts';
import { PRESET_HELP, presetsOnWire, presetsText } from '../text/presets-text.ts';
import { type Drafted, type Trial, trialText } from '../text/source-text.ts';

interface TryOptions extends SharedOptions {
  readonly experiment?: string;
  readonly definition?: string;
  readonly source?: string;
  readonly preset?: string;
}

/** The least that is a definition, for a file of which none can be drafted; its channel is called as no column is. */
const NO_CHANNELS = `
id: draft
arms: [{ id: flight, kind: SPACEFLIGHT }]
units: [{ id: FU1, arm: flight }]
channels: [{ id: not-matched, unit: "1", period: PT1S }]
`;

/** Enough for the first thousands of rows. */
const HEAD_BYTES = 256 * 1024;
const LF = 10;
const CR = 13;

export function sourceCommand(): Command {
  const command = new Command('source').description(
    'show how a file would be read, or list the known kinds of files',
  );
  const trying = command
    .command('try')
    .argument('<file>', 'the file to read')
    .description('show how a file would be read; if no source reads it, propose one');
  withStack(trying)
    .option(
      '-e, --experiment <id>',
      'read the file with the definition of this experiment (needs a running stack)',
    )
    .option(
      '--definition <file>',
      'read the file with this definition file (needs no stack); without -e or --definition, a definition is drafted from the file',
    )
    .option(
      '--source <id>',
      'the source that reads the file (default: the source whose pattern matches the file name)',
    )
    .option('--preset <id>', PRESET_HELP)
    .action(async (file: string, options: TryOptions) => {
      const head = await fileHead(file, HEAD_BYTES);
      const named = await definitionNamed(options);
      const { definition, drafted } =
        named === null ? draftedFrom(file, head, options) : { definition: named, drafted: null };
      const trial = { ...(await tried(definition, basename(file), head, options)), drafted };
      const terminal = processTerminal();
      terminal.out(options.json ? `${JSON.stringify(trial)}\n` : trialText(trial, terminal.page));
    });
  command
    .command('presets')
    .description('list the kinds of files that are known: what writes them, and how they are recognised')
    .option('--json', 'the answer as JSON')
    .action(({ json }: { readonly json?: boolean }) => {
      const terminal = processTerminal();
      terminal.out(json === true ? `${JSON.stringify(presetsOnWire())}\n` : presetsText(terminal.page));
    });
  return command;
}

/** Null where the options name none. */
async function definitionNamed(options: TryOptions): Promise<Definition | null> {
  // As it would be applied: a zone that is refused there must not show times here.
  if (options.definition !== undefined)
    return readNewDefinition(await readText(options.definition)).definition;
  if (options.experiment !== undefined)
    return definitionOf((await contextOf(options)).client, options.experiment);
  return null;
}

/** The channels and units that `experiment new` would draft; the source is proposed, with its remarks. */
function draftedFrom(
  file: string,
  head: FileHead,
  { preset }: TryOptions,
): { readonly definition: Definition; readonly drafted: Drafted } {
  const begun = { name: basename(file), ...head };
  const kind = preset === undefined ? null : presetNamed(preset);
  try {
    const { definition } = readDefinition(newDefinition('draft', [begun], Date.now() * 1000, kind));
    const { units, channels } = definition;
    const drafted = { file, units: units.map(({ id }) => id), channels, whyNone: null };
    return { definition: { ...definition, sources: [] }, drafted };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'definition.no-channel') throw error;
    // Dialect and time can be told all the same.
    const drafted = { file, units: [], channels: [], whyNone: error.message };
    return { definition: readDefinition(NO_CHANNELS).definition, drafted };
  }
}

async function tried(
  definition: Definition,
  fileName: string,
  head: FileHead,
  { source: wanted, preset: presetId }: TryOptions,
): Promise<Omit<Trial, 'drafted'>> {
  const preset = presetId === undefined ? null : presetNamed(presetId);
  const standing = preset === null ? standingSource(definition, fileName, wanted) : null;
  const now = Date.now() * 1000;
  const proposed =
    standing === null ? proposeFor(definition, fileName, head.bytes, head.isWhole, now, preset) : null;
  const source = standing ?? asSource(proposed);
  if (source === null) return { source: null, proposed, preview: null };
  const preview = await previewOf(definition, source, wholeLines(head), true, now);
  return { source: source.id, proposed, preview };
}

/** Null where no pattern fits; two that fit are the user's to choose from. */
function standingSource(definition: Definition, fileName: string, wanted: string | undefined): Source | null {
  try {
    return sourceFor(declaredBy(definition), fileName, wanted ?? null);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'source.none') return null;
    throw error;
  }
}

/** Null where nothing of the file could be matched: then there is nothing to read yet. */
function asSource(proposed: ProposedSource | null): Source | null {
  const parsed = sourceSchema.safeParse(proposed?.source);
  if (!parsed.success) return null;
  const { data } = parsed;
  const isBare = data.layout === 'wide' && Object.keys(data.columns).length === 0;
  return isBare && data.events === undefined ? null : data;
}

/** Without the line that the first stretch of a file breaks off in; a letter of UTF-16 is not cut. */
function wholeLines({ bytes, isWhole }: FileHead): Uint8Array {
  const lineFeed = bytes.lastIndexOf(LF);
  const at = lineFeed < 0 ? bytes.lastIndexOf(CR) : lineFeed;
  const isLowByte = bytes[at + 1] === 0 && at % 2 === 0;
  return isWhole || at < 0 ? bytes : bytes.subarray(0, at + (isLowByte ? 2 : 1));
}

import { Command, Option } from 'commander';
import { countText } from '../../../shared/domain/words/count.ts';
import { pendingText } from '../../../shared/domain/words/pending-text.ts';
import { sizeText } from '../../../shared/domain/words/size.ts';
import { exportMerged, mergedText } from '../export/export-merged.ts';
import { type ExportedSegments, exportSegments } from '../export/export-segments.ts';
import { contextOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { folderOf } from '../stack/options.ts';
import { storedNumbersText } from '../text/calibrations-text.ts';
import { handedText } from '../text/handed-text.ts';
import { readUnderOtherText } from '../text/read-under-other-text.ts';

interface ExportOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
  readonly segments?: boolean;
  readonly osdr?: boolean;
}

export function exportCommand(): Command {
  const command = new Command('export')
    .argument('<folder>', 'the folder to write to; an unfinished export there is continued', folderOf)
    .description(
      'export every sample once to this machine: Parquet with definition, events, phases, a manifest and a README',
    );
  return withExperiment(command)
    .option('--unit <id>', 'one unit only')
    .option('--channel <id>', 'one channel only (with --segments: the units that measure it)')
    .option('--from <instant>', 'start, ISO 8601 with offset')
    .option('--to <instant>', 'end (not included)')
    .option('--segments', 'export the raw segments instead: the numbers as in the files, with every copy')
    .addOption(
      new Option(
        '--osdr',
        'export for an archive such as OSDR: ISA-Tab with raw files, definitions, processed tables, environment and checksums',
      ).conflicts(['segments', 'unit', 'channel', 'from', 'to']),
    )
    .action(
      async (
        folder: string,
        { experiment, unit, channel, from, to, segments, osdr, ...shared }: ExportOptions,
      ) => {
        const context = await contextOf(shared);
        if (osdr === true) {
          const { exportOsdr } = await import('../osdr/export-osdr.ts');
          const handed = await exportOsdr(context, folder, experiment);
          return context.print(handed, (manifest) => handedText(folder, manifest));
        }
        const query = { unit, channel, from, to };
        if (segments === true) {
          const exported = await exportSegments(context, folder, experiment, query);
          context.print(exported, (done) => `${segmentsText(folder, done)}${lackingText(done.manifest)}`);
          return;
        }
        const exported = await exportMerged(context, folder, experiment, query);
        context.print(exported, (done) => `${mergedText(folder, done)}${lackingText(done.manifest)}`);
      },
    );
}

function segmentsText(folder: string, { manifest, downloaded }: ExportedSegments): string {
  const { segments, hash, calibrations, experiment } = manifest;
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const size = `${countText(segments.length, 'segment')} of ${sizeText(bytes)}, ${downloaded} of them new`;
  const what =
    segments.length === 0
      ? `nothing to export: no sample of what was asked for is in the archive of ${experiment}`
      : size;
  return `${folder}: ${what}\narchive hash ${hash}\n${storedNumbersText(calibrations)}`;
}

const lackingText = (
  manifest: Parameters<typeof pendingText>[0] & Parameters<typeof readUnderOtherText>[0],
) => `${pendingText(manifest)}${readUnderOtherText(manifest)}`;

import { Command } from 'commander';
import { countText } from '../../../shared/domain/words/count.ts';
import { type Exported, exportTo } from '../files/export-folder.ts';
import { contextOf, type SharedOptions, withExperiment } from '../stack/command-context.ts';
import { storedNumbersText } from '../text/calibrations-text.ts';

interface ExportOptions extends SharedOptions {
  readonly experiment: string;
  readonly unit?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly to?: string;
}

export function exportCommand(): Command {
  const command = new Command('export')
    .argument('<folder>', 'where the segments go; one that was begun is gone on with')
    .description('bring the archive to this machine, as Parquet files with a manifest');
  return withExperiment(command)
    .option('--unit <id>', 'one unit only')
    .option('--channel <id>', 'units that measure this channel only')
    .option('--from <instant>', 'first instant, ISO 8601 with offset')
    .option('--to <instant>', 'end, not included')
    .action(async (folder: string, { experiment, unit, channel, from, to, ...shared }: ExportOptions) => {
      const context = await contextOf(shared);
      const exported = await exportTo(context, folder, experiment, { unit, channel, from, to });
      context.print(exported, (done) => exportText(folder, done));
    });
}

function exportText(folder: string, { manifest, downloaded }: Exported): string {
  const { segments, hash, calibrations } = manifest;
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const size = `${countText(segments.length, 'segment')} of ${(bytes / 1e6).toFixed(1)} MB, ${downloaded} of them new`;
  return `${folder}: ${size}\narchive hash ${hash}\n${storedNumbersText(calibrations)}`;
}

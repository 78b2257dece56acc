import { Command, Option } from 'commander';
import { pitsSchema, scaleConfirmedSchema } from '../../../shared/contract/pits.ts';
import { picturesText, writePictures } from '../files/write-pictures.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { numberOf } from '../stack/options.ts';
import { confirmedText, pitsText } from '../text/pits-text.ts';

interface PitsOptions extends ExperimentOptions {
  readonly assay?: string;
  readonly unit?: string;
  readonly csv?: boolean;
  readonly overlay?: string;
}

export function pitsCommand(): Command {
  return new Command('pits')
    .description('resorption pits per slice; confirm the scale of images')
    .addCommand(showCommand(), { isDefault: true })
    .addCommand(confirmCommand());
}

function showCommand(): Command {
  const command = new Command('show').description(
    'pits of each slice: how many, on which area, by which scale',
  );
  return withExperiment(command)
    .option('--assay <id>', 'one assay only')
    .option('--unit <id>', 'one unit only')
    .option('--csv', 'print one row per slice, as CSV')
    .addOption(
      new Option('--overlay <folder>', 'save the outlines on each image, and its label image').conflicts(
        'csv',
      ),
    )
    .action(async (options: PitsOptions) => {
      const { experiment, assay, unit, csv, overlay, ...shared } = options;
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'pits');
      if (!csv) {
        const answer = await client.get(path, pitsSchema, { assay, unit });
        const written = overlay === undefined ? null : await writePictures(client, answer, overlay);
        const saved = written === null ? '' : picturesText(written);
        return print(answer, (one, page) => `${pitsText(one, page)}${saved}`);
      }
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries({ assay, unit }))
        if (value !== undefined) query.set(name, value);
      for await (const part of client.csv(`${path}?${query}`)) terminal.out(part);
    });
}

function confirmCommand(): Command {
  const command = new Command('confirm-scale').description(
    'say that you have looked at the scale of an assay, and that it is right: once per experiment',
  );
  return withExperiment(command)
    .argument('<assay>', 'id of the assay')
    .requiredOption(
      '--micrometres <n>',
      'what a pixel (or a unit of length of the files) is in µm',
      numberOf((number) => number > 0 && Number.isFinite(number), 'a number of µm above 0'),
    )
    .action(async (assay: string, options: ExperimentOptions & { readonly micrometres: number }) => {
      const { experiment, micrometres, ...shared } = options;
      const { client, print } = await contextOf(shared);
      const body = { assay, micrometres };
      const sent = { type: 'application/json', body: JSON.stringify(body) };
      print(
        await client.send('POST', pathOf(experiment, 'pits', 'scale'), sent, scaleConfirmedSchema),
        confirmedText,
      );
    });
}

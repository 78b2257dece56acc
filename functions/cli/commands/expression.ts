import { Command } from 'commander';
import { contrastsSchema, genesSchema } from '../../../shared/contract/expression.ts';
import { contextOf, type ExperimentOptions, pathOf, withExperiment } from '../stack/command-context.ts';
import { collected } from '../stack/options.ts';
import { contrastsText, genesText } from '../text/expression-text.ts';

interface ExpressionOptions extends ExperimentOptions {
  readonly assay?: string;
  readonly gene: readonly string[];
  readonly set?: string;
  readonly engine?: string;
  readonly sort?: string;
  readonly limit?: string;
  readonly since?: string;
  readonly withExcluded?: boolean;
  readonly csv?: boolean;
}

export function expressionCommand(): Command {
  const command = new Command('expression').description(
    'compare the genes of two arms: what differs, and what qualifies it',
  );
  return withExperiment(command)
    .argument('[contrast]', 'such as flight-v-ground (default: all, without genes)')
    .option('--assay <id>', 'one assay only')
    .option('--gene <name>', 'id or symbol; may be repeated', collected, [])
    .option('--set <id>', 'the genes of a gene set, such as resorption')
    .option('--engine <name>', 'limma-trend, voom or deseq2 (default: as the data asks for)')
    .option('--sort <by>', 'pValue, log2fc, log2fcShrunk or gene (default: pValue)')
    .option('--limit <n>', 'so many genes (default: 20)')
    .option('--since <snapshot>', 'the snapshot of an earlier answer: what has changed since')
    .option('--with-excluded', 'as if nothing had been excluded')
    .option('--csv', 'print all genes as CSV, with the column names of GeneLab')
    .action(async (contrast: string | undefined, options: ExpressionOptions) => {
      const { experiment, assay, gene, set, engine, sort, limit, since, withExcluded, csv, ...shared } =
        options;
      const exclusions = withExcluded === true ? 'ignored' : undefined;
      const { client, print, terminal } = await contextOf(shared);
      const path = pathOf(experiment, 'expression');
      const isOfGenes =
        gene.length > 0 || csv || [set, engine, sort, limit, since].some((one) => one !== undefined);
      if (contrast === undefined && isOfGenes)
        command.error(
          'expected a contrast with --gene, --set, --engine, --sort, --limit, --since or --csv, got none',
        );
      if (contrast === undefined)
        return print(await client.get(path, contrastsSchema, { assay, exclusions }), contrastsText);
      const asked = (most: number) =>
        `${path}/${encodeURIComponent(contrast)}?${questionText({ assay, exclusions, set, engine, sort, since, limit: limit ?? String(most) }, gene)}`;
      if (csv) {
        for await (const part of client.csv(asked(ALL))) terminal.out(part);
        return;
      }
      print(await client.get(asked(SHOWN), genesSchema), genesText);
    });
}

/** On a screen. */
const SHOWN = 20;
/** More than any genome has. */
const ALL = 100_000;

function questionText(
  query: Readonly<Record<string, string | undefined>>,
  genes: readonly string[],
): URLSearchParams {
  const asked = new URLSearchParams(genes.map((gene): [string, string] => ['gene', gene]));
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, value);
  return asked;
}

import { Command } from 'commander';
import { literatureSchema } from '../../../shared/contract/literature.ts';
import { contextOf, type SharedOptions, withStack } from '../stack/command-context.ts';
import { literatureText } from '../text/literature-text.ts';

const QUESTIONS = {
  symbol: 'a gene by its symbol in any case, or by its product',
  endpoint: 'an endpoint by its id or name, or of one place (bmd@femur)',
  technique: 'a platform by its id, name or abbreviation',
  cell: 'a word of the cell or of its lineage',
  species: 'a word of the species',
  site: 'a word of the bone or fluid',
  compartment: 'cortical, trabecular or integral',
  load: 'weight_bearing or non_weight_bearing',
  contrast: 'gravity, treatment, recovery, site, association or background',
  consensus: 'single-study, consistent or conflicting',
  table: 'a table of the review: 1 to 5, of which 2 is that of the platforms',
  reference: 'a number of the list of references',
} as const;
type Question = keyof typeof QUESTIONS;

type LiteratureOptions = SharedOptions & { readonly [question in Question]?: string };

export function literatureCommand(): Command {
  const command = new Command('literature').description(
    'what published studies of bone in weightlessness found, contradictions included',
  );
  for (const [name, what] of Object.entries(QUESTIONS)) command.option(`--${name} <value>`, what);
  return withStack(command).action(async ({ url, token, json, ...query }: LiteratureOptions) => {
    const { client, print } = await contextOf({ url, token, json });
    print(await client.get('/v1/literature', literatureSchema, query), literatureText);
  });
}

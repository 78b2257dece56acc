import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LocalStackFailure } from '../home/failure.ts';

const resourceSchema = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.unknown().optional(),
  DeletionPolicy: z.unknown().optional(),
  UpdateReplacePolicy: z.unknown().optional(),
  Metadata: z.unknown().optional(),
});

const parameterSchema = z.object({ Default: z.union([z.string(), z.number()]).optional() });

/**
 * What a template may consist of. Parameters have a default, or a value of the local stack's own; Rules are the bootstrap
 * version check of the CDK, which asks about an AWS account. Conditions, Mappings and Transform would change what the template means, so their presence is refused.
 */
const templateSchema = z.strictObject({
  AWSTemplateFormatVersion: z.unknown().optional(),
  Description: z.unknown().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameterSchema).default({}),
  Rules: z.strictObject({ CheckBootstrapVersion: z.unknown() }).optional(),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

export type Resource = z.infer<typeof resourceSchema>;
type Template = z.infer<typeof templateSchema>;

export interface StackAssembly {
  readonly name: string;
  readonly template: Template;
  /** Directory of each file asset by its object key. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string() }).partial().optional() }),
  ),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/**
 * Reads the one stack of a synthesized assembly.
 *
 * @throws LocalStackFailure `template.unknown`, naming what the local stack cannot do.
 */
export function readAssembly(directory: string): StackAssembly {
  const { artifacts } = manifestSchema.parse(readJson(directory, 'manifest.json'));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [name, stack] = stacks[0] ?? [];
  if (name === undefined || stacks.length !== 1) {
    const names = stacks.map(([id]) => id).join(', ') || 'none';
    throw new LocalStackFailure(
      'template.unknown',
      `${directory}: the local stack runs one stack, the assembly has ${names}`,
    );
  }
  const file = stack?.properties?.templateFile ?? `${name}.template.json`;
  const { files } = assetsSchema.parse(readJson(directory, `${name}.assets.json`));
  const assets = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }): [string, string] => [
      objectKey,
      join(directory, source.path),
    ]),
  );
  return { name, template: parseTemplate(readJson(directory, file), file), assets: new Map(assets) };
}

/** @throws LocalStackFailure `template.unknown` */
function parseTemplate(document: unknown, file: string): Template {
  const parsed = templateSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new LocalStackFailure(
    'template.unknown',
    `${file}: ${z.prettifyError(parsed.error)}: the local stack does not know this part of CloudFormation; teach it in cdk/local/plan/template.ts`,
  );
}

function readJson(directory: string, file: string): unknown {
  return JSON.parse(readFileSync(join(directory, file), 'utf8'));
}

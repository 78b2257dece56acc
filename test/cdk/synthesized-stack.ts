/** The stack as it is deployed, but for its handlers; synthesized once for each file of tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { howshipApp } from '../../cdk/app.ts';
import { type FunctionName, QUEUE_NAMES, QUEUES } from '../../cdk/stacks/processing.ts';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is whatever CloudFormation allows; the assertions are the schema.
  Properties: any;
  DependsOn?: string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}
export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

export const outdir = mkdtempSync(join(tmpdir(), 'howship-stack-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));
export const functionsDirectory = join(import.meta.dirname, '../fixtures/functions');
// Nothing that takes time and is not looked at: one test synthesizes the stack with all the CDK's own checks.
const app = howshipApp({
  functionsDirectory,
  outdir,
  stackTraces: false,
  treeMetadata: false,
  builtinCloudFormationValidation: false,
});
export const stack = app.synth().getStackByName('Howship');
export const resources: Record<string, Resource> = stack.template.Resources;

export const ofType = (type: string) => Object.entries(resources).filter(([, r]) => r.Type === type);
export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
/** The logical id that a Ref or GetAtt (alone, or first in a Join) points at. */
export function target(value: unknown): string {
  const text = JSON.stringify(value);
  const found = /"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/.exec(text)?.[1];
  if (found === undefined) throw new Error(`${text} points at no resource`);
  return found;
}

const NAMES: readonly FunctionName[] = [
  ...QUEUE_NAMES.map((queue) => QUEUES[queue].consumer),
  'ingest-dead-letters',
  'watch',
  'api',
];

export const functions = NAMES.map((name) => {
  const found = ofType('AWS::Lambda::Function').find(
    ([, r]) => r.Properties.FunctionName === `Howship-${name}`,
  );
  if (!found) throw new Error(`no function ${name}`);
  const [id, { Properties: properties }] = found;
  const role = target(properties.Role);
  const statements: Statement[] = ofType('AWS::IAM::Policy')
    .filter(([, r]) => r.Properties.Roles.some((r: unknown) => target(r) === role))
    .flatMap(([, r]) => r.Properties.PolicyDocument.Statement);
  const environment: Record<string, unknown> = properties.Environment.Variables;
  return { name, id, role, properties, statements, environment };
});
export const mappings = ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties: p }]) => ({
  queue: target(p.EventSourceArn),
  fn: target(p.FunctionName),
  properties: p,
}));

export function deniesPlainHttp(statements: Statement[]): boolean {
  return statements.some(
    (s) =>
      s.Effect === 'Deny' &&
      JSON.stringify(s.Principal).includes('*') &&
      s.Condition?.Bool?.['aws:SecureTransport'] === 'false',
  );
}

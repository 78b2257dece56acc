/** Statements of the synthesized stack with texts in place of references, as IAM reads them. */
import { type References, resolve } from '../../cdk/local/plan/intrinsics.ts';
import { referencesTo } from '../../cdk/local/plan/references.ts';
import { readAssembly } from '../../cdk/local/plan/template.ts';
import type { PolicyStatement } from '../support/iam-policy.ts';
import { outdir, type Statement } from './synthesized-stack.ts';

const local = referencesTo(readAssembly(outdir), { sqs: 'https://sqs', api: 'https://api' });

/** Names that no question here is about, such as of logs, stay what they are in the template. */
export const references: References = {
  ref: (name) => local.ref(name) ?? name,
  attribute: (id, attribute) => local.attribute(id, attribute) ?? `${id}.${attribute}`,
};

export function resolved(statements: readonly Statement[]): PolicyStatement[] {
  // The evaluator refuses whatever is no statement of the language.
  return resolve(statements, references, 'policy') as PolicyStatement[];
}

import { Refusal } from '../refusal.ts';
import { crossFindings } from './cross-checks.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { type Finding, fieldOf, findingsOf, type Problem } from './problems.ts';

/** A definition that cannot be accepted, with every problem that was found. Code `definition.invalid`. */
export class DefinitionRefusal extends Refusal {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(
      'invalid',
      'definition.invalid',
      `the definition has ${count}:\n${problems.map(lineFor).join('\n')}`,
      {
        ...(problems[0] === undefined ? {} : { field: problems[0].field }),
        ...(typeof problems[0]?.line === 'number' ? { line: problems[0].line } : {}),
      },
    );
    this.name = 'DefinitionRefusal';
    this.problems = problems;
  }
}

/**
 * Checks a document (the JSON value of the YAML or JSON text) and applies the defaults. First the shape; only a
 * document of the right shape is checked for references, ids and contradictions. `lineOf` says on which line of the
 * text a path stands. Fails with `DefinitionRefusal`.
 */
export function parseDefinition(
  document: unknown,
  lineOf: (path: readonly PropertyKey[]) => number | null = () => null,
): Definition {
  const parsed = definitionSchema.safeParse(document, { reportInput: true });
  const findings = parsed.success
    ? crossFindings(parsed.data)
    : parsed.error.issues.flatMap((issue) => findingsOf(issue, definitionSchema));
  if (parsed.success && findings.length === 0) return parsed.data;
  throw refusalOf(findings, lineOf);
}

/** The refusal of a document with these findings, in the order of its lines. */
export function refusalOf(
  findings: readonly Finding[],
  lineOf: (path: readonly PropertyKey[]) => number | null,
): DefinitionRefusal {
  const problems = findings.map((finding) => placed(finding, lineOf));
  return new DefinitionRefusal(problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)));
}

function placed(
  { path, code, message }: Finding,
  lineOf: (path: readonly PropertyKey[]) => number | null,
): Problem {
  return { field: fieldOf(path), code, message, line: lineOf(path) };
}

function lineFor({ field, message, line }: Problem): string {
  const place = [line === null ? '' : `line ${line}`, field].filter((part) => part !== '').join(', ');
  return `- ${place === '' ? 'the document' : place}: ${message}`;
}

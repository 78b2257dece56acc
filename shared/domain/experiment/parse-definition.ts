import { type ListedProblems, ListRefusal, listed, listSentence, MOST_LISTED } from '../list-refusal.ts';
import { withoutWrongNumbers } from './beside-numbers.ts';
import { crossFindings } from './cross-checks.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { HOUSE_WORDS } from './issue-words.ts';
import { type Finding, fieldOf, findingsOf, type Problem } from './problems.ts';
import { type PerUnit, sourcesPerUnit } from './sources-per-unit.ts';

/** A definition that cannot be accepted, with the problems that were found. Code `definition.invalid`. */
export class DefinitionRefusal extends ListRefusal<Problem> {
  constructor(list: ListedProblems<Problem>) {
    super('definition.invalid', `the definition has ${listSentence(list, 'the document')}`, list);
    this.name = 'DefinitionRefusal';
  }
}

/**
 * Checks a document (the JSON value of the YAML or JSON text) and applies the defaults. First the shape; only a
 * document of the right shape, or one in which nothing but numbers is wrong, is checked for references, ids and
 * contradictions. `lineOf` says on which line of the
 * text a path stands. Fails with `DefinitionRefusal`.
 */
export function parseDefinition(
  written: unknown,
  lineOf: (path: readonly PropertyKey[]) => number | null = () => null,
): Definition {
  const { document, placeOf } = sourcesPerUnit(written);
  const parsed = definitionSchema.safeParse(document, HOUSE_WORDS);
  const findings = parsed.success
    ? crossFindings(parsed.data)
    : [
        ...parsed.error.issues.flatMap((issue) => findingsOf(issue, definitionSchema)),
        ...besideNumbers(withoutWrongNumbers(document, parsed.error.issues)),
      ];
  if (parsed.success && findings.length === 0) return parsed.data;
  throw refusalOf(asWritten(findings, placeOf), lineOf);
}

/** Where the author finds them; what is wrong with the sources of several units is wrong with the one that was written. */
export function asWritten(findings: readonly Finding[], placeOf: PerUnit['placeOf']): readonly Finding[] {
  const seen = new Set<string>();
  return findings.flatMap((finding) => {
    const path = placeOf(finding.path);
    if (path === finding.path) return [finding];
    const name = JSON.stringify([path.map(String), finding.code]);
    if (seen.has(name)) return [];
    seen.add(name);
    return [{ path, code: finding.code, message: finding.message }];
  });
}

function besideNumbers(document: unknown): Finding[] {
  const parsed = definitionSchema.safeParse(document, HOUSE_WORDS);
  return parsed.success ? crossFindings(parsed.data) : [];
}

/** The refusal of a document with these findings, in the order of its lines. */
export function refusalOf(
  findings: readonly Finding[],
  lineOf: (path: readonly PropertyKey[]) => number | null,
): DefinitionRefusal {
  const inOrder = findings
    .map((finding) => ({ finding, line: lineOf(finding.path) }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  // Only what is listed is written out: a document may have a hundred thousand findings, each with its nearest word.
  const problems = inOrder.slice(0, MOST_LISTED).map(({ finding, line }): Problem => {
    const { path, code, message } = finding;
    return { field: fieldOf(path), code, message, line };
  });
  return new DefinitionRefusal(listed(problems, findings.length));
}
